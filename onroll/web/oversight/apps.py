from django.apps import AppConfig


class Oversight(AppConfig):
    name = "onroll.web.oversight"
