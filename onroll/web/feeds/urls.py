from django.urls import path

from onroll.web.feeds import views

urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("<slug:key>/", views.one_feed, name="feed"),
]
