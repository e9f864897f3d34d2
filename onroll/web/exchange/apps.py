from django.apps import AppConfig


class Exchange(AppConfig):
    name = "onroll.web.exchange"
