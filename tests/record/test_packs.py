"""Packs, the same children under several of them, and what a draft would change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record.compare import compare
from onroll.record.definitions import definition
from onroll.record.drafts import BadDraft, draft, rule
from onroll.record.facts_of_run import month_ends
from onroll.record.one_child import OneChild
from onroll.record.packs import UnknownPack, pack, packs
from onroll.record.spells import day_date
from onroll.record.what_if import MonthEnd, what_if
from tests.spec.drawn import facts as drawn_facts

AS_OF = date(2026, 3, 16)
OVER = definition("part_time_timetable_over_limit")
ALWAYS = "compulsory_school_age, address_in_area, key_stage_2"
"""Amira's 43rd day is 16 March; Ben's 29th is; Cara is taught 24 hours; Dev is on no roll."""
FACTS = """
    child | fact                | starts_on  | ends_before | value | setting
    ------+---------------------+------------+-------------+-------+--------
    Amira | on_roll             | 2025-09-01 |             |       | 100001
    Amira | part_time_timetable | 2026-02-02 |             |       | 100001
    Ben   | on_roll             | 2025-09-01 |             |       | 100001
    Ben   | part_time_timetable | 2026-02-16 |             |       | 100001
    Cara  | on_roll             | 2025-09-01 |             |       | 100001
    Cara  | weekly_hours        | 2025-09-01 |             | 24    | 100001
    Cara  | part_time_timetable | 2026-03-10 |             |       | 100001
    Cara  | medical_evidence    | 2025-09-01 |             |       |
    Dev   | admitted            | 2020-09-01 | 2020-09-02  |       | 100001
"""


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """The tables of a run that comparing and trying read, with every status by the interpreter."""
    children = drawn_facts(FACTS, ALWAYS)
    facts, statuses = [], []
    for child, rows in children.items():
        facts += [
            {
                "child": child, "fact": row.fact, "starts_on": row.starts_on,
                "ends_before": row.ends_before, "value": row.value, "setting": row.setting,
                "feed": "drawn", "file": "table", "row": row.row,
            }
            for row in rows
        ]  # fmt: skip
        alone = OneChild(rows)
        for key in {each.key for held in packs().values() for each in held.definitions}:
            statuses += [
                {"child": child, "definition": key, "starts_on": day_date(s),
                 "ends_before": day_date(e)}
                for s, e in alone.runs(definition(key).expression)
            ]  # fmt: skip
    day, text = pa.date32(), pa.string()
    spell = [("starts_on", day), ("ends_before", day)]
    of_facts = pa.schema(
        [("child", text), ("fact", text), *spell, ("value", pa.float64()), ("setting", text),
         ("feed", text), ("file", text), ("row", pa.int32())]
    )  # fmt: skip
    pq.write_table(pa.Table.from_pylist(facts, of_facts), tmp_path / "facts.parquet")
    of_statuses = pa.schema([("child", text), ("definition", text), *spell])
    pq.write_table(pa.Table.from_pylist(statuses, of_statuses), tmp_path / "statuses.parquet")
    schools = pa.table(
        {"urn": pa.array([""]), "days": pa.array([[date(2025, 9, 2)]], pa.list_(day))}
    )
    pq.write_table(schools, tmp_path / "schools.parquet")
    return tmp_path


def test_every_pack_names_definitions_and_numbers_that_there_are():
    """Reading the file raises otherwise; and a number of a pack's own is one that it reads."""
    from onroll.record.drafts import thresholds_in

    assert {"statutory", "ofsted_2013", "seslip", "rotherham", "dfe_return", "act_2026"} <= set(
        packs()
    )
    for each in packs().values():
        assert each.definitions
        assert each.source
        assert each.about.endswith(".")
        read = set().union(*(thresholds_in(d.expression) for d in each.definitions))
        assert {number.key for number in each.numbers} <= read, each.key


def test_an_unknown_pack_is_told_with_those_there_are():
    with pytest.raises(UnknownPack, match="statutory"):
        pack("mine")


def test_the_same_children_under_several_packs(run_folder):
    """Only Dev is missing education; 24 hours are full time by age, and not by Ofsted's 25."""
    found = compare(
        run_folder, [pack("statutory"), pack("ofsted_2013"), pack("leicestershire_2020")], AS_OF
    )
    assert {key: sorted(held) for key, held in found.children.items()} == {
        "statutory": ["Dev"],
        "ofsted_2013": ["Cara", "Dev"],
        "leicestershire_2020": ["Dev"],
    }
    assert found.by_definition["ofsted_2013", "missing_out_on_education_2014"] == 1
    assert (found.in_all, found.in_any) == (1, 2)
    pair = found.overlaps[0]
    assert (pair.both, pair.first_only, pair.second_only) == (1, (), ("Cara",))


def test_a_law_that_has_not_begun_counts_only_in_its_pack(run_folder):
    found = compare(run_folder, [pack("act_2026"), pack("statutory")], AS_OF)
    assert "Dev" in found.children["act_2026"]
    with_law = definition("children_not_in_school").expression
    assert not OneChild(drawn_facts(FACTS, ALWAYS)["Dev"]).holds(with_law, AS_OF)


def test_both_counted_and_alone_add_up(run_folder):
    found = compare(run_folder, list(packs().values()), AS_OF)
    assert len(found.overlaps) == len(packs()) * (len(packs()) - 1) // 2
    for pair in found.overlaps:
        assert pair.both + len(pair.first_only) == found.count(pair.first)
        assert pair.both + len(pair.second_only) == found.count(pair.second)


def test_a_lower_limit_lets_a_child_in_and_a_higher_one_lets_one_out(run_folder):
    (lower,) = what_if(
        run_folder, as_of=AS_OF, drafts=[draft("part_time_timetable_limit=28")], only=OVER
    )
    assert (lower.now, lower.draft, lower.enter, lower.leave) == (1, 2, ("Ben",), ())
    (higher,) = what_if(
        run_folder, as_of=AS_OF, drafts=[draft("part_time_timetable_limit=43")], only=OVER
    )
    assert (higher.now, higher.draft, higher.enter, higher.leave) == (1, 0, (), ("Amira",))


def test_month_ends_count_who_would_have_been_there(run_folder):
    """By 31 March Amira is in under both, Ben (43rd day 30 March) too, Cara under 20 days only."""
    (effect,) = what_if(
        run_folder,
        as_of=date(2026, 3, 31),
        drafts=[draft("part_time_timetable_limit=20")],
        only=OVER,
        months=2,
    )
    assert effect.months == (
        MonthEnd(date(2026, 2, 28), now=0, enter=1, leave=0),
        MonthEnd(date(2026, 3, 31), now=2, enter=1, leave=0),
    )


def test_every_definition_that_reads_the_number_is_worked_out(run_folder):
    found = what_if(run_folder, as_of=AS_OF, drafts=[draft("part_time_timetable_limit=28")])
    keys = {each.definition.key for each in found}
    assert {"part_time_timetable_over_limit", "seslip_scope"} <= keys
    assert "missing_education" not in keys
    assert all(each.enter == ("Ben",) for each in found)


def test_a_rule_in_place_of_a_definitions_own(run_folder):
    (effect,) = what_if(
        run_folder,
        as_of=AS_OF,
        only=definition("missing_education"),
        instead=rule("part_time_timetable_over_limit"),
    )
    assert (effect.enter, effect.leave) == (("Amira",), ("Dev",))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "There is no draft"),
        ({"drafts": [draft("sixth_school_day=7")]}, "No definition reads"),
        (
            {"drafts": [draft("part_time_timetable_limit=28")],
             "only": definition("missing_education")},
            "does not read",
        ),
        ({"instead": rule("on_roll")}, "needs the definition"),
    ],
)  # fmt: skip
def test_a_draft_that_would_change_nothing_is_told(run_folder, asked, words):
    with pytest.raises(BadDraft, match=words):
        what_if(run_folder, as_of=AS_OF, **asked)


def test_month_ends_are_the_last_that_have_been():
    assert month_ends(date(2026, 3, 30), 2) == [date(2026, 1, 31), date(2026, 2, 28)]
    assert month_ends(date(2026, 3, 31), 2) == [date(2026, 2, 28), date(2026, 3, 31)]
    assert month_ends(date(2026, 1, 1), 1) == [date(2025, 12, 31)]
