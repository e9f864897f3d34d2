from django.apps import AppConfig


class ShieldsConfig(AppConfig):
    name = "onroll.web.shields"
    label = "shields"
