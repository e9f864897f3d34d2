from django.apps import AppConfig


class Questions(AppConfig):
    name = "onroll.web.questions"
