from django.urls import path

from onroll.web.visits import views

urlpatterns = [
    path("visits/", views.my_visits, name="my_visits"),
    path("visits/worker.js", views.worker, name="visits_worker"),
    path("visits/<int:number>/", views.record_visit, name="record_visit"),
    path("visits/<int:number>/set/", views.set_visit, name="set_visit"),
]
