from django.apps import AppConfig


class ProviderVisits(AppConfig):
    name = "onroll.web.provider_visits"
