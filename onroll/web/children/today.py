"""What an officer should look at first: who is new, most urgent first, and which clocks run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import Final

from django.db.models import Case, Q, Value, When

from onroll.record.clock_states import State
from onroll.record.definitions import CLOCKS
from onroll.record.school_days import SchoolCalendar
from onroll.web.children.models import (
    Child,
    Clock,
    ClockQuerySet,
    Fact,
    School,
    Status,
    StatusQuerySet,
)
from onroll.web.children.status_words import (
    DIED_FACT,
    MOVED_AWAY_FACT,
    RECORDED_AS_DIED,
    Tag,
    clock_tag,
    tags,
)
from onroll.web.children.words import clock_words

NEW_WITHIN = timedelta(days=14)
# Most urgent first: a child nobody can find comes before a child without a place.
URGENT = ("whereabouts_not_known", "missing_education")


@dataclass(frozen=True)
class Named:
    """All that a list says of a child: no list has anything that may be protected."""

    pk: str
    full_name: str
    date_of_birth: date | None
    year_group: int | None
    died: bool = False

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.full_name.split())


@dataclass(frozen=True)
class ListedChild:
    """A child in a list: who they are, their tags, and since when the urgent thing is true."""

    child: Named
    tags: list[Tag]
    since: date | None = None
    why: str = ""


@dataclass(frozen=True)
class ListedClock:
    child: Named
    words: str
    tag: Tag
    due_on: date | None


@dataclass(frozen=True)
class NewlyUrgent:
    """A child who came to meet an urgent definition, and on which day."""

    child: Child
    definition: str
    since: date


def named(child: Child, died: bool = False) -> Named:
    return Named(child.pk, child.full_name, child.date_of_birth, child.year_group, died)


def died_among(references: Iterable[str], day: date) -> frozenset[str]:
    """Those of these children recorded as having died by a day, and not known alive since."""
    held = Fact.objects.on(day).filter(child__in=list(references), fact=DIED_FACT)
    return frozenset(held.values_list("child_id", flat=True))


def newly_urgent(statuses: StatusQuerySet, day: date) -> list[NewlyUrgent]:
    """Of whom these statuses say that they came to meet an urgent definition in the last 14 days.

    One row per child, the most urgent definition and then the longest wait first.
    """
    spells = (
        statuses.on(day)
        .filter(definition__in=URGENT, starts_on__gt=day - NEW_WITHIN)
        .select_related("child")
    )
    first: dict[str, NewlyUrgent] = {}
    for spell in sorted(
        spells, key=lambda s: (URGENT.index(s.definition), s.starts_on, s.child_id)
    ):
        first.setdefault(
            spell.child_id, NewlyUrgent(spell.child, spell.definition, spell.starts_on)
        )
    return list(first.values())


def true_on(references: Iterable[str], day: date) -> dict[str, set[str]]:
    """What decides the tags of each child on a day: definitions met, moved away, and died."""
    held: dict[str, set[str]] = defaultdict(set)
    these = list(references)
    met = Status.objects.on(day).filter(child__in=these).values_list("child_id", "definition")
    told = Fact.objects.on(day).filter(child__in=these, fact__in=[MOVED_AWAY_FACT, DIED_FACT])
    for child, key in met.union(told.values_list("child_id", "fact"), all=True):
        held[child].add(key)
    return held


def tags_on(children: Iterable[Child], day: date) -> dict[str, list[Tag]]:
    """The tags of each child, the same as on the child's own record."""
    by_reference = {child.pk: child for child in children}
    held = true_on(by_reference, day)
    return {
        reference: tags(
            held[reference],
            born=child.date_of_birth,
            day=day,
            moved_away=MOVED_AWAY_FACT in held[reference],
            died=DIED_FACT in held[reference],
        )
        for reference, child in by_reference.items()
    }


def listed(children: Iterable[Child], day: date) -> list[ListedChild]:
    """Children with their tags, in the same order."""
    children = list(children)
    shown = tags_on(children, day)
    return [
        ListedChild(named(child, RECORDED_AS_DIED in shown[child.pk]), shown[child.pk])
        for child in children
    ]


def urgent_page(spells: Iterable[NewlyUrgent], day: date) -> list[ListedChild]:
    """One page of `newly_urgent`, with tags."""
    spells = list(spells)
    shown = tags_on([spell.child for spell in spells], day)
    return [
        ListedChild(named(spell.child), shown[spell.child.pk], spell.since, spell.definition)
        for spell in spells
    ]


@lru_cache(maxsize=1)
def own_calendar(run_id: str, published_at: datetime) -> SchoolCalendar | None:
    """The authority's own school days as a run has them, read once each time one is published."""
    own = School.objects.filter(urn="").first()
    return SchoolCalendar(own.days) if own and own.days else None


def pressing_clocks(
    clocks: ClockQuerySet, day: date, most: int, calendar: SchoolCalendar | None = None
) -> list[ListedClock]:
    """Of these clocks those of the authority's own that are overdue or due soon, at most so many.

    Those of which a breach goes to the accountable director come first, then the most overdue. What
    a school owes is on the school's list, not here. `calendar` is the authority's own.
    """
    in_order = ("rank", "due_on", "pk")
    rank = Case(When(clock__in=BREACHES, then=Value(0)), default=Value(1))
    running = clocks.running(day).exclude(clock__in=OF_SCHOOLS).filter(may_press(day, calendar))
    first = running.annotate(rank=rank).order_by(*in_order).values("pk")[:most]
    # The few that are shown are chosen before their children are joined to them.
    chosen = Clock.objects.filter(pk__in=first).annotate(rank=rank).order_by(*in_order)
    tagged = (
        (row, clock_tag(row.clock, row.due_on, row.met_on, day, calendar))
        for row in chosen.select_related("child")
    )
    return [
        ListedClock(named(row.child), clock_words(row.clock), tag, row.due_on)
        for row, tag in tagged
        if tag.words != State.ON_TRACK
    ]


def overdue(clocks: ClockQuerySet, day: date) -> int:
    """How many of these clocks, of the authority's own, were due before a day and are not met."""
    return clocks.running(day).exclude(clock__in=OF_SCHOOLS).filter(due_on__lt=day).count()


def may_press(day: date, calendar: SchoolCalendar | None) -> Q:
    """In a query of running clocks: those that are not on track, as `clock_states` has it.

    By the last day on which each kind of clock could be due and not be on track; a kind that there
    is no more by that of the first.
    """
    until = {clock.key: last_pressing(clock.key, day, calendar) for clock in CLOCKS}
    found = Q(due_on__lte=until[CLOCKS[0].key]) & ~Q(clock__in=until)
    for last in sorted({*until.values()}):
        kinds = [key for key, until_then in until.items() if until_then == last]
        found |= Q(clock__in=kinds, due_on__lte=last)
    return found


def last_pressing(key: str, day: date, calendar: SchoolCalendar | None) -> date:
    """The last day on which a clock could be due and not be on track, 28 days from now at most."""
    ahead = (day + timedelta(days=n) for n in range(SOON_AT_MOST.days + 1))
    pressing = takewhile(
        lambda due: clock_tag(key, due, None, day, calendar).words != State.ON_TRACK, ahead
    )
    return max(pressing, default=day)


OF_SCHOOLS: Final = [clock.key for clock in CLOCKS if clock.at_school]
BREACHES: Final = [clock.key for clock in CLOCKS if clock.breach_after]
SOON_AT_MOST: Final = timedelta(days=28)
"""Three school days reach no further, whatever holiday lies between but summer's."""
