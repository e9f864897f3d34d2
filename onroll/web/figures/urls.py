from django.urls import path

from onroll.web.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("<slug:key>/", views.scorecard, name="scorecard"),
    path("<slug:key>/flows.csv", views.flows_csv, name="flows_csv"),
]
