"""Attendance marks: one row for each pupil and school day, one file for each term.

What was marked in the morning and in the afternoon, by the school at which it was marked.
*Not attending* runs from the first day on which a child attended no session and was marked absent
from at least one, to the next day on which the child attended any, at any school; it is still open
where there is no such day yet. Days with only sessions that were not possible (closure, the other
school's day) neither begin it nor end it. *Severely absent* and *persistently absent* are measured
at each month's end over the school year so far, from 1 September: half, or a tenth, or more of the
possible sessions missed makes it true of the month that follows, and of each month after it without
marks of the child. It ends when newer marks say otherwise, or when the child's school sends marks
of a new school year and none of the child: a school that falls silent ends nothing.

Other facts are of one school. A run of days marked with some codes at every possible session lasts
to the next session marked otherwise; those shorter than a week are not told. Sessions of illness,
or of unauthorised absence, are added up over the school year, two to the day. A code is in use from
the first day marked with it to the day after the last, days without any mark between them or not.
"""

import re
from collections.abc import Iterable

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.catalogue.attendance_codes import (
    CODES,
    NEW_CODES_FROM,
    AttendanceCode,
)
from onroll.record.feeds.columns import DATE, REFERENCE, URN, ColumnType, Fault, quoted, shown
from onroll.record.feeds.rules import in_period, not_in_future


def _is(column: str, which: Iterable[AttendanceCode]) -> str:
    """SQL for whether a mark is one of some codes: over text in a dictionary, once per code."""
    pattern = "|".join(re.escape(code.code) for code in which)
    return f"regexp_full_match(upper({column}), {quoted(pattern)})"


MARK = ColumnType(
    "attendance code",
    "VARCHAR",
    f"CASE WHEN {_is('$cell', CODES)} THEN upper($cell) END",
    (
        Fault(
            "not_a_code",
            "true",
            "is not an attendance code",
            "Check it against the codes of the register, then load the fix file",
        ),
    ),
)

_ENDED = [code for code in CODES if code.ends_before]
_NEW = [code for code in CODES if code.starts_on]
_NOT_IN_FORCE = (
    f"CASE WHEN date < DATE '{NEW_CODES_FROM}' "
    f"THEN coalesce({_is('t_am', _NEW)}, false) OR coalesce({_is('t_pm', _NEW)}, false) "
    f"ELSE coalesce({_is('t_am', _ENDED)}, false) OR coalesce({_is('t_pm', _ENDED)}, false) END"
)

FACTS = """
    SELECT * FROM mark_fact WHERE fact IN (
        'not_attending', 'severely_absent', 'persistently_absent',
        'persistently_absent_part_time_apart', 'severely_absent_at_one_school',
        'persistently_absent_at_one_school', 'unexplained_absence', 'absent_through_illness',
        'absent_without_reason', 'not_returned_from_leave', 'sickness_days_reached',
        'days_without_permission_reached', 'penalty_notice_sessions_reached',
        'reason_not_established', 'marked_present', 'code_b_or_k_in_use', 'code_c2_in_use',
        'code_d_in_use', 'code_e_in_use', 'code_g_n_or_o_in_use', 'code_i_in_use', 'code_x_in_use'
    )"""
"""What `onroll.record.attendance` makes of marks, whichever feed they come from."""

FEED = Feed(
    key="attendance_marks",
    title="Attendance marks",
    source="pupil_system",
    about="Morning and afternoon marks of each pupil on each school day, a file a term.",
    kind=Kind.PERIODS,
    expected_days=5,
    in_school_days=True,
    school="urn",
    example="marks_2026-27_autumn.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("date", "Date", DATE, ("Mark Date", "Session Date"), True, False),
        Column("am", "AM", MARK, ("AM Mark", "Morning"), True),
        Column("pm", "PM", MARK, ("PM Mark", "Afternoon"), True),
    ),
    rules=(
        not_in_future("date"),
        in_period("date"),
        Rule(
            rule_id="mark.not_in_force",
            column="am",
            wrong=_NOT_IN_FORCE,
            problem=shown("concat_ws(' and ', t_am, t_pm)")
            + " || ' holds a code that was not in use on that day'",
            fix=f"The codes changed on {NEW_CODES_FROM:%-d %B %Y}. Check which code is meant",
            severity=Severity.WARN,
        ),
    ),
    unique=("pupil_id", "urn", "date"),
    newest="date",
    marks="SELECT pupil_id, urn, date, am, pm, file, row FROM rows",
    facts=FACTS,
)
