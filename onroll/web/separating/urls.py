from django.urls import path

from onroll.web.separating import views

urlpatterns = [
    path("children/<slug:reference>/links/", views.links, name="links"),
    path("children/<slug:reference>/not-the-same/", views.separate, name="separate"),
    path("separated/<int:number>/", views.separated, name="separated"),
    path("separated/<int:number>/readers.csv", views.readers_file, name="readers"),
    path("separated/<int:number>/take-back/", views.take_back, name="take_separation_back"),
]
