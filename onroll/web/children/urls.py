from django.urls import path

from onroll.web.children import views

urlpatterns = [
    path("", views.today, name="today"),
    path("children/", views.children, name="children"),
    path("children/<str:reference>/", views.child, name="child"),
    path("children/<str:reference>/why/<slug:key>/", views.why, name="why"),
    path("children/<str:reference>/timeline/", views.timeline, name="timeline"),
    path("children/<str:reference>/sources/", views.source_records, name="source_records"),
]
