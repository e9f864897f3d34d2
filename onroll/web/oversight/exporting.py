"""A file of more children than one person may take alone in a day: a second person agrees first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate, now

from onroll.web.oversight.budgets import base, spent, wait_for_ones_turn
from onroll.web.oversight.models import ExportAsk

HOLDS_FOR: Final = timedelta(hours=24)
"""From the moment somebody agreed, and for one download. The project's own choice."""
SALT: Final = "onroll.oversight.export"


class NeedsSecondPerson(Exception):
    """Somebody asked for a file of too many children. `ticket` says which file, signed by us."""

    def __init__(self, ticket: str, size: int, limit: int, page: str) -> None:
        super().__init__("export")
        self.ticket, self.size, self.limit, self.page = ticket, size, limit, page


def agreed_to(request: HttpRequest, children: Collection[str], page: str) -> bool:
    """Whether a colleague agreed to this file; false for one so small that nobody need agree.

    The agreement is used up by it. What counts is all that somebody downloaded in the day without
    one, so that a large file cannot be taken in slices. Raises `NeedsSecondPerson`.
    """
    user: Any = request.user
    at = user.sight.at if user.sight else now()
    wait_for_ones_turn(user.pk)
    so_far, limit = spent(user.pk, "exported", children, at), most(user, at)
    if so_far.others + len(children) <= limit:
        return False
    address = request.get_full_path()
    ask = (
        usable(user, at)
        .filter(address=address, page=page, size__gte=len(children))
        .select_for_update()
        .first()
    )
    if ask is None:
        ticket = signing.dumps([user.pk, address, page, len(children)], salt=SALT)
        raise NeedsSecondPerson(ticket, len(children), limit, page)
    ask.downloaded_at = at
    ask.save(update_fields=["downloaded_at"])
    return True


def most(user: Any, at: datetime) -> int:
    """How many children somebody may download in a day alone."""
    return base(user, "exported", localdate(at))


def usable(user: Any, at: datetime) -> QuerySet[ExportAsk]:
    """What was agreed to less than a day ago, and is not downloaded yet."""
    return ExportAsk.objects.filter(
        asker=user, answer=ExportAsk.Answer.AGREED, answered_at__gt=at - HOLDS_FOR,
        downloaded_at__isnull=True,
    ).order_by("pk")  # fmt: skip


def ask(user: Any, ticket: str, why: str, at: datetime) -> ExportAsk:
    """Ask for a file that was refused for its size. Raises `signing.BadSignature`."""
    whose, address, page, size = signing.loads(ticket, salt=SALT, max_age=HOLDS_FOR)
    if whose != user.pk:
        raise signing.BadSignature
    waits = ExportAsk.objects.filter(
        Q(answer="") | Q(pk__in=usable(user, at)), asker=user, address=address, page=page,
        size__gte=size,
    ).first()  # fmt: skip
    return waits or ExportAsk.objects.create(
        asker=user, address=address, page=page, size=size, why=why, at=at
    )


def answer(number: int, by: Any, how: str, words: str, at: datetime) -> ExportAsk | None:
    """What a second person says; null where somebody has answered, or it is their own."""
    asked = ExportAsk.objects.select_for_update().filter(pk=number, answer="").exclude(asker=by)
    found = asked.first()
    if found is not None:
        found.answer, found.answer_words = how, words
        found.answered_by, found.answered_at = by, at
        found.save()
    return found
