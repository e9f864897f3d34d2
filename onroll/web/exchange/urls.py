from django.urls import path

from onroll.web.exchange import offering_views, taking_in_views, views

urlpatterns = [
    path("passing/", views.passings, name="passings"),
    path("passing/arrived/", taking_in_views.open_arrived, name="open_arrived"),
    path("passing/file/", taking_in_views.passing_file, name="passing_file"),
    path("passing/<int:number>/", views.passing, name="passing"),
    path("passing/<int:number>/child/", taking_in_views.passing_child, name="passing_child"),
    path("passing/<int:number>/say/<slug:kind>/", views.say_passing, name="say_passing"),
    path(
        "passing/<int:number>/messages/<int:message>/file/",
        offering_views.passing_sealed,
        name="passing_sealed",
    ),
    path("cases/<int:number>/offer/", offering_views.offer_case, name="offer_case"),
]
