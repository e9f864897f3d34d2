"""Acting in the database as somebody, for one transaction or a part of one.

The database's role and what its rules ask (`row_security`) are set for the transaction alone, so
nothing of one request is left for the next, also where a worker is killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from onroll.web.access.models import User
from onroll.web.access.policy import see_now
from onroll.web.config.authority import authority
from onroll.web.config.database import PAGES, PUBLISHER


@contextmanager
def as_person(user: User | None, at: datetime) -> Iterator[None]:
    """A transaction in which the database shows what somebody may see; nobody sees no child."""
    if user is not None:
        user = getattr(user, "_wrapped", user)  # of the lazy user of a request
    asker = "" if user is None else str(user.pk)
    asked = {"asker": asker, "at": at.isoformat(), "authority": authority().la_code, "rights": ""}
    with acting_as(PAGES, **asked):
        with connection.cursor() as cursor:  # worked out once, and not for each row of each query
            cursor.execute("select set_config('onroll.rights', onroll_rights()::text, true)")
        if user is not None:
            see_now([user], at)
        yield


@contextmanager
def as_publisher() -> Iterator[None]:
    """A transaction, or a part of one, in which every row may be read and published."""
    with acting_as(PUBLISHER):
        yield


@contextmanager
def acting_as(role: str, **asked: str) -> Iterator[None]:
    """Act in the database as another role until the end, with these settings, and then as before.

    The end of the transaction puts back both; in a transaction that goes on they are put back here.
    """
    wanted = {"role": role, **{f"onroll.{name}": value for name, value in asked.items()}}
    inside = connection.in_atomic_block
    with transaction.atomic():
        before = settings(wanted) if inside else {}
        put(wanted)
        yield
        if inside:
            put(
                {
                    name: value or ("none" if name == "role" else "")
                    for name, value in before.items()
                }
            )


def settings(names: dict[str, str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        asked = ", ".join("current_setting(%s, true)" for _ in names)
        cursor.execute(f"select {asked}", list(names))
        return dict(zip(names, cursor.fetchone() or (), strict=True))


def put(values: dict[str, str]) -> None:
    """Set these until the end of the transaction: `true` is what makes them end with it."""
    with connection.cursor() as cursor:
        sets = ", ".join("set_config(%s, %s, true)" for _ in values)
        cursor.execute(f"select {sets}", [part for item in values.items() for part in item])
