"""Getting the web half ready to be used by a command."""

from __future__ import annotations

from pathlib import Path


def prepare(home: Path) -> None:
    """Set Django up for a home: start its database if it is ours to start, and bring it up to date.

    Call it before importing anything else of `onroll.web`. A second call does nothing new.
    """
    from onroll.web.config import database, environment

    environment.fill(home)

    import django
    from django.core.management import call_command

    django.setup()
    database.act_as_oneself()
    call_command("migrate", verbosity=0, interactive=False)
    database.act_as(database.PUBLISHER)
