"""Home education in a whole school year: who started, from where, who returned, who left."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from onroll.figures import ees
from onroll.figures.cme_academic_year import METADATA as CME_METADATA
from onroll.figures.cme_academic_year import cme_academic_year
from onroll.figures.ehe_academic_year import (
    COLUMNS,
    METADATA,
    ehe_academic_year,
    home_education_in,
    year_before,
)
from onroll.figures.periods import Period
from onroll.figures.school_types import school_type
from tests.figures.drawn_run import drawn_run
from tests.figures.test_termly_returns import SLOUGH, YEARS, unless

YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))
STATUSES = [
    # on both ends of the year, and the days beside them
    ("Amira", "home_educated", "2025-09-01", None),
    ("Ben", "home_educated", "2025-08-31", "2025-09-01"),
    ("Cara", "home_educated", "2026-08-31", None),
    ("Dev", "home_educated", "2026-09-01", None),
    # back at school, gone from the area, over school age; and twice in one year
    ("Ella", "home_educated", "2025-01-01", "2025-11-03"),
    ("Ella", "on_roll", "2025-11-03", None),
    ("Finn", "home_educated", "2025-01-01", "2025-11-03"),
    ("Finn", "moved_out_of_area", "2025-11-03", None),
    ("Gia", "home_educated", "2025-10-01", "2026-01-10"),
    ("Gia", "home_educated", "2026-02-01", "2026-06-27"),
    ("Amira", "compulsory_school_age", "2025-09-01", None),
    ("Cara", "compulsory_school_age", "2020-09-01", None),
]
FACTS = [
    # an old school that took the name off late
    ("Gia", "on_roll", "2020-09-01", "2025-12-01", "100002"),
    ("Gia", "on_roll", "2024-09-01", "2025-10-02", "100001"),
    ("Gia", "on_roll", "2026-01-10", "2026-02-01", "100003"),
    ("Ella", "section_437_notice", "2025-09-01", "2025-09-02"),
    ("Ella", "section_437_notice", "2025-09-01", "2025-09-02"),
    ("Ella", "section_437_notice", "2026-08-31", "2026-09-01"),
    ("Joe", "section_437_notice", "2026-09-01", "2026-09-02"),
    ("Joe", "school_attendance_order", "2025-08-31", "2026-03-01", "100001"),
    ("Ella", "school_attendance_order", "2025-09-20", None, "100001"),
]


@pytest.fixture
def year(tmp_path: Path):
    run = drawn_run(tmp_path, as_of="2026-10-01", statuses=STATUSES, facts=FACTS)
    return home_education_in(run, YEAR)


def test_children_count_once_and_both_ends_of_the_year_are_in_it(year) -> None:
    assert year.anytime == {"Amira", "Cara", "Ella", "Finn", "Gia"}
    assert set(year.starts) == {"Amira", "Cara", "Gia"}


def test_who_is_on_a_roll_returned_and_who_moved_out_left(year) -> None:
    """Gia was over school age on the day; home education that ends so is neither."""
    assert year.returns == {"Ella"}
    assert year.left == {"Finn"}


@pytest.mark.parametrize(
    ("ended", "on_roll", "returned"),
    [
        ("2025-11-01", "2025-11-03", True),  # Saturday, and Monday
        ("2025-11-01", "2025-11-04", False),
        ("2025-12-20", "2026-01-05", True),  # over the holidays
        ("2026-07-22", "2026-09-02", True),  # over the summer
    ],
)
def test_a_roll_from_the_next_school_day_on_is_a_return(
    tmp_path: Path, ended: str, on_roll: str, returned: bool
) -> None:
    run = drawn_run(
        tmp_path,
        as_of="2026-10-01",
        statuses=[("Amira", "home_educated", "2025-01-01", ended),
                  ("Amira", "on_roll", on_roll, None)],
        days=school_days(),
    )  # fmt: skip
    assert home_education_in(run, YEAR).returns == ({"Amira"} if returned else set())


def school_days() -> list[date]:
    """The weekdays of three terms, and the second day of the next school year."""
    terms = (("2025-09-01", "2025-12-19"), ("2026-01-05", "2026-07-21"), ("2026-09-02",) * 2)
    ends = [tuple(map(date.fromisoformat, term)) for term in terms]
    return [
        day
        for first, last in ends
        for n in range(first.toordinal(), last.toordinal() + 1)
        if (day := date.fromordinal(n)).weekday() < 5
    ]


def test_a_start_is_from_the_last_school_before_the_first_start_of_the_year(year) -> None:
    """Amira began on the first day of school age, so had none; of Cara nobody knows."""
    assert year.starts == {"Amira": "none", "Cara": "else_unk", "Gia": "acad"}


def test_notices_and_orders_count_as_such_and_once(year) -> None:
    """Two sources tell of one notice. Joe's order is of the year before, and revoked in this."""
    assert year.notices == {"Ella|2025-09-01", "Ella|2026-08-31"}
    assert year.issued == {"Ella|2025-09-20"}
    assert year.revoked == {"Joe|2026-03-01"}


def test_previous_schools_add_up_to_the_starts_and_what_nobody_tells_is_not_nought(
    year, tmp_path: Path
) -> None:
    table = ehe_academic_year(year, place=SLOUGH, year=YEAR)
    (row,) = table.to_pylist()
    assert (row["time_period"], row["ehe_starts_full_year"]) == ("202526", "3")
    kinds = [v for k, v in row.items() if k.startswith("ehe_schtype") and not k.endswith("_pc")]
    assert sum(int(count) for count in kinds if count != "x") == 3
    assert (row["ehe_schtype_ehe"], row["ehe_schtype_ehe_pc"]) == ("x", "x")
    assert row["ehe_schtype_acad_pc"] == "33"
    assert [row[name] for name in COLUMNS[-6:]] == ["5", "1", "1", "2", "1", "1"]
    assert ees.write(table, METADATA, tmp_path / "ehe.csv") == []
    missing = cme_academic_year(frozenset({"A", "B"}), place=SLOUGH, year=YEAR)
    assert ees.write(missing, CME_METADATA, tmp_path / "cme.csv") == []


def test_the_year_before_is_the_last_whole_one() -> None:
    assert year_before(date(2026, 9, 1)) == YEAR
    assert year_before(date(2026, 8, 31)) == Period(date(2024, 9, 1), date(2025, 8, 31))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Community school", "lamain"), ("Voluntary aided school", "lamain"),
        ("Academy converter", "acad"), ("Academy special converter", "spec"),
        ("Free schools alternative provision", "ap"), ("Free schools", "free"),
        ("University technical college", "free"), ("Other independent school", "ind"),
        ("Other independent special school", "spec"), ("Pupil referral unit", "pru"),
        ("Local authority nursery school", "ey"), ("Secure units", "else_unk"), ("", "else_unk"),
    ],
)  # fmt: skip
def test_a_school_is_of_one_kind(said: str, kind: str) -> None:
    assert school_type(said) == kind


@unless(YEARS)
def test_the_columns_are_those_that_the_department_published() -> None:
    with YEARS.open(encoding="utf-8-sig") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
