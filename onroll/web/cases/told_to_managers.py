"""The cases that managers are told of, up to the named accountable person, and why each is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from django.db.models import Exists, IntegerField, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from onroll.record.casework.escalation import ladder
from onroll.record.casework.events import Kind
from onroll.web.cases.ladder_shown import step_title
from onroll.web.cases.models import Case, CaseEvent, CaseQuerySet
from onroll.web.children.models import Clock
from onroll.web.children.status_words import BY_KEY

MOVES_ON: Final = (
    Kind.RECEIVED, Kind.TRIAGED, Kind.ALLOCATED, Kind.ASKED, Kind.REPLIED, Kind.CONTACTED,
    Kind.VISITED, Kind.PLANNED, Kind.REVIEWED, Kind.STEPPED, Kind.ANSWERED,
)  # fmt: skip
"""What moves a case on: without any of these for weeks it stands still."""


def told_to_managers(cases: CaseQuerySet, day: date) -> CaseQuerySet:
    """The open cases that managers are told of, those open longest first.

    Those that were escalated and not answered as done, those in which nothing has happened for
    weeks, and those whose child has a clock so late that the accountable director is told.
    """
    told = cases.open().filter(  # each set worked out once, and not for each case
        Q(pk__in=escalations_open().values("case"))
        | ~Q(pk__in=moved_on_since(day).values("case"))
        | Q(child__in=late_by_law(day).values("child"))
    )
    return told.order_by("opened_on", "pk")


def why_told(cases: Iterable[Case], day: date) -> dict[int, list[str]]:
    """By number of a case, of a page of them, why managers are told of it, in words."""
    child_of = {case.pk: case.child for case in cases}
    steps = escalations_open().filter(case__in=child_of).order_by("case", "number")
    moved = {*moved_on_since(day).filter(case__in=child_of).values_list("case", flat=True)}
    late = {*late_by_law(day).filter(child__in=child_of.values()).values_list("child", flat=True)}
    why: dict[int, list[str]] = {number: [] for number in child_of}
    for number, step in steps.values_list("case", "step"):
        why[number].append(step_title(step))
    for number, child in child_of.items():
        if number not in moved:
            why[number].append(f"Nothing has happened for {weeks()} weeks")
        if child in late:
            why[number].append("A date that the law sets has passed")
    return why


def late_by_law(day: date) -> Any:
    """The clocks that run and are in breach, in no order."""
    return Clock.objects.running(day).filter(in_breach(day)).order_by()


def standing_events(kinds: Iterable[Kind]) -> Any:
    """Events of these kinds that nobody took back."""
    taken_back = CaseEvent.objects.filter(kind=Kind.TAKEN_BACK, case=OuterRef("case"))
    taken_back = taken_back.annotate(of=number_told("number")).filter(of=OuterRef("number"))
    return CaseEvent.objects.filter(~Exists(taken_back), kind__in=[*kinds])


def escalations_open() -> Any:
    """The escalations that nobody answered as done, with their `step`."""
    done = standing_events([Kind.ANSWERED]).filter(case=OuterRef("case"), told__answer="done")
    done = done.annotate(of=number_told("escalated")).filter(of=OuterRef("number"))
    found = standing_events([Kind.ESCALATED]).filter(~Exists(done)).order_by()
    return found.annotate(step=KeyTextTransform("step", "told"))


def moved_on_since(day: date) -> Any:
    """What moved cases on within the weeks after which it stands still."""
    since = day - timedelta(days=7 * weeks())
    return standing_events(MOVES_ON).filter(on__gt=since, on__lte=day).order_by()


def number_told(name: str) -> Any:
    return Cast(KeyTextTransform(name, "told"), IntegerField())


def weeks() -> int:
    """After how many weeks without anything happening a case stands still."""
    return next(step.weeks for step in ladder().values() if step.weeks)


def in_breach(day: date) -> Q:
    """Of clocks: those late by more days than were allowed on the day on which they were due."""
    found = Q(pk__in=[])
    for key, clock in BY_KEY.items():
        values = clock.breach_after.values if clock.breach_after else ()
        for (since, days), (until, _) in pairwise([*values, (date.max, 0.0)]):
            late = Q(clock=key, due_on__lt=min(until, day - timedelta(days=int(days))))
            first = since == values[0][0]  # holds for what was due before it too
            found |= late if first else late & Q(due_on__gte=since)
    return found
