"""A school's or provider's own page: its pupils of concern, its own time limits, what it sent.

Only what rests on what schools tell themselves: attendance, part-time timetables, suspensions and
the registers. What other services tell of a child, and what the authority does, is not on it and
cannot be worked out from it; so the lists here are named one by one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.record.clock_states import State
from onroll.record.definitions import definition
from onroll.record.forms import weekly_hours
from onroll.record.forms.monthly_return import due_on
from onroll.record.school_days import SchoolCalendar
from onroll.web.access.models import ChildRelation
from onroll.web.access.reads import record_reads
from onroll.web.children.models import Child, Clock, School, Status
from onroll.web.children.status_words import Tag, clock_tag
from onroll.web.children.today import Named, named
from onroll.web.children.words import clock_words
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.questions.shown import listed
from onroll.web.questions.who_answers import put_to
from onroll.web.telling_us.models import MonthlyReturn, WeeklyReturn
from onroll.web.telling_us.sent_returns import newest
from onroll.web.telling_us.tellers import teller_signed_in
from onroll.web.telling_us.weekly import tells_of

CONCERNS: Final = (
    "severe_absence",
    "persistent_absence",
    "not_yet_replaced_code_n",
    "penalty_notice_threshold",
    "part_time_timetable_over_limit",
    "suspended_six_school_days",
    "suspended_over_year_limit",
)
"""The definitions that rest on what schools tell alone."""

CLOCKS: Final = (
    "attendance_return",
    "sickness_return",
    "sickness_return_expected",
    "sickness_return_in_a_year",
    "code_n_replaced",
    "new_pupil_return",
    "deletion_return",
    "part_time_timetable_notice",
    "exclusion_told_to_authority",
    "exclusion_told_to_others",
    "governors_consider_exclusion",
    "parents_told_of_education",
    "parents_told_before_education",
    "suspension_sixth_school_day",
    "suspension_totals_considered",
    "absence_home_visit",
    "absence_referred",
    "non_arrival_enquiries",
    "non_arrival_return",
    "transfer_file",
    "safeguarding_file",
    "lost_pupil_file",
)
"""The time limits that a school keeps, and that its own returns and registers begin."""

MOST: Final = 50


@dataclass(frozen=True)
class Concern:
    """A definition and the school's own pupils who meet it, by surname."""

    title: str
    pupils: list[Named]


@dataclass(frozen=True)
class Limit:
    """A time limit that the school keeps of a pupil."""

    pupil: Named
    words: str
    due_on: date | None
    tag: Tag


@require_GET
@needs_run
def our_school(request: HttpRequest, run: Run) -> HttpResponse:
    """For those of a school or provider, of each of theirs together."""
    user = by(request)
    teller = teller_signed_in(user)
    assert teller is not None, "the page opens for schools and providers alone"
    concerns = concerns_of(user, run.as_of)
    limits = limits_of(user, list(teller.schools), run.as_of)
    shown = {pupil.pk for concern in concerns for pupil in concern.pupils}
    asked = list(put_to(user).waiting()[:MOST])
    shown |= {question.child for question in asked}
    record_reads(request, [*sorted(shown), *(each.pupil.pk for each in limits)], page="our_school")
    month = teller.day.replace(day=1)
    week = weekly_hours.last_week(teller.day)
    context = {
        "run": run,
        "schools": teller.schools,
        "pupils": ChildRelation.objects.filter(relation__in=user.sight.relations)  # type: ignore[union-attr]
        .values("child").distinct().count(),
        "concerns": concerns,
        "questions": listed(asked, teller.day),
        "limits": limits[:MOST],
        "more": len(limits) > MOST,
        "week_called": weekly_hours.in_full(week),
        "week_due_on": weekly_hours.due_on(week),
        "weeks": [
            (teller.schools[urn], urn, newest(WeeklyReturn, urn, week)) for urn in tells_of(teller)
        ],
        "month": month,
        "due_on": due_on(month),
        "returns": [
            (name, newest(MonthlyReturn, urn, month)) for urn, name in teller.schools.items()
        ],
    }  # fmt: skip
    return render(request, "telling_us/our_school.html", context)


def concerns_of(user: Any, day: date, keys: Collection[str] = CONCERNS) -> list[Concern]:
    """Each definition with the pupils of theirs who meet it; one that nobody meets has none."""
    met = Status.objects.visible_to(user).on(day).filter(definition__in=keys)
    rows = list(met.values_list("definition", "child_id").distinct())
    children = Child.objects.in_bulk({child for _, child in rows})
    found: dict[str, list[Child]] = {key: [] for key in keys}
    for key, child in rows:
        found[key].append(children[child])
    return [
        Concern(
            definition(key).title,
            [named(child) for child in sorted(theirs, key=lambda c: (c.surname, c.forename, c.pk))],
        )
        for key, theirs in found.items()
    ]


def limits_of(
    user: Any, urns: Collection[str], day: date, clocks: Collection[str] = CLOCKS, most: int = MOST
) -> list[Limit]:
    """What the schools must do by a day, of their own pupils: overdue first, one more than
    `most` at most. What is on track is not here."""
    calendars = {
        school.urn: SchoolCalendar(school.days)
        for school in School.objects.filter(urn__in=["", *urns]) if school.days
    }  # fmt: skip
    running = Clock.objects.visible_to(user).running(day).filter(clock__in=clocks)
    found = []
    for row in running.filter(setting__in=urns).select_related("child"):
        calendar = calendars.get(row.setting) or calendars.get("")
        tag = clock_tag(row.clock, row.due_on, row.met_on, day, calendar)
        if tag.words != State.ON_TRACK:
            found.append(Limit(named(row.child), clock_words(row.clock), row.due_on, tag))
        if len(found) > most:
            break
    return found
