from django.urls import path

from onroll.web.mistakes import views

urlpatterns = [
    path("tell-us/sent/<slug:ref>/mistake/", views.call_mistake, name="call_mistake"),
]
