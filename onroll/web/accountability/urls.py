from django.urls import path

from onroll.web.accountability import views

urlpatterns = [
    path("accountability/", views.accountability, name="accountability"),
    path("accountability/<slug:which>/", views.accountability_list, name="accountability_list"),
]
