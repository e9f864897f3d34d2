from django.apps import AppConfig


class TellingUs(AppConfig):
    name = "onroll.web.telling_us"
