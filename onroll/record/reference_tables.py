"""What feeds' facts are joined with: areas, schools and their successors, the pupils of a census.

And what a run keeps of casework to be counted, of which no fact is made: how each case began and
ended, and who was linked as a brother or sister.

Each table here is made, before any feed's facts are read, from the rows of the feeds that tell it,
and is empty where none of them is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from onroll.record.feeds.catalogue.casework import LINKED
from onroll.record.feeds.columns import quoted


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One table: its columns, and for each feed the query over `rows` that fills it.

    A row whose `key` an earlier feed gave already is left out.
    """

    name: str
    columns: str
    key: str
    told_by: Mapping[str, str]

    def insert(self, feed: str) -> str:
        """SQL that adds the rows of one feed, which are the view `rows`."""
        told = self.told_by[feed]
        return (
            f"insert into {self.name} by name "
            f"select * from ({told}) anti join {self.name} using ({self.key})"
        )

    def create(self) -> str:
        """SQL that makes the table, with no row in it."""
        return f"create or replace temp table {self.name} ({self.columns})"


_SCHOOL = (
    "select urn, name, phase, type, closed_on, la || establishment_number as laestab from rows"
)

_OFFICERS = "'casework:' || person_id"
"""The record of a child that the casework feed makes."""

REFERENCE_TABLES: Final = (
    ReferenceTable(
        name="school",
        columns="urn varchar, name varchar, phase varchar, type varchar, closed_on date,"
        " laestab varchar",
        key="urn",
        told_by={
            "gias_establishments": _SCHOOL,
            "schools": _SCHOOL,
        },
    ),
    ReferenceTable(
        # of a school that was split, one successor stands for all
        name="school_successor",
        columns="urn varchar, successor varchar, takes_over_on date",
        key="urn",
        told_by={
            "gias_links": """
                select urn, min(successor) as successor, min(takes_over_on) as takes_over_on
                from (
                    select case when link_type like 'Successor%' then urn else linked_urn end
                             as urn,
                           case when link_type like 'Successor%' then linked_urn else urn end
                             as successor,
                           linked_on as takes_over_on
                    from rows where link_type like 'Successor%' or link_type like 'Predecessor%'
                ) where takes_over_on is not null group by urn""",
        },
    ),
    ReferenceTable(
        name="authority_code",
        columns="gss_code varchar",
        key="gss_code",
        told_by={
            "la_codes": """
                select distinct gss_code from rows
                where la_code = (select la_code from authority) and gss_code is not null""",
        },
    ),
    ReferenceTable(
        # without a table of authorities' codes, nobody can tell which are this authority's
        name="known_postcode",
        columns="known varchar, in_area boolean",
        key="known",
        told_by={
            "postcodes": """
                select postcode as known,
                       district in (from authority_code) or
                       coalesce(county in (from authority_code), false) as in_area
                from rows where exists (from authority_code)""",
        },
    ),
    ReferenceTable(
        name="locality_place",
        columns="place varchar, locality varchar",
        key="place",
        told_by={"localities": "select place, locality from rows"},
    ),
    ReferenceTable(
        # of millions of postcodes, those that a locality is told of by ward or output area
        name="placed_postcode",
        columns="postcode varchar, lsoa varchar, ward varchar",
        key="postcode",
        told_by={
            "postcodes": """
                select postcode, lsoa, ward from rows
                where lsoa in (select place from locality_place)
                   or ward in (select place from locality_place)""",
        },
    ),
    ReferenceTable(
        name="case_told",
        columns="record_id varchar, case_ref varchar, decision varchar, told_on date,"
        " issue varchar, outcome varchar",
        key="record_id, case_ref, decision, told_on",
        told_by={
            "casework": f"""
                select {_OFFICERS} as record_id, case_ref, decision, holds_from as told_on,
                       max(issue) as issue, max(outcome) as outcome
                from rows where taken_back_on is null
                  and decision in ('Case opened', 'Case closed') group by all""",
        },
    ),
    ReferenceTable(
        name="linked_sibling",
        columns="record_id varchar, sibling varchar",
        key="record_id, sibling",
        told_by={
            "casework": f"""
                select distinct {_OFFICERS} as record_id, sibling from rows
                where taken_back_on is null and decision = {quoted(LINKED)}""",
        },
    ),
    ReferenceTable(
        name="census_pupil",
        columns="pupil_table_id varchar, census_day date, local_id varchar, setting varchar,"
        " leaving_date date, sessions_possible integer",
        key="pupil_table_id, census_day",
        told_by={
            "census_on_roll": """
                select table_id as pupil_table_id, census_day, coalesce(upn, table_id) as local_id,
                       setting, null as leaving_date, sessions_possible from rows""",
            "census_off_roll": """
                select table_id as pupil_table_id, census_day, coalesce(upn, table_id) as local_id,
                       setting, coalesce(leaving_date, census_day) as leaving_date,
                       sessions_possible from rows""",
        },
    ),
)
"""Every such table, in the order in which they are made: a later one may join an earlier."""
