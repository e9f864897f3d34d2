"""Home education during a whole school year, as the Department asks for it once a year.

In the columns of the published file. Children are counted once however often they started; notices
and orders are counted as such, also of children who were not home educated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa

from onroll.figures.periods import Period
from onroll.figures.printed_shares import percent_cell
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Thing, child_of
from onroll.figures.school_types import SCHOOL_TYPES, UNKNOWN_TYPE, school_type
from onroll.figures.termly_return import (
    PLACE_AND_TIME,
    Place,
    place_and_time,
    text_table,
    year_period,
)
from onroll.record.school_days import CalendarEnds, SchoolCalendar

NOBODY_TELLS: Final = "ehe"
"""Home educated in another authority before: no source tells it, so those children are in
Elsewhere or unknown, and this column is not available."""

PREVIOUS: Final = tuple(f"ehe_schtype_{key}" for key in SCHOOL_TYPES)
COLUMNS: Final = (
    *PLACE_AND_TIME, "ehe_starts_full_year", *PREVIOUS, *(f"{name}_pc" for name in PREVIOUS),
    "ehe_anytime_full_year", "ehe_returns_full_year", "ehe_leave", "ehe_section_437_full_year",
    "ehe_sao_issued_full_year", "ehe_sao_revoked_full_year",
)  # fmt: skip

LABELS: Final = {
    "ehe_starts_full_year": "Children who started home education",
    **{f"ehe_schtype_{key}": f"Started after: {words}" for key, words in SCHOOL_TYPES.items()},
    **{f"ehe_schtype_{key}_pc": f"Percentage started after: {words}"
       for key, words in SCHOOL_TYPES.items()},
    "ehe_anytime_full_year": "Children home educated at any time",
    "ehe_returns_full_year": "Children who returned to school",
    "ehe_leave": "Home-educated children who left the authority",
    "ehe_section_437_full_year": "Section 437(1) notices",
    "ehe_sao_issued_full_year": "School attendance orders issued",
    "ehe_sao_revoked_full_year": "School attendance orders revoked",
}  # fmt: skip

METADATA: Final = tuple(
    {"col_name": name, "col_type": "Indicator", "label": label, "indicator_dp": "0",
     "indicator_unit": "%" if name.endswith("_pc") else ""}
    for name, label in LABELS.items()
)  # fmt: skip


@dataclass(frozen=True)
class HomeEducationYear:
    """The children and acts of a school year. `starts` has the key of each child's previous
    school type; notices and orders are named by child and day."""

    anytime: frozenset[str]
    starts: dict[str, str]
    returns: frozenset[str]
    left: frozenset[str]
    notices: frozenset[Thing]
    issued: frozenset[Thing]
    revoked: frozenset[Thing]


def year_before(day: date) -> Period:
    """The last whole school year before the one that holds a day."""
    begun = day.year - (day.month < 9)
    return Period(date(begun - 1, 9, 1), date(begun, 8, 31))


def home_education_in(run: CountedRun, year: Period) -> HomeEducationYear:
    """What a run tells of home education in a school year.

    A child started who became home educated in it, from a school, by reaching compulsory school
    age, by moving in, or by being found to be suitably educated again. A child returned who was on
    a roll on the first school day since home education ended: a register that ends on a Friday and
    a roll that begins on the Monday have a weekend between them. A child left who had moved out of
    the area on the day that it ended.
    """
    calendar = run.calendar
    ended = run.ended("home_educated", year)
    started = {each.child: each.starts_on for each in reversed(run.began("home_educated", year))}
    orders = run.facts("school_attendance_order")
    return HomeEducationYear(
        anytime=run.at_any_time("home_educated", year),
        starts=previous_schools(run, started),
        returns=frozenset(
            each.child
            for each in ended
            if each.ends_before
            and each.child in run.on("on_roll", first_school_day(calendar, each.ends_before))
        ),
        left=frozenset(
            each.child
            for each in ended
            if each.ends_before and each.child in run.on("moved_out_of_area", each.ends_before)
        ),
        notices=_acts(run.facts("section_437_notice"), "starts_on", year),
        issued=_acts(orders, "starts_on", year),
        revoked=_acts(orders, "ends_before", year),
    )


def first_school_day(calendar: SchoolCalendar, day: date) -> date:
    """The first of the authority's school days from a day on; the day itself where the calendar
    does not reach so far, either way."""
    try:
        return calendar.nth_school_day(day, 1)
    except CalendarEnds:
        return day


def previous_schools(run: CountedRun, started: dict[str, date]) -> dict[str, str]:
    """The key of the type of the school whose roll each child was on last, before a day.

    A child on no roll who started on the first day of compulsory school age had no school before;
    of any other, nobody knows.
    """
    rolls = run.facts_of("on_roll")
    first_day = {each.child: each.starts_on for each in run.spells("compulsory_school_age")}
    found = {}
    for child, day in started.items():
        before = [
            (min(row["ends_before"] or day, day), row["starts_on"], row["setting"])
            for row in rolls.get(child, ())
            if row["starts_on"] < day and row["setting"]
        ]
        if before:
            school = run.schools.get(max(before)[2], {})
            found[child] = school_type(school.get("type") or "", school.get("phase") or "")
        else:
            found[child] = "none" if first_day.get(child) == day else UNKNOWN_TYPE
    return found


def _acts(rows: list[dict[str, object]], column: str, year: Period) -> frozenset[Thing]:
    """Each act of a year once, though several sources tell of it."""
    days = [(row["child"], row[column]) for row in rows]
    return frozenset(
        f"{child}|{day}" for child, day in days
        if isinstance(day, date) and year.starts_on <= day <= year.ends_on
    )  # fmt: skip


def ehe_academic_year(held: HomeEducationYear, *, place: Place, year: Period) -> pa.Table:
    """The one row of the authority, in `COLUMNS`, as text. The previous schools add up to the
    starts; a share is in whole per cent of them (`percent_cell`)."""
    row = place_and_time(place, year_period(year.starts_on), "Academic year")
    kinds = list(held.starts.values())
    row["ehe_starts_full_year"] = str(len(kinds))
    for key, name in zip(SCHOOL_TYPES, PREVIOUS, strict=True):
        known = key != NOBODY_TELLS
        row[name] = str(kinds.count(key)) if known else "x"
        percent = percent_cell(kinds.count(key), len(kinds))
        row[f"{name}_pc"] = percent if known else "x"
    told = (held.anytime, held.returns, held.left, held.notices, held.issued, held.revoked)
    row |= dict(zip(COLUMNS[-6:], (str(len(things)) for things in told), strict=True))
    return text_table([row], COLUMNS)


def behind(held: HomeEducationYear) -> tuple[list[str], dict[str, list[str]]]:
    """The columns, and of each child of a year whether and from what school it started, whether it
    returned or left, and how many notices and orders there were."""
    acts = (held.notices, held.issued, held.revoked)
    children = {*held.anytime, *(child_of(act) for act in frozenset[Thing]().union(*acts))}
    rows = {
        child: [
            "Yes" if child in held.anytime else "No",
            SCHOOL_TYPES[held.starts[child]] if child in held.starts else "",
            "Yes" if child in held.returns else "No",
            "Yes" if child in held.left else "No",
            *(str(sum(child_of(act) == child for act in each)) for each in acts),
        ]
        for child in children
    }
    return [
        "Home educated", "Started, from", "Returned to school", "Left the area",
        "Section 437(1) notices", "Orders issued", "Orders revoked",
    ], rows  # fmt: skip
