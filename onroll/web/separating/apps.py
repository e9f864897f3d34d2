from django.apps import AppConfig


class SeparatingConfig(AppConfig):
    name = "onroll.web.separating"
    label = "separating"
