from django.urls import path

from onroll.web.calendar import views

urlpatterns = [
    path("calendar/", views.my_calendar, name="my_calendar"),
    path("calendar/<str:secret>.ics", views.calendar_file, name="calendar_file"),
]
