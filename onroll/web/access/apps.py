from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "onroll.web.access"
    label = "access"
