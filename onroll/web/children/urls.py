from django.urls import path

from onroll.web.children import own_pupils, views, why_views

urlpatterns = [
    path("", views.today, name="today"),
    path("pupils/", own_pupils.own_pupils, name="own_pupils"),
    path("children/", views.children, name="children"),
    path("children/<slug:reference>/", views.child, name="child"),
    path("children/<slug:reference>/why/<slug:key>/", why_views.why, name="why"),
    path("children/<slug:reference>/timeline/", views.timeline, name="timeline"),
    path("children/<slug:reference>/sources/", views.source_records, name="source_records"),
]
