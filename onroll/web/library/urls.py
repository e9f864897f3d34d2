from django.urls import path

from onroll.web.library import views

urlpatterns = [
    path("", views.definitions, name="definitions"),
    path("<slug:key>/", views.one_definition, name="definition"),
    path("<slug:key>/near-misses/<int:position>/", views.near_misses, name="near_misses"),
]
