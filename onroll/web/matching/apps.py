from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "onroll.web.matching"
    label = "matching"
