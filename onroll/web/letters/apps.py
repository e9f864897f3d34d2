from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "onroll.web.letters"
    label = "letters"
