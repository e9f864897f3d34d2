"""A death ends every age and every clock, where nothing told later shows the child alive."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from onroll.record.assemble import SIGNS_OF_LIFE, assemble
from onroll.record.clock_rows import clock_rows
from onroll.record.clocks import clocks_of, met_expressions
from onroll.record.contradictions import contradiction_named
from onroll.record.definitions import CLOCKS
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from onroll.record.engines import DuckDB
from onroll.record.gather import PERSON
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import day_number, facts_in
from onroll.record.sweep import sweep
from onroll.record.timeline import Child
from tests.spec.together import CALENDARS, load

AS_OF = date(2026, 11, 20)
DEATH = date(2026, 10, 5)


def told(rows: str, born: str = "date '2013-03-27'") -> set[tuple[str, date, date | None]]:
    """The facts of one child of whom these rows (fact, first day, day after the last) are told."""
    db = duckdb.connect()
    unknown = ", ".join(f"null::varchar as {c}" for c in PERSON if c != "date_of_birth")
    db.execute(f"""
        create table source_record as
        select 'social_care:S1' as record_id, 'social_care' as source, 'S1' as local_id,
               {born} as date_of_birth, 'ssd_person' as feed, 's.csv' as file, 2 as row,
               {unknown}""")
    db.execute("""create table said (record_id varchar, fact varchar, starts_on date,
        ends_before date, value double, setting varchar, feed varchar, file varchar,
        row integer)""")
    for line in filter(None, map(str.strip, rows.splitlines())):
        fact, starts_on, ends_before = (part.strip() or None for part in line.split("|"))
        db.execute(
            "insert into said values ('social_care:S1', ?, ?, ?, null, null, 'f', 'f.csv', 3)",
            [fact, starts_on, ends_before],
        )
    one = {"record_id": ["social_care:S1"], "person_id": ["EC-1"], "reason": [""]}
    assemble(db, pa.table(one | {"weight": pa.nulls(1, pa.float64())}), AS_OF)
    return set(db.execute("select fact, starts_on, ends_before from facts").fetchall())


def test_what_undoes_a_death_is_what_the_question_about_it_asks():
    asked = facts_in(contradiction_named("death_recorded_and_seen_since").expression)
    assert asked == {"death_recorded", *SIGNS_OF_LIFE}


DIED = "death_recorded | 2026-10-05 | 2026-10-06"


def test_of_compulsory_school_age_until_the_day_of_the_death():
    found = told(DIED)
    assert ("died", DEATH, None) in found
    assert ("compulsory_school_age", date(2018, 3, 31), DEATH) in found
    assert ("key_stage_3_or_year_10", date(2024, 9, 1), DEATH) in found
    assert not any(fact in {"year_11", "years_12_and_13"} for fact, *_ in found)


@pytest.mark.parametrize(
    "sign",
    [
        "admitted       | 2026-10-06 | 2026-10-07",
        "reinstated     | 2026-10-06 | 2026-10-07",
        "child_seen     | 2026-10-06 | 2026-10-07",
        "marked_present | 2026-09-07 | 2026-10-07",
    ],
)
def test_one_known_to_be_alive_the_day_after_has_not_died(sign):
    """A slip of one letter on a school's form must not end the search for a living child."""
    found = told(f"{DIED}\n{sign}")
    assert not any(fact == "died" for fact, *_ in found)
    assert ("compulsory_school_age", date(2018, 3, 31), date(2029, 6, 30)) in found


@pytest.mark.parametrize(
    "said",
    [
        "marked_present | 2026-09-07 | 2026-10-06",
        "child_seen     | 2026-10-05 | 2026-10-06",
        "on_roll        | 2024-09-01 |",
        "child_in_need  | 2026-11-01 |",
    ],
)
def test_what_was_told_to_that_day_or_is_no_sight_of_the_child_does_not_undo_it(said):
    """A register never closed and a file not yet put right go on about a child who has died."""
    assert ("died", DEATH, None) in told(f"{DIED}\n{said}")


def test_without_a_date_of_birth_the_age_is_not_known_since_the_first_word_of_the_child():
    on_roll = "on_roll | 2024-09-01 |"
    assert ("age_not_known", date(2024, 9, 1), None) in told(on_roll, "null::date")
    assert ("age_not_known", date(2024, 9, 1), DEATH) in told(f"{on_roll}\n{DIED}", "null::date")
    assert not any(fact == "age_not_known" for fact, *_ in told(on_roll))


@pytest.mark.parametrize("clock", [c for c in CLOCKS if c.runs], ids=lambda clock: clock.key)
def test_no_clock_starts_for_or_runs_on_about_a_child_who_has_died(clock):
    """All that the clock asks about is told from 7 September, or begins the day after the death."""
    asked = sorted(set().union(*map(facts_in, clock.asks)) - {"died"})
    died = FactRow("died", DEATH, None, row=99)
    for begun, starts in (date(2026, 9, 7), None), (date(2026, 10, 6), 0):
        rows = [died, *(FactRow(name, begun, None, row=n) for n, name in enumerate(asked))]
        alone = clock_rows(clock, OneChild(rows, CALENDARS))
        assert all(row.met_on is not None and row.met_on <= DEATH for row in alone)
        assert starts is None or len(alone) == starts
        engine = DuckDB()
        load(engine, {"Amira": rows}, CALENDARS)
        sweep(engine, met_expressions([clock]) or {"died": Child.died})
        found = clocks_of(engine, [clock]).to_pylist()
        assert sorted((r["s"], r["met"]) for r in found) == sorted(
            (day_number(row.starts_on), day_number(row.met_on)) for row in alone
        )


def test_the_clock_of_the_sixth_school_day_runs_to_the_death():
    """Else the test above could pass on clocks that start for nobody."""
    rows = [
        FactRow("permanent_exclusion", date(2026, 9, 7), date(2026, 9, 8)),
        FactRow("compulsory_school_age", date(2018, 3, 31), DEATH),
        FactRow("died", DEATH, None),
    ]
    (row,) = clock_rows(sixth_school_day, OneChild(rows, CALENDARS))
    assert row.met_on == DEATH
    without_age = [rows[0], FactRow("age_not_known", date(2024, 9, 1), None), rows[2]]
    (row,) = clock_rows(sixth_school_day, OneChild(without_age, CALENDARS))
    assert row.met_on == DEATH
