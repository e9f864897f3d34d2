"""Every address. No address holds a name, a date of birth or a UPN."""

from __future__ import annotations

from django.urls import include, path

from onroll.web.config import views

urlpatterns = [
    path("", include("onroll.web.access.urls")),
    path("", include("onroll.web.accountability.urls")),
    path("", include("onroll.web.api.urls")),
    path("", include("onroll.web.signing_in.urls")),
    path("", include("onroll.web.children.urls")),
    path("definitions/", include("onroll.web.library.urls")),
    path("questions/", include("onroll.web.contradictions.urls")),
    path("", include("onroll.web.calendar.urls")),
    path("", include("onroll.web.exchange.urls")),
    path("", include("onroll.web.provider_visits.urls")),
    path("", include("onroll.web.cases.urls")),
    path("", include("onroll.web.documents.urls")),
    path("feeds/", include("onroll.web.feeds.urls")),
    path("figures/", include("onroll.web.figures.urls")),
    path("", include("onroll.web.improvement.urls")),
    path("", include("onroll.web.letters.urls")),
    path("", include("onroll.web.matching.urls")),
    path("", include("onroll.web.mistakes.urls")),
    path("", include("onroll.web.oversight.urls")),
    path("", include("onroll.web.people.urls")),
    path("", include("onroll.web.questions.urls")),
    path("", include("onroll.web.region.urls")),
    path("", include("onroll.web.releases.urls")),
    path("", include("onroll.web.separating.urls")),
    path("", include("onroll.web.shields.urls")),
    path("", include("onroll.web.telling_us.urls")),
    path("", include("onroll.web.write_history.urls")),
    path("", include("onroll.web.visits.urls")),
    path("authority.css", views.authority_css, name="authority_css"),
    path("health/", views.health, name="health"),
]

handler403 = "onroll.web.config.errors.not_allowed"
handler404 = "onroll.web.config.errors.not_found"
handler500 = "onroll.web.config.errors.our_fault"
