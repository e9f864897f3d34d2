"""Asking for a draft, and what is being made of what was asked."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from onroll.figures.reports.catalogue import ReportKind
from onroll.web.access.models import User
from onroll.web.releases.models import DraftAsked, DraftEvent
from onroll.web.releases.starting import start_making

ASKING: Final = 0x61736B21
"""The number of the lock under which somebody asks."""
MOST_LISTED: Final = 20
MOST_WAITING: Final = 60
"""Every report of two days: more than that is asked for by mistake, and others would wait."""
QUEUE_IS_FULL: Final = (
    f"{MOST_WAITING} drafts wait to be made already, which is the most there can be. Ask again "
    "once some of them are made: the list of released reports says how far they are"
)


class QueueIsFull(Exception):
    """As many drafts wait as may."""


@transaction.atomic
def ask(kind: ReportKind, day: date, by: User) -> DraftAsked:
    """What is asked for. Where somebody has asked for the same and it is not made yet, that.

    Raises QueueIsFull.
    """
    assert by.sight is not None
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ASKING])
    found = waiting().filter(report=kind.key, day=day).first()
    if found is None:
        if waiting().count() >= MOST_WAITING:
            raise QueueIsFull
        found = DraftAsked.objects.create(
            report=kind.key, title=kind.title, day=day, by=by, at=by.sight.at
        )
    transaction.on_commit(start_making, robust=True)
    return found


def waiting() -> QuerySet[DraftAsked]:
    """What is asked for and has come to no end, the oldest first."""
    ended = DraftEvent.objects.filter(kind__in=DraftEvent.ENDS).values("asked")
    return DraftAsked.objects.exclude(pk__in=ended)


def not_drafted() -> list[DraftAsked]:
    """What waits, is made, or came to no draft and was not asked for again; the newest first."""
    newest: dict[tuple[str, date], DraftAsked] = {}
    for each in DraftAsked.objects.select_related("by").prefetch_related("events"):
        newest[each.report, each.day] = each
    found = [each for each in newest.values() if not is_drafted(each)]
    return sorted(found, key=lambda each: -each.pk)[:MOST_LISTED]


def is_drafted(asked: DraftAsked) -> bool:
    return asked.last is not None and asked.last.kind == DraftEvent.Kind.DRAFTED
