r"""Attendance in weeks: ten marks in one cell, one row for each pupil and week.

The morning and the afternoon of Monday to Friday, as a register prints them: `/\/\/\N-/\`. A code
of two characters (C2, Y4) is one mark. A session without a mark is a hyphen, a full stop or a
space; spaces at either end of a cell are lost on the way, so a week that begins or ends without a
mark needs one of the others there. What the marks say of a child is what they say in
`attendance_marks`.
"""

import re

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.catalogue import attendance_marks
from onroll.record.feeds.catalogue.attendance_codes import CODES, NEW_CODES_FROM
from onroll.record.feeds.columns import DATE, REFERENCE, URN, ColumnType, Fault, quoted, shown
from onroll.record.feeds.rules import in_period, not_in_future

_BLANK = "-. "
_LONGEST_FIRST = sorted((re.escape(code.code) for code in CODES), key=len, reverse=True)
_MARK = "|".join([*_LONGEST_FIRST, "[-. ]"])
_EVERY_MARK = f"regexp_extract_all(upper($cell), {quoted(_MARK)})"

WEEK = ColumnType(
    "week of ten attendance codes",
    "VARCHAR[]",
    f"CASE WHEN regexp_full_match(upper($cell), {quoted(f'({_MARK}){{10}}')}) "
    f"THEN {_EVERY_MARK} END",
    (
        Fault(
            "not_ten",
            f"regexp_full_match(upper($cell), {quoted(f'({_MARK})*')})",
            "does not have ten marks. A week has a morning and an afternoon for each of five days",
            "Write a hyphen where there is no mark, then load the fix file",
        ),
        Fault(
            "not_a_code",
            "true",
            "holds something that is not an attendance code",
            "Check it against the codes of the register, then load the fix file",
        ),
    ),
)


def _holds(which: list[str]) -> str:
    return f"list_has_any(marks, [{', '.join(map(quoted, which))}])"


_ENDED = _holds([code.code for code in CODES if code.ends_before])
_NEW = _holds([code.code for code in CODES if code.starts_on])

DAYS = f"""
    SELECT pupil_id, urn, week_begins + day AS date,
        nullif(translate(marks[2 * day + 1], {quoted(_BLANK)}, ''), '') AS am,
        nullif(translate(marks[2 * day + 2], {quoted(_BLANK)}, ''), '') AS pm, file, row
    FROM (SELECT *, unnest(range(5))::INTEGER AS day FROM rows) AS each_day
"""
"""The rows as `attendance_marks` has them: one for each day."""

FEED = Feed(
    key="attendance_weeks",
    title="Attendance in weeks",
    source="pupil_system",
    about="Ten marks a week in one cell for each pupil, a file a week or a term.",
    kind=Kind.PERIODS,
    expected_days=21,
    example="weeks_2026-27_autumn.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("week_begins", "Week Beginning", DATE, ("Week Commencing", "W/C"), True, False),
        Column("marks", "Marks", WEEK, ("Attendance", "Mark String"), True, False),
    ),
    rules=(
        not_in_future("week_begins"),
        in_period("week_begins"),
        Rule(
            rule_id="week_begins.not_a_monday",
            column="week_begins",
            wrong="isodow(week_begins) <> 1",
            problem=f"{shown('t_week_begins')} || ' is a ' || dayname(week_begins)",
            fix="Write the Monday with which the week begins, then load the fix file",
            kind="is not a Monday",
        ),
        Rule(
            rule_id="marks.not_in_force",
            column="marks",
            wrong=f"CASE WHEN week_begins < DATE '{NEW_CODES_FROM}' THEN {_NEW} ELSE {_ENDED} END",
            problem=f"{shown('t_marks')} || ' holds a code that was not in use in that week'",
            fix=f"The codes changed on {NEW_CODES_FROM:%-d %B %Y}. Check which code is meant",
            severity=Severity.WARN,
        ),
    ),
    unique=("pupil_id", "urn", "week_begins"),
    school="urn",
    newest="week_begins + 4",
    marks=DAYS,
    facts=attendance_marks.FACTS,
)
