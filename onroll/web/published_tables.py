"""Which Parquet table of a run becomes which table of the web half, column by column.

Each SELECT is DuckDB's and gives the model's columns without `row_id`. Text that no source gave is
empty in the database, so that a page needs no third case; dates and numbers stay null.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import duckdb
import pyarrow as pa
from django.db import models

from onroll.web.children.models import Child, Clock, Fact, School, SourceRecord, Status
from onroll.web.children.sounds import plain, sounds
from onroll.web.contradictions.models import Contradiction, ContradictionRow
from onroll.web.feeds.models import DefinitionFeed, Feed, Problem, QuietSchool
from onroll.web.library.models import Count, DefinitionTest, NearMiss
from onroll.web.matching.models import Forwarding, LinkChange, PossibleMatch
from onroll.web.shields.models import Shield


class Part(Enum):
    """Which of a table's rows an amendment of the run that is shown can change."""

    CHILDREN = "those of the children concerned"
    NEW = "those of the new run, and none before"
    ALL = "any"
    NONE = "none"


@dataclass(frozen=True)
class PublishedTable:
    """A model and the rows it should hold after publishing, and which of them may be amended."""

    model: type[models.Model]
    rows: str
    amended: Part

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)


def text(*columns: str) -> str:
    return ", ".join(
        f"coalesce({column}::varchar, '') as {column.rpartition('.')[2]}" for column in columns
    )


TABLES: tuple[PublishedTable, ...] = (
    PublishedTable(
        Child,
        f"""
        select child, {text("children.forename", "children.surname", "sex", "ethnicity")},
               {text("upn", "nhs_number")}, date_of_birth,
               {text("address", "postcode", "setting")}, year_group, name,
               '{{' || array_to_string(sounds, ',') || '}}' as sounds
        from run.children join names
          on names.forename = coalesce(children.forename, '')
          and names.surname = coalesce(children.surname, '')
        """,
        Part.CHILDREN,
    ),
    PublishedTable(
        Status, "select child, definition, starts_on, ends_before from run.statuses", Part.CHILDREN
    ),
    PublishedTable(
        Fact,
        f"""
        select child, fact, starts_on, ends_before, value, {text("setting", "feed", "file")}, row
        from run.facts
        """,
        Part.CHILDREN,
    ),
    PublishedTable(
        Clock,
        f"""
        select child, clock, starts_on, due_on, met_on, {text("setting", "feed", "file")}, row
        from run.clocks
        """,
        Part.CHILDREN,
    ),
    PublishedTable(
        SourceRecord,
        f"""
        select child, record_id, source, local_id, {text("reason")}, weight,
               {text("upn", "nhs_number", "forename", "surname", "sex", "address", "postcode")},
               {text("former_upn", "town", "uprn", "school")},
               date_of_birth, {text("feed", "file")}, row
        from run.records
        """,
        Part.CHILDREN,
    ),
    PublishedTable(
        Contradiction,
        f"""
        select child, contradiction, starts_on, ends_before, {text("school", "team")}
        from run.contradictions
        """,
        Part.CHILDREN,
    ),
    PublishedTable(
        ContradictionRow,
        f"""
        select child, contradiction, contradicts_from, fact, starts_on, ends_before, value,
               {text("setting", "feed", "file")}, row
        from run.contradiction_evidence
        """,
        Part.CHILDREN,
    ),
    PublishedTable(Shield, "select child, shield, kind, how, since from run.shields", Part.ALL),
    PublishedTable(
        PossibleMatch,
        """
        select child_a, child_b, record_a, record_b, weight, reason, harm, since from run.doubtful
        """,
        Part.ALL,
    ),
    PublishedTable(
        LinkChange,
        f"""
        select moved_at, run_id, record_id, {text("from_child")}, to_child, reason, weight
        from run.changes
        """,
        Part.NEW,
    ),
    PublishedTable(Forwarding, "select old, new from run.forwarding", Part.ALL),
    PublishedTable(
        School,
        f"""
        select {text("urn", "name", "phase", "type")},
               '{{' || array_to_string(list_sort(list_distinct(days)), ',') || '}}' as days
        from run.schools
        """,
        Part.NONE,
    ),
    PublishedTable(
        Count,
        """
        select definition, count(distinct child)::integer as children from run.statuses
        where starts_on <= getvariable('as_of')
          and coalesce(ends_before > getvariable('as_of'), true)
        group by definition
        """,
        Part.ALL,
    ),
    PublishedTable(
        DefinitionTest,
        "select definition, position, words, met, only_not_met from run.tests",
        Part.ALL,
    ),
    PublishedTable(
        NearMiss, "select definition, position, child as child_id from run.near_misses", Part.ALL
    ),
    PublishedTable(
        Feed,
        f"""
        select feed, title, source, state, '{{' || array_to_string(states, ',') || '}}' as states,
               words, caution, late_days, {text("file")}, received_at, data_up_to, expected_days,
               in_school_days, rows_in, accepted, held_back
        from run.feeds
        """,
        Part.NONE,
    ),
    PublishedTable(
        QuietSchool,
        f"""
        select feed, urn, {text("name")}, state, last_day, school_days, rows_before, rows_now
        from run.quiet_schools
        """,
        Part.NONE,
    ),
    PublishedTable(DefinitionFeed, "select definition, feed from run.definition_feeds", Part.NONE),
    PublishedTable(
        Problem,
        f"""
        select feed, {text("file", "rule_id")}, {text('"column"')},
               {text("severity")}, arg_min(problem, row) as problem, arg_min(fix, row) as fix,
               count(distinct row)::bigint as rows, min(row)::bigint as example_row
        from problems group by all
        """,
        Part.NONE,
    ),
)


def in_order(forename: str, surname: str) -> str:
    """What a name sorts by; a child without one comes after all who have one."""
    return f"{plain(surname)}  {plain(forename)}" if forename or surname else "zzz"


def add_names(engine: duckdb.DuckDBPyConnection, whose: str) -> None:
    """Make the table `names` in the engine: each name, what it sorts by and what a search hears.

    `whose` is SQL that gives the children. Two spaces part surname and forename, so that every
    Smith comes before the first Smith-Jones.
    """
    names = engine.sql(
        f"select distinct coalesce(forename, ''), coalesce(surname, '') from ({whose})"
    ).fetchall()
    engine.register(
        "names",
        pa.table(
            {
                "forename": pa.array([forename for forename, _ in names], pa.string()),
                "surname": pa.array([surname for _, surname in names], pa.string()),
                "name": pa.array([in_order(*name) for name in names], pa.string()),
                "sounds": pa.array(
                    [sounds(f"{forename} {surname}") for forename, surname in names],
                    pa.list_(pa.string()),
                ),
            }
        ),
    )
