"""Many drawn tables in one sweep: each answers for itself, and a fault in one is told by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from onroll.record.definitions import definition
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow
from onroll.record.spells import Fact, Spells
from onroll.record.thresholds import Threshold
from tests.spec.together import Case, differences, differences_on_spark

THREE = Threshold("t", "t", "days", "", "", ((date(2020, 1, 1), 3.0),))
LATE: Spells = Fact("roll", "on roll").after(THREE)
AMIRA = {"Amira": [FactRow("roll", date(2026, 1, 5), date(2026, 1, 12))]}
EXCLUDED = {
    "Amira": [
        FactRow("permanent_exclusion", date(2026, 1, 5), date(2026, 1, 6)),
        FactRow("compulsory_school_age", date(2020, 9, 1), None),
    ]
}
RIGHT = [
    Case("late", LATE, AMIRA, [("Amira", "2026-01-08", "2026-01-12")]),
    Case("late, and another Amira", LATE, {"Amira": []}, []),
    Case("due", sixth_school_day, EXCLUDED, [("Amira", "2026-01-06", "2026-01-13", "")]),
    Case("age", definition("compulsory_school_age").expression, EXCLUDED,
         [("Amira", "2020-09-01", "")]),
]  # fmt: skip


def test_children_of_one_name_are_told_apart():
    assert differences(RIGHT) == []


def test_one_clock_under_two_laws_is_two_clocks():
    number = sixth_school_day.due.period.number
    longer = replace(number, values=((date(2020, 1, 1), 7.0),))
    period = replace(sixth_school_day.due.period, number=longer)
    due = replace(sixth_school_day.due, period=period)
    amended = replace(sixth_school_day, rule=lambda _: due)
    later = [("Amira", "2026-01-06", "2026-01-14", "")]
    assert differences([*RIGHT, Case("amended", amended, EXCLUDED, later)]) == []


WRONG = [
    Case("too few", LATE, AMIRA, []),
    Case("too many", LATE, {}, [("Amira", "2026-01-08", "2026-01-12")]),
    Case("another", LATE, AMIRA, [("Amira", "2026-01-09", "2026-01-12")]),
    Case("a clock", sixth_school_day, EXCLUDED, [("Amira", "2026-01-06", "2026-01-14", "")]),
]


def test_a_row_too_many_too_few_or_another_is_told_with_its_tests_name():
    found = differences([*RIGHT, *WRONG])
    assert [text.splitlines()[0] for text in found] == [case.test for case in WRONG]
    assert "wanted [('Amira', '2026-01-09', '2026-01-12')]" in found[2]
    assert "found  [('Amira', '2026-01-08', '2026-01-12')]" in found[2]


@pytest.mark.spark
def test_what_a_worker_of_spark_finds_otherwise_is_told_with_its_tests_name(spark):
    assert differences_on_spark(RIGHT, spark) == []
    assert differences_on_spark([*RIGHT, *WRONG], spark) == differences([*RIGHT, *WRONG])


class OneDayOut(DuckDB):
    """An engine that tells days wrongly."""

    def fetch(self, sql: str) -> pa.Table:
        found = super().fetch(sql)
        if "s, e from statuses" not in sql:
            return found
        return found.set_column(2, "s", pc.add(found["s"], 1))


def test_an_engine_that_works_out_something_else_is_caught():
    assert [text.splitlines()[0] for text in differences(RIGHT, OneDayOut)] == ["late", "age"]


class KnowsNoClocks(DuckDB):
    """An engine that cannot answer one of the questions."""

    def fetch(self, sql: str) -> pa.Table:
        if 'feed, file, "row"' in sql:  # only clocks name their evidence
            raise ValueError("no clocks here")
        return super().fetch(sql)


def test_a_question_that_an_engine_cannot_answer_is_told_with_its_tests_name():
    assert differences(RIGHT, KnowsNoClocks) == ["due: no clocks here"]
