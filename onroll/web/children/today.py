"""What an officer should look at first: who is new, most urgent first, and which clocks run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onroll.web.children.models import Child, ChildQuerySet, Clock, Status
from onroll.web.children.status_words import DUE_SOON_DAYS, Tag, clock_tag, tags
from onroll.web.children.words import clock_words

NEW_WITHIN = timedelta(days=14)
# Most urgent first: a child nobody can find comes before a child without a place.
URGENT = ("whereabouts_not_known", "missing_education")


@dataclass(frozen=True)
class ListedChild:
    """A child in a list: who they are, their tags, and since when the urgent thing is true."""

    child: Child
    tags: list[Tag]
    since: date | None = None
    why: str = ""


@dataclass(frozen=True)
class ListedClock:
    child: Child
    words: str
    tag: Tag
    due_on: date | None


def newly_urgent(children: ChildQuerySet, day: date) -> list[tuple[str, str, date]]:
    """(child, definition, since) for who came to meet an urgent definition in the last 14 days.

    One row per child, the most urgent definition and then the longest wait first.
    """
    spells = (
        Status.objects.on(day)
        .filter(definition__in=URGENT, starts_on__gt=day - NEW_WITHIN, child__in=children)
        .values_list("child_id", "definition", "starts_on")
    )
    in_order = sorted(spells, key=lambda spell: (URGENT.index(spell[1]), spell[2], spell[0]))
    first: dict[str, tuple[str, str, date]] = {}
    for spell in in_order:
        first.setdefault(spell[0], spell)
    return list(first.values())


def met_on(references: Iterable[str], day: date) -> dict[str, set[str]]:
    """The definitions that each of these children meets on a day."""
    met: dict[str, set[str]] = defaultdict(set)
    rows = Status.objects.on(day).filter(child__in=list(references))
    for child, definition in rows.values_list("child_id", "definition"):
        met[child].add(definition)
    return met


def listed(children: Iterable[Child], day: date) -> list[ListedChild]:
    """Children with their tags, in the same order."""
    children = list(children)
    met = met_on((child.pk for child in children), day)
    return [
        ListedChild(child, tags(met[child.pk], born=child.date_of_birth, day=day))
        for child in children
    ]


def urgent_page(
    children: ChildQuerySet, spells: list[tuple[str, str, date]], day: date
) -> list[ListedChild]:
    """One page of `newly_urgent`, with names and tags."""
    by_reference = children.in_bulk([child for child, _, _ in spells])
    met = met_on(by_reference, day)
    return [
        ListedChild(
            child := by_reference[reference],
            tags(met[reference], born=child.date_of_birth, day=day),
            since,
            definition,
        )
        for reference, definition, since in spells
    ]


def pressing_clocks(children: ChildQuerySet, day: date, most: int) -> list[ListedClock]:
    """Clocks overdue or due within a week, most overdue first."""
    rows = (
        Clock.objects.running(day)
        .filter(due_on__lte=day + timedelta(days=DUE_SOON_DAYS), child__in=children)
        .select_related("child")[:most]
    )
    return [
        ListedClock(
            row.child,
            clock_words(row.clock),
            clock_tag(row.due_on, row.met_on, day),
            row.due_on,
        )
        for row in rows
    ]
