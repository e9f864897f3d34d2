from django.apps import AppConfig


class Api(AppConfig):
    name = "onroll.web.api"
