"""Opening the record of a child who is not one's own, for eight hours and on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import BreakGlass, RestrictedChild
from onroll.web.children.models import Child
from onroll.web.children.sounds import plain
from onroll.web.matching.models import Forwarding
from onroll.web.oversight.budgets import number
from onroll.web.oversight.conflicts import declared_by, refuse_the_declared
from onroll.web.oversight.models import Kind
from onroll.web.oversight.queue import Found, put_in


@dataclass(frozen=True)
class Asked:
    """Whom somebody asks for: by reference, by UPN, or by the whole name and date of birth."""

    reference: str = ""
    upn: str = ""
    name: str = ""
    born: date | None = None


def looked_up(asked: Asked) -> tuple[str, bool]:
    """The reference of the one child who was asked for, and whether the child is restricted.

    Empty for none, and for more than one. The one place that looks past row-level security for
    somebody: a child who is not theirs is not among the rows that their request is shown. One and
    the same query whether there is such a child or not, and nothing but this leaves it.
    """
    if asked.reference:
        led = Forwarding.objects.filter(old=asked.reference).values("new")
        wanted = Q(pk=asked.reference) | Q(pk__in=led)
    elif asked.upn:
        wanted = Q(upn=asked.upn)
    else:
        wanted = Q(name__in=spelt(asked.name), date_of_birth=asked.born)
    restricted = Exists(RestrictedChild.objects.filter(child=OuterRef("pk")))
    with as_publisher():
        rows = list(
            Child.objects.filter(wanted).annotate(kept=restricted).values_list("pk", "kept")[:2]
        )
    return rows[0] if len(rows) == 1 else ("", False)


def spelt(name: str) -> list[str]:
    """The ways in which a whole name is kept: where the forename ends, nobody typed."""
    words = plain(name).split()
    parted = ((words[:n], words[n:]) for n in range(1, len(words)))
    return [f"{' '.join(last)}  {' '.join(first)}" for first, last in parted]


def open_record(user: Any, asked: Asked, reason: str, words: str, at: datetime) -> str:
    """The reference of the child whose record is open now; empty where there is none to open.

    A child whom they see anyway is opened without breaking anything. Raises `KnowsTheFamily`.
    """
    found, restricted = looked_up(asked)
    seen = Child.objects.visible_to(user).filter(pk=found).exists()
    declared = declared_by(user)
    if found and (seen or not restricted):
        refuse_the_declared(declared, [found])
        if not seen:
            break_glass(user, found, reason, words, at)
        return found
    # the same rows for a child who is restricted and for one who is not there
    put_in(Kind.NOT_SHOWN, Found(user.pk, at=at, once=at.isoformat(), refused=True,
        child=found or asked.reference, words=words))  # fmt: skip
    return ""


def break_glass(user: Any, child: str, reason: str, words: str, at: datetime) -> None:
    hours = number("glass", "everybody", localdate(at))
    broken = BreakGlass.objects.create(
        child=child, user=user, reason=reason, words=words, opened_at=at,
        ends_at=at + timedelta(hours=hours),
    )  # fmt: skip
    put_in(Kind.GLASS, Found(user.pk, at=at, once=str(broken.pk), child=child, words=words,
        detail=broken.get_reason_display()))  # fmt: skip
