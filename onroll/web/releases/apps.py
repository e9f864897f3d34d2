from django.apps import AppConfig


class Releases(AppConfig):
    name = "onroll.web.releases"
