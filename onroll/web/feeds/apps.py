from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "onroll.web.feeds"
    label = "feeds"
