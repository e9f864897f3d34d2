from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "onroll.web.figures"
    label = "figures"
