from django.apps import AppConfig


class Improvement(AppConfig):
    name = "onroll.web.improvement"
