"""The Department's return: its columns, words and order, and every topic adds up to the total."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.figures import ees
from onroll.figures.cme_census import (
    COLUMNS,
    METADATA,
    TOPICS,
    Counted,
    Place,
    cme_census,
    to_chase,
    when,
    year_in_words,
)
from onroll.record.missing_reasons import PRIMARY_REASONS

PUBLISHED = Path(__file__).parents[3] / "shared/data/published/cme_census_autumn_202526_excerpt.csv"
SLOUGH = Place("871", "E06000039", "Slough", "E12000008", "South East")


def table_of(children: list[Counted]) -> list[dict[str, str]]:
    found = cme_census(children, place=SLOUGH, time_period="202627", term="Autumn term")
    rows: list[dict[str, str]] = found.to_pylist()
    return rows


def a_child(number: int, **groups: str) -> Counted:
    usual = {
        "Total": "Total", "Sex": "Female", "Year group": "Year 9", "Duration": "2 to 4 weeks",
        "Reason": "Unknown",
    }  # fmt: skip
    return Counted(f"EC-{number}", usual | groups)


@given(st.lists(st.fixed_dictionaries({t: st.sampled_from(g) for t, g in TOPICS.items()})))
def test_every_topic_adds_up_to_the_total(groups: list[dict[str, str]]) -> None:
    rows = table_of([Counted(str(n), each) for n, each in enumerate(groups)])
    for topic in TOPICS:
        assert sum(int(r["child_count"]) for r in rows if r["breakdown_topic"] == topic) == len(
            groups
        )


def test_a_group_that_the_return_does_not_have_is_no_return() -> None:
    with pytest.raises(ValueError, match="Sex has no group Other"):
        table_of([a_child(1, Sex="Other")])


def test_every_group_has_a_row_and_nought_is_a_number() -> None:
    rows = table_of([a_child(1), a_child(2, Sex="Male"), a_child(3, Sex="Male")])
    by = {(r["breakdown_topic"], r["breakdown"]): r for r in rows}
    assert len(by) == len(rows) == sum(map(len, TOPICS.values()))
    assert by["Sex", "Male"]["child_count"] == "2"
    assert by["Sex", "Male"]["child_percent"] == "67", "half up, from the counts"
    assert by["Sex", "Unknown"]["child_count"] == "0"
    assert {r["child_percent"] for r in table_of([])} == {"z"}, "of no children there is no share"


def test_it_keeps_the_standard_of_open_data(tmp_path: Path) -> None:
    table = cme_census([a_child(1)], place=SLOUGH, time_period="202627", term="Autumn term")
    assert ees.write(table, METADATA, tmp_path / "cme.csv") == []
    wrong = cme_census([a_child(1)], place=SLOUGH, time_period="2026/27", term="Autumn term")
    with pytest.raises(ees.DoesNotPass, match="must be 6 digits"):
        ees.write(wrong, METADATA, tmp_path / "wrong.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cme.csv", "cme.meta.csv"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-09-01", ("202627", "Autumn term")), ("2026-10-01", ("202627", "Autumn term")),
        ("2026-12-31", ("202627", "Autumn term")), ("2027-01-21", ("202627", "Spring term")),
        ("2027-05-20", ("202627", "Summer term")), ("2027-08-31", ("202627", "Summer term")),
        ("1999-10-07", ("199900", "Autumn term")),
    ],
)  # fmt: skip
def test_a_term_is_of_the_school_year(day: str, said: tuple[str, str]) -> None:
    assert when(date.fromisoformat(day)) == said


def test_a_year_group_that_no_school_of_the_return_has_is_unknown() -> None:
    """On 20 November 2026 a child born on 31 August 2022 is in Reception, a day later is not."""
    day = date(2026, 11, 20)
    assert year_in_words(date(2022, 8, 31), day) == "Reception"
    assert year_in_words(date(2022, 9, 1), day) == "Unknown"
    assert year_in_words(date(2010, 9, 1), day) == "Year 11"
    assert year_in_words(None, day) == "Unknown"


def test_what_nobody_knows_is_named_with_its_children() -> None:
    held = [a_child(1), a_child(2, Sex="Unknown", Reason="Mental health")]
    assert to_chase(held) == {"Reason: Unknown": ["EC-1"], "Sex: Unknown": ["EC-2"]}


def test_every_reason_of_the_record_is_a_group() -> None:
    assert sorted(TOPICS["Reason"]) == sorted(PRIMARY_REASONS.values())


@pytest.mark.skipif(
    not PUBLISHED.exists(), reason=f"NOT CHECKED: the published file is not at {PUBLISHED}"
)
def test_columns_words_and_order_are_those_that_the_department_published() -> None:
    with PUBLISHED.open(encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        national = [row for row in reader if row["geographic_level"] == "National"]
        assert tuple(reader.fieldnames or ()) == COLUMNS
    published = [(row["breakdown_topic"], row["breakdown"]) for row in national]
    assert published == [(topic, group) for topic, groups in TOPICS.items() for group in groups]
