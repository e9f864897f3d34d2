"""Each contradiction of a run names one place to ask and the rows that cannot both be right."""

from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq
import pytest

from onroll.record.contradictions import contradiction_expressions, write_contradictions
from onroll.record.definitions.contradiction import Team
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow
from onroll.record.sweep import sweep
from tests.spec.together import CALENDARS, load

JAN_5, JAN_12 = date(2026, 1, 5), date(2026, 1, 12)


def row(fact: str, since: date, until: date | None, setting: str | None, number: int) -> FactRow:
    return FactRow(fact, since, until, None, setting, "drawn", "drawn.csv", number)


CHILDREN = {
    "EC-TWICE": [
        row("on_roll", date(2025, 9, 1), None, "100002", 1),
        row("on_roll", JAN_5, None, "100001", 2),
        row("admitted", JAN_5, date(2026, 1, 6), "100001", 3),
    ],
    "EC-HOME": [
        row("home_educated", JAN_12, None, None, 4),
        row("marked_present", date(2025, 9, 3), date(2026, 1, 14), "100001", 5),
        row("marked_present", date(2024, 9, 3), date(2025, 7, 20), "100002", 6),
    ],
    "EC-MOVED": [
        row("home_educated", date(2025, 9, 1), None, None, 10),
        row("on_roll", date(2025, 9, 1), date(2026, 1, 20), "100001", 11),
        row("on_roll", date(2026, 1, 20), None, "100002", 12),
    ],
    "EC-NOAGE": [
        row("age_not_known", JAN_5, None, None, 13),
        row("suspension", JAN_5, None, "100002", 14),
        row("permanent_exclusion", JAN_12, date(2026, 1, 13), "100001", 15),
    ],
    "EC-ORDER": [
        row("compulsory_school_age", date(2020, 1, 1), None, None, 9),
        row("school_attendance_order", JAN_5, None, None, 7),
        row("education_found_suitable", JAN_5, None, None, 8),
    ],
}


@pytest.fixture
def written(tmp_path):
    engine = DuckDB()
    load(engine, CHILDREN, CALENDARS)
    sweep(engine, contradiction_expressions())
    write_contradictions(engine, date(2026, 2, 10), tmp_path)
    return tmp_path


def test_each_is_asked_of_one_place(written):
    """A school where a row names one: of two, the one whose roll began first. Else the team. Where
    several facts may name it, the first of them does: the exclusion, before the suspension."""
    rows = pq.read_table(written / "contradictions.parquet").to_pylist()
    assert [
        (r["child"], r["contradiction"], r["starts_on"], r["ends_before"], r["school"], r["team"])
        for r in rows
    ] == [
        ("EC-HOME", "home_educated_and_marked_present", JAN_12, date(2026, 1, 14), "100001", None),
        ("EC-HOME", "marked_present_and_not_on_that_roll", date(2024, 9, 17), date(2025, 7, 20),
         "100002", None),
        ("EC-HOME", "marked_present_and_not_on_that_roll", date(2025, 9, 17), date(2026, 1, 14),
         "100001", None),
        ("EC-MOVED", "home_educated_and_on_roll", date(2025, 9, 15), None, "100002", None),
        ("EC-NOAGE", "no_date_of_birth", JAN_5, None, "100001", None),
        ("EC-ORDER", "attendance_order_and_education_suitable", date(2026, 1, 19), None, None,
         Team.HOME_EDUCATION),
        ("EC-TWICE", "admitted_and_still_on_old_roll", JAN_12, date(2026, 2, 3), "100002", None),
        ("EC-TWICE", "two_main_rolls", date(2026, 2, 3), None, "100002", None),
    ]  # fmt: skip


def test_its_evidence_is_the_rows_that_cannot_both_be_right(written):
    """Of each fact the rows true on the run's day, 10 February, or on the last day of a spell that
    is over; else the last before it. So whoever has the child now is asked, not the last school.
    """
    rows = pq.read_table(written / "contradiction_evidence.parquet").to_pylist()
    evidence: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for r in rows:
        evidence.setdefault((r["child"], r["contradiction"]), []).append((r["fact"], r["row"]))
    assert evidence["EC-HOME", "home_educated_and_marked_present"] == [
        ("home_educated", 4),
        ("marked_present", 5),
    ]
    assert evidence["EC-MOVED", "home_educated_and_on_roll"] == [
        ("home_educated", 10),
        ("on_roll", 12),
    ]
    assert evidence["EC-TWICE", "two_main_rolls"] == [
        ("admitted", 3),
        ("on_roll", 1),
        ("on_roll", 2),
    ]
    assert evidence["EC-ORDER", "attendance_order_and_education_suitable"] == [
        ("education_found_suitable", 8),
        ("school_attendance_order", 7),
    ]
    assert {r["file"] for r in rows} == {"drawn.csv"}
