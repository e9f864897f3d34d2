from django.apps import AppConfig


class Mistakes(AppConfig):
    name = "onroll.web.mistakes"
