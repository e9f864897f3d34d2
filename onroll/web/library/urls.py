from django.urls import path

from onroll.web.library import try_views, views

urlpatterns = [
    path("", views.definitions, name="definitions"),
    path("compare/", try_views.compare, name="compare_packs"),
    path("compare/packs.csv", try_views.compare_file, name="compare_packs_file"),
    path("what-if/", try_views.try_it, name="what_if"),
    path("what-if/children.csv", try_views.try_it_file, name="what_if_file"),
    path("<slug:key>/", views.one_definition, name="definition"),
    path("<slug:key>/near-misses/<int:position>/", views.near_misses, name="near_misses"),
]
