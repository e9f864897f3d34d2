"""Every other table of the school census: one feed for each, its columns those of the file's term.

COLLECT gives a council some 30 tables beside its pupils. A table's rows name their pupil only by
the key that the pupil has in the tables of pupils on roll and no longer on roll of the same census,
so what they say is joined to those; a row whose pupil is in neither is kept and says nothing.

Six sorts of table say something of a child. An *address* in the area puts the child there from
census day on (a leaver's from the day of leaving), until the same table has the child outside it.
*Session details* of a term, added up over the school year so far, make a child severely absent from
census day to the next census of that school year; the autumn census tells of a school year that is
over, and so of nobody. *School-arranged alternative provision* lasts from entry to leaving, or to
census day where it had not ended. A pupil of a school that *is* alternative provision is in it on
census day. A *kind of special need* stands from census day to the next census that asks for needs.
A *period of eligibility for free meals* ends when the newest census that names it says so. The
other tables are checked and kept. Exclusions are kept to be held against those of
the pupil system, and make no fact of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from onroll.record.feeds.base import Column, Feed, Kind
from onroll.record.feeds.catalogue.attendance_codes import Group, codes
from onroll.record.feeds.catalogue.census_columns import stamp_census_day
from onroll.record.feeds.catalogue.census_terms import (
    NEWEST,
    TERMS,
    CensusColumn,
    columns_of,
    headings_of_every_table,
    tables,
)
from onroll.record.feeds.columns import TEXT, quoted
from onroll.record.feeds.facts_sql import IN_AREA, OUT_OF_AREA, event, spell, value_on
from onroll.record.thresholds import threshold

PUPIL_KEYS = ("pupilonrolltableid", "pupilnolongeronrolltableid")
_KNOWN_AS = {
    **dict.fromkeys(PUPIL_KEYS, "pupil_table_id"),
    "absencesessions": "sessions",  # until 2020
    "entrydate": "entry_date",
    "leavingdate": "leaving_date",
}
_NEW_CENSUS = "(census_day + INTERVAL 1 DAY)"
_ON_ROLL = (
    "(SELECT r.*, p.local_id, p.leaving_date AS left_on FROM rows AS r "
    "JOIN census_pupil AS p USING (pupil_table_id, census_day))"
)
"""The rows with their child's `local_id`, and the day on which a leaver left."""

ADDRESS = spell(
    "address_in_area",
    local_id="local_id",
    starts_on="coalesce(left_on, census_day)",
    ends_before="out_on",
    when=IN_AREA,
    source=f"""(
        SELECT *, min(CASE WHEN {OUT_OF_AREA} THEN census_day END) OVER (
            PARTITION BY local_id ORDER BY census_day
            RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS out_on
        FROM {_ON_ROLL}
    )""",
)

ARRANGED_BY_SCHOOL = spell(
    "alternative_provision",
    local_id="local_id",
    starts_on="entry_date",
    ends_before=f"coalesce(leaving_date, left_on, {_NEW_CENSUS})",
    setting="urn",
    source=_ON_ROLL,
)

AT_ALTERNATIVE_PROVISION = event(
    "alternative_provision",
    local_id="local_id",
    on="census_day",
    setting="setting",
    source=_ON_ROLL,
)

NEED = spell(
    "semh_need",
    local_id="local_id",
    starts_on="census_day",
    ends_before="next_census",
    when="sentype = 'SEMH'",
    source=f"""(
        SELECT *, min(census_day) OVER (
            ORDER BY census_day RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_census
        FROM {_ON_ROLL}
    )""",
)

MEALS = spell(
    "free_school_meals",
    local_id="local_id",
    starts_on="fsmstartdate",
    ends_before="(last_day + INTERVAL 1 DAY)",
    source=f"""(
        SELECT *, last_value(fsmenddate) OVER (
            PARTITION BY local_id, fsmstartdate ORDER BY census_day, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS last_day
        FROM {_ON_ROLL}
    )""",
)

SESSIONS = f"""
    WITH missed AS (
        SELECT pupil_table_id, census_day,
            coalesce(sum(sessions) FILTER (
                attendancereason IN ({", ".join(map(quoted, codes(Group.ABSENT)))})
            ), 0) AS absent,
            max_by(file, row) AS file, max(row) AS row
        FROM rows GROUP BY pupil_table_id, census_day
    ),
    -- every pupil of a census that has this table: one without absences is in no row of it
    term AS (
        SELECT p.local_id, p.census_day, make_date(year(p.census_day) - 1, 9, 1) AS year_begins,
            sum(p.sessions_possible) AS possible, sum(coalesce(m.absent, 0)) AS absent,
            min_by(p.setting, p.pupil_table_id) AS setting, max_by(m.file, m.row) AS file,
            max(m.row) AS row
        FROM census_pupil AS p LEFT JOIN missed AS m USING (pupil_table_id, census_day)
        WHERE p.leaving_date IS NULL AND p.sessions_possible > 0 AND month(p.census_day) < 9
            AND p.census_day IN (SELECT census_day FROM rows)
        GROUP BY p.local_id, p.census_day
    ),
    year_so_far AS (
        SELECT local_id, census_day, year_begins, setting,
            sum(possible) OVER so_far AS possible, sum(absent) OVER so_far AS absent,
            last_value(file IGNORE NULLS) OVER so_far AS file,
            last_value(row IGNORE NULLS) OVER so_far AS row,
            lead(census_day) OVER (PARTITION BY local_id, year_begins ORDER BY census_day) AS next
        FROM term
        WINDOW so_far AS (PARTITION BY local_id, year_begins ORDER BY census_day)
    )
    SELECT local_id, 'severely_absent' AS fact, census_day AS starts_on,
        coalesce(next, CAST(year_begins + INTERVAL 1 YEAR AS DATE)) AS ends_before,
        CAST(NULL AS DOUBLE) AS value, setting, file, row
    FROM year_so_far
    WHERE absent >= {value_on(threshold("severe_absence"), "census_day")} * possible
"""


@dataclass(frozen=True, slots=True)
class _Table:
    """What one table is called here, and what it says."""

    key: str
    title: str
    about: str
    facts: str | None = None


def _pair(
    table: str,
    key: str,
    title: str,
    about: str,
    facts: str | None = None,
    leavers: str | None = None,
) -> dict[str, _Table]:
    """The two tables of one kind: of the pupils on roll, and of those no longer on it."""
    return {
        f"{table}onroll": _Table(f"{key}_on_roll", f"{title}, on roll", f"{about} on roll.", facts),
        f"{table}offroll": _Table(
            f"{key}_off_roll", f"{title}, off roll", f"{about} no longer on roll.", leavers
        ),
    }


TABLES: Mapping[str, _Table] = {
    "addresses": _Table(
        "addresses", "addresses", "Addresses of pupils on roll, spring and summer.", ADDRESS
    ),
    **_pair("addresses", "autumn_addresses", "autumn addresses", "Addresses of pupils",
            facts=ADDRESS, leavers=ADDRESS),
    **_pair("annualsessiondetails", "annual_sessions", "a year's sessions",
            "Sessions of the school year before, by attendance code, of pupils"),
    **_pair("approvisiondetail", "at_alternative_provision", "pupils at alternative provision",
            "Why pupils came to a school that is alternative provision: those",
            facts=AT_ALTERNATIVE_PROVISION),
    "childcare": _Table("childcare", "childcare", "Childcare that schools offer."),
    "classes": _Table("classes", "classes", "Classes as taught at one time on census day."),
    "fsmperiod": _Table(
        "free_meals", "free school meals", "Periods of eligibility for free meals, spring, summer.",
        MEALS,
    ),
    "fsmperiodsonroll": _Table(
        "autumn_free_meals", "autumn free school meals", "Periods of eligibility for free meals."
    ),
    "fundingbasisitems": _Table(
        "funding_basis", "basis of early years funding", "Why a two-year-old's place is funded."
    ),
    **_pair("learnerfam", "learner_funding", "learner funding and monitoring",
            "Funding and monitoring codes of learners"),
    **_pair("learnersupport", "learner_support", "learner support", "Support given to learners"),
    **_pair("learningaims", "learning_aims", "learning aims", "Learning aims of pupils"),
    "levels": _Table("levels", "levels", "Which levels of the census a school returned."),
    **_pair("nationalities", "nationalities", "nationalities", "Nationalities of pupils"),
    **_pair("programmeaims", "programme_aims", "programme aims", "Programmes of study of pupils"),
    "provisions": _Table("provisions", "special provision", "Kinds of special provision."),
    "school": _Table("school", "schools", "What each school says of itself."),
    **_pair("schoolarrangedapdetail", "school_arranged_provision",
            "alternative provision that schools arrange",
            "Placements that schools made for pupils",
            facts=ARRANGED_BY_SCHOOL, leavers=ARRANGED_BY_SCHOOL),
    "schoolcensus": _Table("returns", "returns", "One row for each school's return."),
    "senneeds": _Table("special_needs", "special needs", "Kinds of special need of pupils.", NEED),
    **_pair("summerhalfterm2sessiondetails", "summer_sessions", "sessions of the end of summer",
            "Sessions of the second half of the summer term, by attendance code, of pupils"),
    "termlyexclusionsoffroll": _Table(
        "leaver_exclusions", "suspensions and exclusions, off roll",
        "Suspensions and exclusions of pupils no longer on roll.",
    ),
    **_pair("termlysessiondetails", "sessions", "a term's sessions",
            "Sessions of a term, by attendance code, of pupils", facts=SESSIONS),
    **_pair("workplaceentity", "work_placements", "work placements", "Work placements of pupils"),
}  # fmt: skip
"""Each table by its name in COLLECT, less those of pupils and of exclusions on roll."""


def of_term(table: str, period: str = "") -> tuple[Column, ...]:
    """The columns of a table in the census of a term; of every census where `period` is empty."""
    key, school, order, source = headings_of_every_table(table)
    found = columns_of(table, period, known_as=_KNOWN_AS)
    return (
        Column("table_id", key, TEXT, (), True, False),
        Column("setting", school, TEXT, (), True, False),
        Column("order_in_table", order, TEXT),
        Column("source_id", source, TEXT),
        *(
            replace(column, required=bool(TABLES[table].facts and column.name == "pupil_table_id"))
            for column in found
        ),
        *_still_needed(table, found),
    )


def _still_needed(table: str, found: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns that the table's facts speak of and that this term's census does not have."""
    names = {column.name for column in found}
    of_any = columns_of(table, known_as=_KNOWN_AS, expected=False)
    facts = TABLES[table].facts or ""
    return tuple(c for c in of_any if c.name not in names and c.name in facts)


def _example(table: str, columns: tuple[CensusColumn, ...]) -> str:
    """The name of the newest file of a table."""
    year, _, term = max(
        (min(span.stop - 1, NEWEST), TERMS.index(term), term)
        for column in columns
        for term, spans in column.years.items()
        for span in spans
    )
    return f"{year}_{term}_{table}.csv"


_YEAR = 400
_WAITS = {("spring", "summer", "autumn"): 150, ("spring", "summer"): 275}
"""Days from one census that asks for a table to the next, and a month for it to come."""


def _feed(table: str, columns: tuple[CensusColumn, ...]) -> Feed:
    said = TABLES[table]
    terms = tuple(t for t in TERMS if any(column.is_in(f"{NEWEST}_{t}") for column in columns))
    return Feed(
        key=f"census_{said.key}",
        title=f"School census: {said.title}",
        source="school_census",
        about=said.about,
        kind=Kind.PERIODS,
        expected_days=_WAITS.get(terms, _YEAR) if said.facts else _YEAR,
        collected=bool(terms),
        example=_example(table, columns),
        columns=of_term(table),
        dated=partial(of_term, table),
        newest="census_day",
        stamps=stamp_census_day,
        facts=said.facts,
    )


FEEDS: tuple[Feed, ...] = tuple(_feed(table, tables()[table]) for table in TABLES)
