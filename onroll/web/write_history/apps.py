from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class WriteHistoryConfig(AppConfig):
    name = "onroll.web.write_history"
    label = "write_history"

    def ready(self) -> None:
        from onroll.web.write_history.attribution import attribute_to_command

        connection_created.connect(attribute_to_command)
        post_migrate.connect(put_triggers_in_place, sender=self)


def put_triggers_in_place(**_sent: Any) -> None:
    from onroll.web.write_history.triggers import install

    install()
