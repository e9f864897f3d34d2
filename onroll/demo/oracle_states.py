"""What is true of each child on a day, by the definitions of families, hours and suspension.

Like `onroll.demo.oracle`, which asks it, in plain ifs and without anything of `onroll.record`. Only
the definitions whose facts Exampleshire's truth has are here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Protocol

Spell = tuple[date, date | None, float | None, str | None]


class Life(Protocol):
    """The facts of one child by name."""

    facts: dict[str, list[Spell]]

    def now(self, fact: str, day: date) -> bool: ...

    def waits(self, event: str, day: date, *, ended_by: tuple[str, ...]) -> bool: ...


TEN_GROUPS = (
    "pme_permanently_excluded", "pme_social_and_behavioural", "pme_mental_health",
    "pme_medical_needs", "pme_rarely_attends", "pme_pregnant_or_young_mother",
    "pme_complex_needs", "pme_returning_from_custody", "pme_new_to_the_country",
    "pme_gypsy_roma_traveller",
)  # fmt: skip


def states_met(
    life: Life, day: date, days_of: dict[str, list[date]], met: Sequence[str]
) -> list[str]:
    """The keys of these definitions that the child meets, `met` being those known already."""
    age = "compulsory_school_age" in met
    return [
        *_families(life, day, met, age),
        *_twenty_five_hours(life, day, met),
        *(_hours(life, day, met) if age else ()),
        *(_suspended(life, day, days_of) if age else ()),
        *(_part_time(life, day, days_of, met) if age else ()),
        *(_kept_from_school(life, day, met) if age else ()),
    ]


def _families(life: Life, day: date, met: Sequence[str], age: bool) -> list[str]:
    found = []
    here, on_roll = "resident" in met, "on_roll" in met
    missing = "missing_education" in met
    registered = life.now("home_educated", day)
    at_home = registered and not life.now("education_found_unsuitable", day)
    if missing:
        # nobody in Exampleshire signs that every enquiry is exhausted
        found += ["missing_education_extended_not_on_roll", "rotherham_missing_education"]
        waiting = life.now("application_awaiting_outcome", day) or life.now(
            "offer_not_started", day
        )
        if not (waiting and "full_time_hours" in met):
            found.append("dfe_return_missing_education")
    elif "missing_education_extended" in met:
        found.append("missing_education_extended_on_roll")
    if on_roll:
        return [*found, *(["home_educated_while_on_roll"] if age and registered else [])]
    if here and age and at_home:
        found.append("home_educated")
    if here and age and not at_home and "suitably_educated_otherwise" in met:
        found.append("arranged_otherwise")
    if here and not age and registered:
        found.append("home_educated_outside_school_age")
    if age and life.now("moved_away", day):
        found.append("moved_out_of_area")
    if not age and (life.now("address_in_area", day) or life.now("moved_away", day)):
        found.append("outside_school_age")
    return found


def _hours_now(life: Life, day: date) -> list[float]:
    return [
        value or 0.0
        for starts_on, ends_before, value, _ in life.facts.get("weekly_hours", ())
        if starts_on <= day and (ends_before is None or day < ends_before)
    ]


def _twenty_five_hours(life: Life, day: date, met: Sequence[str]) -> list[str]:
    hours = _hours_now(life, day)
    ordinary = "on_roll" in met and "permanently_excluded_without_place" not in met
    if (ordinary and not hours) or sum(hours) >= 25:
        return ["twenty_five_hours"]
    return []


def _hours(life: Life, day: date, met: Sequence[str]) -> list[str]:
    found = []
    excluded = "permanently_excluded_without_place" in met
    hours = _hours_now(life, day)
    if (hours or excluded) and sum(hours) < 25:
        found.append("under_25_hours")
    if excluded and not life.now("alternative_provision", day):
        found.append("excluded_and_unplaced")
    if any(group in met for group in TEN_GROUPS):
        found.append("in_a_missing_out_group_2014")
        if "full_time_education" not in met:
            found.append("missing_out_on_education_2014")
    return found


def _suspended(life: Life, day: date, days_of: dict[str, list[date]]) -> list[str]:
    if not life.now("suspension", day):
        return []
    sixth = _school_day_reached(life, "suspension", 6, day, days_of)
    return ["suspended", *(["suspended_six_school_days"] if sixth else [])]


def _part_time(
    life: Life, day: date, days_of: dict[str, list[date]], met: Sequence[str]
) -> list[str]:
    over = _school_day_reached(life, "part_time_timetable", 31, day, days_of)
    return ["part_time_timetable_over_school_weeks"] if over and "on_roll" in met else []


def _school_day_reached(
    life: Life, fact: str, number: int, day: date, days_of: dict[str, list[date]]
) -> bool:
    """Whether so many school days of a run have come, one spell that follows on another with it."""
    began: dict[str | None, tuple[date, date | None]] = {}
    reached = False
    for starts_on, ends_before, _, setting in sorted(
        life.facts.get(fact, ()), key=lambda spell: spell[0]
    ):
        first, until = began.get(setting, (starts_on, starts_on))
        if until is not None and starts_on > until:
            first = starts_on
        began[setting] = first, ends_before
        if starts_on <= day and (ends_before is None or day < ends_before):
            days = days_of.get(setting or "", [])
            at = bisect_left(days, first) + number - 1
            reached = reached or (at < len(days) and days[at] <= day)
    return reached


def _kept_from_school(life: Life, day: date, met: Sequence[str]) -> list[str]:
    found = []
    if life.now("medical_evidence", day):
        found += ["children_with_medical_needs", "medical_needs_at_home"]
    if "resident" in met:
        if life.now("gypsy_roma_traveller", day):
            found.append("at_risk_gypsy_roma_traveller")
        if life.waits("new_to_the_country", day, ended_by=("admitted",)):
            found.append("at_risk_new_immigrant")
    return found
