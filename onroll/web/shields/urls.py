from django.urls import path

from onroll.web.shields import views

urlpatterns = [
    path("children/<slug:reference>/protect/", views.protect, name="protect"),
    path("shields/", views.shields, name="shields"),
    path("shields/<int:number>/", views.shield, name="shield"),
    path("shields/<int:number>/end/", views.end, name="end_shield"),
    path("shields/<int:number>/end/<slug:reference>/", views.end, name="end_shield_of_child"),
    path("shields/<int:number>/answer/", views.answer, name="answer_shield"),
]
