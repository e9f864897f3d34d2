from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "onroll.web.children"
    label = "children"
