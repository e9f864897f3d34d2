"""Who a referral may be about: the children and the source records that are like what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Q
from rapidfuzz.distance import JaroWinkler

from onroll.record.people.likeness import forenames_alike
from onroll.web.children.dates import Days
from onroll.web.children.models import Child, ChildQuerySet, SourceRecord
from onroll.web.children.search import by_name
from onroll.web.children.sounds import plain, sounds
from onroll.web.matching.comparing import dates_differ_in
from onroll.web.shields.protected import not_protected

MOST_FOUND: Final = 10
ALIKE_ON_THE_DAY: Final = 0.72
"""Jaro-Winkler from which a surname is alike, of a child born on the very day: so low, because
Kowalczyk and Kovalchik are at 0.76, and few children are born on one day."""
ALIKE: Final = 0.88
MOST_BY_NAME: Final = 200
MOST_WORDS: Final = 4


@dataclass(frozen=True)
class Asked:
    """What somebody was told of a child: surname and date of birth, as much of it as is known, or
    the UPN."""

    surname: str = ""
    born: Days | None = None
    upn: str = ""

    @property
    def day(self) -> date | None:
        """The day of birth, null where only the month or the year is known."""
        return self.born.first if self.born and self.born.first == self.born.last else None

    @cached_property
    def days(self) -> frozenset[date]:
        """The day of birth, and the day with day and month the other way round."""
        if self.day is None:
            return frozenset()
        swapped = {self.day}
        if self.day.day <= 12:
            swapped.add(date(self.day.year, self.day.day, self.day.month))
        return frozenset(swapped)

    def near(self, born: date | None) -> float:
        """How near a date of birth is to what was said: 1 the same, 0 too far, or not known."""
        if born is None or self.born is None:
            return 0
        if self.born.first <= born <= self.born.last:
            return 1
        if born in self.days:
            return 0.9
        if self.day and " and " not in (words := dates_differ_in(self.day, born)):
            return 0.7 if words != "all of it" else 0
        return 0

    def alike(self, *names: str) -> float:
        """How like the surname the likest of these names is, each word by itself; 1 sounds the
        same."""
        typed = plain(self.surname)
        words = [word for name in names for word in (plain(name), *plain(name).split()) if word]
        return max((likeness(typed, word) for word in words), default=0)


def likeness(typed: str, word: str) -> float:
    if not typed or not word:
        return 0
    if typed == word or word in typed.split():
        return 1
    if sounds(typed) == sounds(word):
        return 0.95
    alike = forenames_alike(typed, word) and JaroWinkler.similarity(typed, word) >= ALIKE
    return max(JaroWinkler.similarity(typed, word), 0.9 if alike else 0)


def found(asked: Asked, user: Any) -> list[Child]:
    """The children who may be the one asked about, the likest first; at most `MOST_FOUND` + 1.

    A source's own spelling, an earlier surname and a former UPN count as well as what the record
    shows; a protected child is found by the name and date that are shown alone.
    """
    visible = Child.objects.visible_to(user)
    return found_among(asked, visible, not_protected(visible, user))


def found_among(asked: Asked, visible: ChildQuerySet, open_to_all: ChildQuerySet) -> list[Child]:
    """The same among some children, of whom `open_to_all` are known by more than what is shown."""
    scores: dict[str, float] = {}

    def count(child: str, score: float) -> None:
        scores[child] = max(scores.get(child, 0), score)

    if asked.upn:
        for reference in by_upn(asked.upn, open_to_all):
            count(reference, 3)
    if asked.surname and asked.born:
        born = Q(date_of_birth__range=asked.born) | Q(date_of_birth__in=asked.days)
        if asked.day:
            exact = Q(date_of_birth__in=asked.days)
            for child in visible.filter(exact):
                score_of(asked, child.pk, child, count)
            for row in SourceRecord.objects.filter(exact, child__in=open_to_all):
                score_of(asked, row.child_id, row, count)
            years = Q(date_of_birth__year__in=[asked.day.year + n for n in (-1, 0, 1)])
            born |= years | Q(
                date_of_birth__month=asked.day.month, date_of_birth__day=asked.day.day
            )
        for word in plain(asked.surname).split()[:MOST_WORDS]:  # a record may have one part alone
            for child in by_name(visible.filter(born), word)[:MOST_BY_NAME]:
                score_of(asked, child.pk, child, count)
        for row in spelt_alike(asked, open_to_all):
            score_of(asked, row.child_id, row, count)
    best = sorted(scores, key=lambda child: (-scores[child], child))[: MOST_FOUND + 1]
    children = Child.objects.in_bulk(best)
    return [children[child] for child in best]


def by_upn(upn: str, children: Any) -> Iterable[str]:
    """The children of whom it is a UPN, on the record shown or on any source's, now or before."""
    ours = children.filter(upn=upn).values_list("pk", flat=True)
    said = SourceRecord.objects.filter(Q(upn=upn) | Q(former_upn=upn), child__in=children)
    return {*ours, *said.values_list("child_id", flat=True)}


def spelt_alike(asked: Asked, children: Any) -> Any:
    """The source records born when it was said, only a month or a year of it, and spelt alike."""
    if asked.day or not asked.born:
        return []
    rows = SourceRecord.objects.filter(date_of_birth__range=asked.born, child__in=children)
    return rows.filter(surname__trigram_word_similar=asked.surname)[:MOST_BY_NAME]


def score_of(asked: Asked, child: str, said: Child | SourceRecord, count: Any) -> None:
    """Count a child whose name and date of birth, as this says them, are near enough together."""
    near, alike = asked.near(said.date_of_birth), asked.alike(said.surname, said.forename)
    on_the_day = near >= 0.9 and asked.day is not None
    if near and alike >= (ALIKE_ON_THE_DAY if on_the_day else ALIKE):
        count(child, near + alike)
