from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "onroll.web.access"
    label = "access"

    def ready(self) -> None:
        post_migrate.connect(secure_rows, sender=self, dispatch_uid="secure_rows")


def secure_rows(plan: Any = (), **_: Any) -> None:
    """Put the rules on rows in the database, once all its tables are there."""
    from django.apps import apps
    from django.db import connection

    from onroll.web.access.row_security import rules, secure
    from onroll.web.library.models import Run
    from onroll.web.published_tables import TABLES

    with connection.cursor() as cursor:
        there = {table.name for table in connection.introspection.get_table_list(cursor)}
    published = {table.name for table in TABLES} | {Run._meta.db_table}
    if published | rules().keys() <= there:
        secure(
            there & {model._meta.db_table for model in apps.get_models(include_auto_created=True)},
            published,
        )
