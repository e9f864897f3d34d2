from django.apps import AppConfig


class ContradictionsConfig(AppConfig):
    name = "onroll.web.contradictions"
    label = "contradictions"
