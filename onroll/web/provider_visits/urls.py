from django.urls import path

from onroll.web.provider_visits import views

urlpatterns = [
    path("providers/", views.provider_visits, name="provider_visits"),
    path("providers/providers.csv", views.provider_visits_file, name="provider_visits_file"),
    path("providers/visits/new/", views.new_provider_visit, name="new_provider_visit"),
    path(
        "providers/visits/<int:number>/take-back/",
        views.take_back_provider_visit,
        name="take_back_provider_visit",
    ),
    path("providers/<slug:urn>/", views.provider_history, name="provider_history"),
]
