from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "onroll.web.library"
    label = "library"
