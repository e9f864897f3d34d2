from django.apps import AppConfig


class Region(AppConfig):
    name = "onroll.web.region"
