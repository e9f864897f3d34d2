"""Attendance marks: one row for each pupil and school day, one file for each term.

What was marked in the morning and in the afternoon, by the school at which it was marked. From it
come two facts. *Not attending* runs from the first day on which a child attended no session and
was marked absent from at least one, to the next day on which the child attended any, at any school;
it is still open where there is no such day yet. Days with only sessions that were not possible
(closure, the other school's day) neither begin it nor end it. *Severely absent* is measured at each
month's end over the school year so far, from 1 September: half or more of the possible sessions
missed makes it true of the month that follows, and of each month after it without marks of the
child. It ends when newer marks say otherwise, or when the child's school sends marks of a new
school year and none of the child: a school that falls silent ends nothing.
"""

import re
from collections.abc import Iterable

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.catalogue.attendance_codes import (
    CODES,
    NEW_CODES_FROM,
    AttendanceCode,
    Group,
    codes,
)
from onroll.record.feeds.columns import DATE, REFERENCE, URN, ColumnType, Fault, quoted, shown
from onroll.record.feeds.facts_sql import value_on
from onroll.record.feeds.rules import in_period, not_in_future
from onroll.record.thresholds import threshold


def _in(column: str, group: Group) -> str:
    return f"{column} IN ({', '.join(map(quoted, codes(group)))})"


def _sessions(group: Group) -> str:
    """SQL for how many of the day's two sessions are of the group; a blank mark is of none."""
    return (
        f"coalesce(CAST({_in('am', group)} AS INTEGER), 0) "
        f"+ coalesce(CAST({_in('pm', group)} AS INTEGER), 0)"
    )


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

_MONTHS = f"""
    month_of_child AS (
        SELECT
            pupil_id,
            CAST(date_trunc('month', date) AS DATE) AS month,
            -- one bit for each day of the month on which a session was attended
            bit_or(CASE WHEN attended > 0 THEN 1 << (day(date) - 1) ELSE 0 END) AS attended,
            sum(attended) + sum(absent) AS possible,
            sum(absent) AS absent
        FROM (
            SELECT pupil_id, date, {_sessions(Group.ATTENDING)} AS attended,
                {_sessions(Group.ABSENT)} AS absent
            FROM rows
        ) AS marked
        GROUP BY ALL
    )"""

_NOT_ATTENDING = """
    month_and_after AS (
        SELECT
            pupil_id,
            month,
            attended,
            min(CASE WHEN attended > 0 THEN month + bit_count(xor(attended, attended - 1)) - 1 END)
                OVER (
                    PARTITION BY pupil_id ORDER BY month
                    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
                ) AS attended_later_on
        FROM month_of_child
    ),
    day_absent AS (
        SELECT
            d.pupil_id,
            d.date,
            d.urn,
            d.file,
            d.row,
            -- the days of the month after this one that were attended, the next in the lowest bit
            m.attended >> day(d.date) AS rest,
            m.attended_later_on
        FROM absence AS d
        JOIN month_and_after AS m
            ON m.pupil_id = d.pupil_id AND m.month = CAST(date_trunc('month', d.date) AS DATE)
        -- a child who attended at another school that day was not absent from education
        WHERE m.attended & (1 << (day(d.date) - 1)) = 0
    ),
    -- two days of absence are of one spell when the next day attended is the same for both
    not_attending AS (
        SELECT
            pupil_id AS local_id,
            'not_attending' AS fact,
            min(date) AS starts_on,
            ends_before,
            CAST(NULL AS DOUBLE) AS value,
            min_by(urn, date) AS setting,
            min_by(file, date) AS file,
            min_by(row, date) AS row
        FROM (
            SELECT *, CASE WHEN rest > 0 THEN date + bit_count(xor(rest, rest - 1))
                ELSE attended_later_on END AS ends_before
            FROM day_absent
        ) AS ended
        GROUP BY pupil_id, ends_before
    )"""

_SEVERELY_ABSENT = f"""
    year_so_far AS (
        SELECT
            pupil_id,
            month,
            year_begins,
            sum(absent) OVER so_far AS absent,
            sum(possible) OVER so_far AS possible,
            lead(month) OVER (PARTITION BY pupil_id ORDER BY month) AS next_month
        FROM (
            SELECT *, make_date(year(month) - CAST(month(month) < 9 AS INTEGER), 9, 1)
                AS year_begins
            FROM month_of_child
        ) AS in_year
        WINDOW so_far AS (PARTITION BY pupil_id, year_begins ORDER BY month)
    ),
    severe AS (
        SELECT pupil_id, month, next_month, CAST(year_begins + INTERVAL 1 YEAR AS DATE) AS year_ends
        FROM (SELECT *, month + INTERVAL 1 MONTH AS measured_on FROM year_so_far) AS measured
        WHERE possible > 0
            AND absent >= {value_on(threshold("severe_absence"), "measured_on")} * possible
    ),
    last_mark AS (
        SELECT s.pupil_id, s.month, s.next_month, s.year_ends,
            max_by(r.urn, r.date) AS urn,
            max_by(r.file, r.date) AS file,
            max_by(r.row, r.date) AS row
        FROM severe AS s
        JOIN rows AS r
            ON r.pupil_id = s.pupil_id AND CAST(date_trunc('month', r.date) AS DATE) = s.month
        GROUP BY ALL
    ),
    month_of_school AS (
        SELECT DISTINCT urn, CAST(date_trunc('month', date) AS DATE) AS month FROM rows
    ),
    severely_absent AS (
        SELECT
            pupil_id AS local_id,
            'severely_absent' AS fact,
            CAST(month + INTERVAL 1 MONTH AS DATE) AS starts_on,
            -- the month of the child's next marks, or in which the school is heard from in a new
            -- school year and has none for the child; never because nobody sends any more
            CAST(least(next_month, heard_in) + INTERVAL 1 MONTH AS DATE) AS ends_before,
            CAST(NULL AS DOUBLE) AS value,
            urn AS setting,
            file,
            row
        FROM (
            SELECT l.*, (
                SELECT min(m.month) FROM month_of_school AS m
                WHERE m.urn = l.urn AND m.month >= l.year_ends
            ) AS heard_in
            FROM last_mark AS l
        ) AS until
    )"""

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
    facts=f"""
    WITH absence AS (
        SELECT * FROM rows
        WHERE {_sessions(Group.ATTENDING)} = 0 AND {_sessions(Group.ABSENT)} > 0
    ),{_MONTHS},{_NOT_ATTENDING},{_SEVERELY_ABSENT}
    SELECT * FROM not_attending UNION ALL SELECT * FROM severely_absent""",
)
