"""What the rules of absence ask of the marks of one child at one school, as dated facts.

The rules tell a school when to write to the authority, so a child at two schools has two counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from onroll.record.attendance.alphabet import (
    ABSENT,
    ATTENDED,
    CLOSED,
    ELSEWHERE,
    EXCLUDED,
    ILL,
    NO_REASON,
    NO_REASON_YET,
    NOT_OF_AGE,
    NOT_POSSIBLE,
    OFF_SITE,
    ON_LEAVE,
    PART_TIME,
    PRESENT,
    UNEXPLAINED,
    UNMARKED,
)  # fmt: skip
from onroll.record.attendance.lines import Lines, changes
from onroll.record.attendance.reached import in_school_weeks, in_school_year
from onroll.record.attendance.runs import Missed, Runs, between, runs
from onroll.record.attendance.school_year_slots import MONTHS, SLOTS, Ints, first_days
from onroll.record.attendance.told import NEVER, Told
from onroll.record.attendance.words import Sessions
from onroll.record.thresholds import threshold

SHORTEST: Final = 7
"""Days from a run's first to the next day that breaks it. No rule counts fewer than ten school days
of a run, and most runs are of a day or two."""


def at_school(here: Lines, held: Sessions, missed: Missed) -> list[Told]:
    """Every fact of a child at one school, but for the share of sessions missed."""
    return [
        *_runs(here, missed),
        *_codes(here, missed),
        _present(here, held, missed),
        *_sessions(here, held, missed),
    ]


def told_run(fact: str, lines: Lines, found: Runs, rows: Ints | None = None) -> Told:
    starts = lines.days(found.first)
    ends = np.full(len(starts), NEVER, np.int64)
    ended = np.flatnonzero(found.ended_by >= 0)
    ends[ended] = lines.days(found.ended_by[ended])
    # at each school a line is a row
    return Told(fact, found.first // SLOTS if rows is None else rows, starts, ends, starts)


def _runs(here: Lines, missed: Missed) -> list[Told]:
    """Runs of days whose sessions all say one thing, to the next session that says another."""
    places, either, both = missed[:3]

    def every_possible(what: int) -> tuple[Ints, Ints]:
        """Days on which each possible session says it, and those on which one does not."""
        # a session that is not possible, or not marked, says nothing of the day
        says_nothing = NOT_POSSIBLE | UNMARKED
        is_one = (either & what) > 0
        is_all = is_one & (((both & what) > 0) | ((either & says_nothing) > 0))
        possible = (either & (ATTENDED | ABSENT)) > 0
        return places[is_all], places[possible & ~is_all]

    unexplained = runs(here, *every_possible(UNEXPLAINED))
    ill = runs(here, *every_possible(ILL))
    # every session of the day says G, N or O; where the school closed for a half, the other does
    full = ((both & NO_REASON) > 0) | (((either & NO_REASON) > 0) & ((either & CLOSED) > 0))
    closed = ((both & CLOSED) > 0) | (((either & CLOSED) > 0) & ((either & UNMARKED) > 0))
    no_reason = runs(here, places[full], places[~full & ~closed])
    return [
        _long("unexplained_absence", here, unexplained),
        _long("absent_through_illness", here, ill),
        _long("absent_without_reason", here, no_reason),
        _long("not_returned_from_leave", here, _after_leave(here, missed, no_reason)),
    ]


def _long(fact: str, here: Lines, found: Runs) -> Told:
    """The runs that may come to matter: those that go on, and those that lasted a week."""
    told = told_run(fact, here, found)
    return told.where(told.ends_before - told.starts_on >= SHORTEST)


def _after_leave(here: Lines, missed: Missed, found: Runs) -> Runs:
    """Of some runs, those of which the day with a possible session before them was one of leave."""
    possible = np.flatnonzero((missed.either & (ATTENDED | ABSENT)) > 0)
    days = missed.places[possible]
    before = np.searchsorted(days, found.first) - 1
    first, last = found.first[before >= 0], days[before[before >= 0]]
    on_leave = (missed.either[possible[before[before >= 0]]] & ON_LEAVE) > 0
    attended = here.attended_from(last)
    same = (here.unit_of(first) == here.unit_of(last)) & ((attended < 0) | (attended >= first))
    # a day that was attended in part has a session of its own before the run's first
    kept = np.flatnonzero(before >= 0)[on_leave & same]
    return Runs(found.first[kept], found.last[kept], found.ended_by[kept])


def _codes(here: Lines, missed: Missed) -> list[Told]:
    """Runs of days with a code, up to the day after the last of them, at one school."""
    told = []
    for fact, code in (
        ("code_c2_in_use", PART_TIME),
        ("code_e_in_use", EXCLUDED),
        ("code_i_in_use", ILL),
        ("code_d_in_use", ELSEWHERE),
        ("code_x_in_use", NOT_OF_AGE),
        ("code_g_n_or_o_in_use", NO_REASON),
        ("code_b_or_k_in_use", OFF_SITE),
    ):
        has = (missed.either & code) > 0
        found = runs(here, missed.places[has], missed.places[~has])
        begun = here.days(found.first)
        told.append(Told(fact, found.first // SLOTS, begun, here.days(found.last) + 1, begun))
    return told


def _present(here: Lines, held: Sessions, missed: Missed) -> Told:
    """Runs of days on which a session was attended at the school itself."""
    there = replace(here, attended=held.present)
    found = between(there, missed.places[(missed.either & PRESENT) == 0])
    begun = here.days(found.first)
    return Told("marked_present", found.first // SLOTS, begun, here.days(found.last) + 1, begun)


def _sessions(here: Lines, held: Sessions, missed: Missed) -> list[Told]:
    """What counts of single sessions reach."""
    unauthorised = missed.sessions[(missed.says & UNEXPLAINED) > 0]
    return [
        in_school_year(
            "sickness_days_reached", here, missed.sessions[(missed.says & ILL) > 0],
            threshold("sickness_return_days"),
        ),
        in_school_year(
            "days_without_permission_reached", here, unauthorised,
            threshold("days_without_permission"),
        ),
        in_school_weeks(
            "penalty_notice_sessions_reached", here, held.possible, unauthorised,
            threshold("penalty_notice_sessions"), threshold("penalty_notice_weeks"),
        ),
        _no_reason_yet(here, missed.sessions[(missed.says & NO_REASON_YET) > 0]),
    ]  # fmt: skip


def _no_reason_yet(here: Lines, places: Ints) -> Told:
    """From the day after the first code N that still stands, to the end of its school year."""
    line = places // SLOTS
    first = places[changes(line)]
    row = first // SLOTS
    ends = first_days(here.years[row], np.full(len(row), MONTHS))
    on = here.days(first)
    return Told("reason_not_established", row, on + 1, ends, on)
