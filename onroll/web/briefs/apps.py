from django.apps import AppConfig


class Briefs(AppConfig):
    name = "onroll.web.briefs"
