from django.apps import AppConfig


class Calendar(AppConfig):
    name = "onroll.web.calendar"
