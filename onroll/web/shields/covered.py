"""Whom the shields cover: the rows of the list of protected children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from django.db.models import Q

from onroll.record.people.shields import covers, shielded
from onroll.web.children.models import Child
from onroll.web.children.today import Named, named
from onroll.web.config.home import home
from onroll.web.matching.models import PossibleMatch
from onroll.web.shields.models import Shield
from onroll.web.shields.standing import rows_covered


@dataclass(frozen=True)
class Covered:
    """A child whom a shield covers. `like` are those covered whom a suspected one may be."""

    child: Named
    shield: int
    kind: str
    how: str
    how_words: str
    since: date
    like: tuple[str, ...] = ()

    @property
    def suspected(self) -> bool:
        return self.how == "suspected"


def covered(number: int | None = None) -> list[Covered]:
    """Everybody whom a shield covers, or this one does: those on suspicion first, then by name."""
    rows = Shield.objects.select_related("child")
    published = list(rows if number is None else rows.filter(shield=number))
    found = [*published, *not_published(published, number)]
    like = matches_of(row.child_id for row in found if row.how == "suspected")
    under = defaultdict(set)
    for row in found:
        under[row.shield].add(row.child_id)
    in_order = sorted(found, key=lambda row: (row.how != "suspected", row.child.name, row.child_id))
    return [
        Covered(
            named(row.child),
            row.shield,
            row.kind_words,
            row.how,
            row.how_words,
            row.since,
            tuple(sorted(like[row.child_id] & under[row.shield])),
        )
        for row in in_order
    ]


def on_suspicion(found: Collection[Covered]) -> int:
    """How many of these children are absent for everybody else only because of whom they may be."""
    certain = {row.child.pk for row in found if not row.suspected}
    return len({row.child.pk for row in found if row.suspected} - certain)


def not_published(published: Iterable[Shield], number: int | None) -> list[Shield]:
    """What shields cover and no run has published yet, as rows that are not kept."""
    there = {(row.child_id, row.shield) for row in published}
    holders = rows_covered().values("record_id", "child_id")
    links = pa.table(
        {
            "record_id": pa.array([row["record_id"] for row in holders], pa.string()),
            "person_id": pa.array([row["child_id"] for row in holders], pa.string()),
        }
    )
    waiting = [
        row
        for row in shielded(links, covers(home())).to_pylist()
        if (row["child"], row["shield"]) not in there and number in (None, row["shield"])
    ]
    children = Child.objects.in_bulk([row["child"] for row in waiting])
    return [
        Shield(**{**row, "child": children[row["child"]]})
        for row in waiting
        if row["child"] in children
    ]


def matches_of(references: Iterable[str]) -> dict[str, set[str]]:
    """The children with whom each of these waits for somebody to say whether they are one."""
    these = list(references)
    found: dict[str, set[str]] = defaultdict(set)
    pairs = PossibleMatch.objects.filter(Q(child_a__in=these) | Q(child_b__in=these))
    for a, b in pairs.values_list("child_a_id", "child_b_id"):
        found[a].add(b)
        found[b].add(a)
    return found
