from django.apps import AppConfig


class Accountability(AppConfig):
    name = "onroll.web.accountability"
