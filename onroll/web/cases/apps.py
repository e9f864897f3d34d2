from django.apps import AppConfig


class Cases(AppConfig):
    name = "onroll.web.cases"
