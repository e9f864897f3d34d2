"""Who has looked at one child, and what one person has looked at, from the log of reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
from django.db.models import QuerySet
from django.utils.timezone import localtime

from onroll.figures.csv_text import csv_text
from onroll.web.access.models import Read
from onroll.web.access.page_words import page_in_words
from onroll.web.children.models import Child
from onroll.web.matching.models import Forwarding

OUTCOMES: Final = {
    Read.Outcome.SHOWN: "Saw",
    Read.Outcome.REFUSED: "Was refused",
    Read.Outcome.EXPORTED: "Downloaded",
}
MINE: Final = "my_access"
"""The page that lists one's own looks: it leaves out the looks at itself."""


@dataclass(frozen=True)
class Look:
    """One row of the log. `child` is the reference to print; empty where it may not be printed."""

    read: Read
    child: str = ""
    reference: str = ""
    """The child as a page about the child is asked for now."""

    @property
    def words(self) -> str:
        """Saw the timeline."""
        return f"{OUTCOMES[Read.Outcome(self.read.outcome)]} {page_in_words(self.read.page)}"


def looks_at(child: str) -> QuerySet[Read]:
    """Every look at a child, also by a reference that leads to the child now, the last first."""
    earlier = Forwarding.objects.filter(new=child).values("old")
    these = Read.objects.filter(child=child) | Read.objects.filter(child__in=earlier)
    return these.select_related("user").order_by("-at", "-pk")


def looks_of(user: Any) -> QuerySet[Read]:
    """Every look of one person, the last first."""
    return Read.objects.filter(user=user).exclude(page=MINE).order_by("-at", "-pk")


def for_their_eyes(reads: Iterable[Read], user: Any) -> list[Look]:
    """One's own looks. The reference is printed only of a child who was shown, and may be seen now.

    So the list tells nobody whether a reference that was refused is a child's.
    """
    reads = list(reads)
    shown = {each.child for each in reads if each.outcome != Read.Outcome.REFUSED}
    leads = dict(Forwarding.objects.filter(old__in=shown).values_list("old", "new"))
    now = {child: leads.get(child, child) for child in shown}
    visible = Child.objects.visible_to(user).filter(pk__in=set(now.values()))
    seen = set(visible.values_list("pk", flat=True))
    looks = []
    for each in reads:
        reference = now.get(each.child, "") if each.outcome != Read.Outcome.REFUSED else ""
        there = reference in seen
        looks.append(Look(each, each.child if there else "", reference if there else ""))
    return looks


def as_csv(looks: Iterable[Read]) -> bytes:
    """The looks at a child as a file for a spreadsheet, kept from taking a name for a formula."""
    rows = [
        (
            f"{localtime(each.at):%Y-%m-%d %H:%M:%S}",
            each.user.full_name,
            each.user.email,
            each.user.role,
            Look(each).words,
            each.child,
        )
        for each in looks
    ]
    heads = ("When", "Name", "Email", "Role now", "What they did", "Asked for as")
    columns = {
        head: pa.array([row[n] for row in rows], pa.string()) for n, head in enumerate(heads)
    }
    return csv_text(pa.table(columns)).encode("utf-8-sig")
