"""Suspensions and permanent exclusions, as schools report them to the pupil system.

A permanent exclusion is an event of the day from which the child may not attend; a reinstatement
is one of the day of return. A suspension takes half a school day for each session, and lasts up to
the school day on which the child is back, in the calendar of the school: one that ends on a Friday
and one that begins on the Monday are a single run. Without a calendar, days of the week count too.

Every suspension counts in full, from its first day, towards the days of its school year (to 31
August) and of its term; a lunchtime is half a day. The summer term begins with the school day after
the longest break around Easter; where no calendar says, on 1 May.

A child excluded from a school, of whom the newest file says nothing any more, is no less excluded:
the clock runs until the child is admitted somewhere or reinstated.
"""

import datetime as dt
from typing import Final

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, UPN, URN, number, one_of
from onroll.record.feeds.facts_sql import event, spell, together
from onroll.record.feeds.rules import in_order, in_use, needed, not_in_future

CATEGORY = one_of(
    "PERM", "SUSP", "LNCH", also={"FIXD": "SUSP", "Permanent": "PERM", "Suspension": "SUSP"}
)
"""Permanent, suspension (FIXD, fixed period, until 2022), lunchtime."""

REASON = one_of(
    "PP", "PA", "VP", "VA", "OW", "BW", "BU", "TB", "RA", "LG", "DS", "SM", "SB", "MB", "AB", "DR",
    "AR", "SR", "VR", "DA", "DM", "TH", "LD", "CB", "DB", "MT", "MP", "OS", "PH", "OT",
)  # fmt: skip
"""CBDS of May 2026, and OT (other), which ended in 2020."""

_IN_2020 = dt.date(2020, 9, 1)
_IN_2026 = dt.date(2026, 9, 1)
REASON_SINCE: Final = dict.fromkeys(("OW", "LG", "DS", "MT", "PH"), _IN_2020) | dict.fromkeys(
    ("BW", "TB", "SB", "MB", "AB", "DR", "AR", "SR", "VR", "LD", "CB", "MP", "OS"), _IN_2026
)
"""The first day of each reason that was not always in the list.

The school census took those of 2020 from the autumn of that year, and no others up to 2026; the
rest are in the CBDS of May 2026.
"""
REASON_UNTIL: Final = {"OT": _IN_2020}
"""The first day on which a reason was in the list no more."""


def reasons_in_use(*columns: str) -> tuple[Rule, ...]:
    """For each of some columns: its reason was in the list on the day that the exclusion began."""
    return tuple(in_use(name, "starts_on", REASON_SINCE, REASON_UNTIL) for name in columns)


_SUMMER = """
    SELECT setting, year(day) AS year, arg_max(day, gap) AS begins_on
    FROM (
        SELECT *, day - lag(day) OVER (PARTITION BY setting ORDER BY number) AS gap
        FROM school_day
    ) AS days
    WHERE day BETWEEN make_date(year(day), 3, 15) AND make_date(year(day), 5, 10)
    GROUP BY setting, year(day)"""
"""The first day of each school's summer term."""

COUNTED = f"""(
    SELECT counted.*,
        coalesce(there.day, usual.day, CAST(starts_on + days AS DATE)) AS back_on,
        make_date(school_year, 9, 1) AS year_ends_on,
        CASE WHEN month(starts_on) >= 9 THEN make_date(school_year, 1, 1)
            WHEN starts_on < summer THEN summer
            ELSE make_date(school_year, 9, 1) END AS term_ends_on
    FROM (
        SELECT rows.*, coalesce(sessions, 1) / 2.0 AS half_days,
            CAST(ceil(coalesce(sessions, 1) / 2.0) AS INTEGER) AS days,
            year(starts_on) + CAST(month(starts_on) >= 9 AS INTEGER) AS school_year,
            coalesce(own.begins_on, common.begins_on, make_date(year(starts_on), 5, 1)) AS summer
        FROM rows
        LEFT JOIN ({_SUMMER}) AS own ON own.setting = urn AND own.year = year(starts_on)
        LEFT JOIN ({_SUMMER}) AS common ON common.setting = '' AND common.year = year(starts_on)
        WHERE category <> 'PERM'
    ) AS counted
    LEFT JOIN next_school_day AS first_there
        ON first_there.setting = urn AND first_there.day = starts_on
    LEFT JOIN school_day AS there
        ON there.setting = urn AND there.number = first_there.number + days
    LEFT JOIN next_school_day AS first_usual
        ON first_usual.setting = '' AND first_usual.day = starts_on
    LEFT JOIN school_day AS usual
        ON usual.setting = '' AND usual.number = first_usual.number + days
)"""
"""Each suspension and lunchtime with its days, the day of return and the end of year and term."""


def _counts_to(fact: str, end: str) -> str:
    return spell(
        fact,
        local_id="pupil_id",
        starts_on="starts_on",
        ends_before=end,
        setting="urn",
        value="half_days",
        source=COUNTED,
    )


FEED = Feed(
    key="exclusions",
    title="Suspensions and permanent exclusions",
    source="pupil_system",
    about="Every suspension, permanent exclusion and reinstatement.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    school="urn",
    example="exclusions_2026-11-01.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("upn", "UPN", UPN, on_fault=Severity.WARN),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("category", "Category", CATEGORY, ("Exclusion Category",), True, False),
        Column("starts_on", "Start Date", DATE, ("Exclusion Start Date",), True, False),
        Column("sessions", "Sessions", number(0, 190, whole=True), ("Sessions Lost",), True),
        Column("reason_1", "Reason 1", REASON, ("Reason",), on_fault=Severity.WARN),
        Column("reason_2", "Reason 2", REASON, on_fault=Severity.WARN),
        Column("reason_3", "Reason 3", REASON, on_fault=Severity.WARN),
        Column("reinstated_on", "Reinstated On", DATE, ("Date Reinstated",)),
    ),
    rules=(
        not_in_future("starts_on"),
        in_order("starts_on", "reinstated_on", "the start date"),
        *reasons_in_use("reason_1", "reason_2", "reason_3"),
        needed(
            "sessions",
            "category = 'SUSP'",
            "there is no number of Sessions, and a suspension has one",
        ),
    ),
    unique=("pupil_id", "urn", "category", "starts_on"),
    gone_by=("pupil_id", "urn"),
    facts=together(
        event(
            "permanent_exclusion",
            local_id="pupil_id",
            on="starts_on",
            setting="urn",
            when="category = 'PERM'",
        ),
        event("reinstated", local_id="pupil_id", on="reinstated_on", setting="urn"),
        spell(
            "suspension",
            local_id="pupil_id",
            starts_on="starts_on",
            ends_before="back_on",
            setting="urn",
            when="category = 'SUSP'",
            source=COUNTED,
        ),
        _counts_to("days_suspended_this_year", "year_ends_on"),
        _counts_to("days_suspended_this_term", "term_ends_on"),
    ),
)
