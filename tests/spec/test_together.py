"""Many drawn tables in one sweep: each answers for itself, and a fault in one is told by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onroll.record.definitions import definition
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow
from onroll.record.spells import Fact, Spells
from onroll.record.thresholds import Threshold
from tests.spec.conftest import CALENDARS, load
from tests.spec.together import Case, differences

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


def told(cases: list[Case], engine: DuckDB | None = None) -> list[str]:
    return differences(cases, engine or DuckDB(), lambda on, held: load(on, held, CALENDARS))


def test_children_of_one_name_are_told_apart():
    assert told(RIGHT) == []


def test_one_clock_under_two_laws_is_two_clocks():
    number = sixth_school_day.due.period.number
    longer = replace(number, values=((date(2020, 1, 1), 7.0),))
    period = replace(sixth_school_day.due.period, number=longer)
    due = replace(sixth_school_day.due, period=period)
    amended = replace(sixth_school_day, rule=lambda _: due)
    later = [("Amira", "2026-01-06", "2026-01-14", "")]
    assert told([*RIGHT, Case("amended", amended, EXCLUDED, later)]) == []


def test_a_row_too_many_too_few_or_another_is_told_with_its_tests_name():
    wrong = [
        Case("too few", LATE, AMIRA, []),
        Case("too many", LATE, {}, [("Amira", "2026-01-08", "2026-01-12")]),
        Case("another", LATE, AMIRA, [("Amira", "2026-01-09", "2026-01-12")]),
        Case("a clock", sixth_school_day, EXCLUDED, [("Amira", "2026-01-06", "2026-01-14", "")]),
    ]
    found = told([*RIGHT, *wrong])
    assert [text.splitlines()[0] for text in found] == [case.test for case in wrong]
    assert "wanted [('Amira', '2026-01-09', '2026-01-12')]" in found[2]
    assert "found  [('Amira', '2026-01-08', '2026-01-12')]" in found[2]


class OneDayOut(DuckDB):
    """An engine that adds days wrongly."""

    def table(self, table: str, sql: str) -> None:
        super().table(table, sql.replace("s + 3 as s", "s + 4 as s"))


def test_an_engine_that_works_out_something_else_is_caught():
    (found,) = told(RIGHT, OneDayOut())
    assert found.startswith("late\n")
    assert "2026-01-09" in found


class KnowsNoClocks(DuckDB):
    """An engine that cannot answer one of the questions."""

    def fetch(self, sql: str):
        if "' as clock" in sql:
            raise ValueError("no clocks here")
        return super().fetch(sql)


def test_a_question_that_an_engine_cannot_answer_is_told_with_its_tests_name():
    assert told(RIGHT, KnowsNoClocks()) == ["due: no clocks here"]
