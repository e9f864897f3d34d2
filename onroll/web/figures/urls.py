from django.urls import path

from onroll.web.figures import cases_views, exits_views, returns_views, views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("exits-by-school/", exits_views.exits_by_school, name="exits_by_school"),
    path("exits-by-school/children/", exits_views.exits_children, name="exits_children"),
    path("exits-by-school/exits.csv", exits_views.exits_csv, name="exits_csv"),
    path("cases-over-a-period/", cases_views.cases_over_a_period, name="cases_over_a_period"),
    path("cases-over-a-period/cases.csv", cases_views.cases_csv, name="cases_csv"),
    path("returns/", returns_views.returns, name="returns"),
    path("returns/children/", returns_views.return_children, name="return_children"),
    path("<slug:key>/", views.scorecard, name="scorecard"),
    path("<slug:key>/flows.csv", views.flows_csv, name="flows_csv"),
]
