from django.apps import AppConfig


class Receipts(AppConfig):
    name = "onroll.web.receipts"
