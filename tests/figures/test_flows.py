"""Opening + new - left = closing, drawn for each boundary and tried on random spells."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.figures.flows import flows
from onroll.figures.periods import Period, period_words, periods

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
Spell = tuple[str, date, date | None]


def statuses(spells: list[Spell], definition: str = "missing_education") -> pa.Table:
    children, starts, ends = zip(*spells, strict=True) if spells else ((), (), ())
    return pa.table(
        {
            "child": pa.array(children, pa.string()),
            "definition": pa.array([definition] * len(spells), pa.string()),
            "starts_on": pa.array(starts, pa.date32()),
            "ends_before": pa.array(ends, pa.date32()),
        }
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_before", "opening", "new", "left", "closing"),
    [
        ("2026-08-01", None, 1, 0, 0, 1),
        ("2026-08-01", "2026-09-01", 1, 0, 1, 0),  # last counted on 31 August: left on the 1st
        ("2026-08-01", "2026-08-31", 0, 0, 0, 0),
        ("2026-09-01", None, 0, 1, 0, 1),
        ("2026-09-30", None, 0, 1, 0, 1),
        ("2026-10-01", None, 0, 0, 0, 0),
        ("2026-09-10", "2026-09-11", 0, 1, 1, 0),  # counted for one day
        ("2026-09-10", "2026-10-01", 0, 1, 0, 1),  # still counted on the 30th
        ("2026-08-01", "2026-09-30", 1, 0, 1, 0),
    ],
)
def test_each_boundary(
    starts_on: str, ends_before: str | None, opening: int, new: int, left: int, closing: int
) -> None:
    ends = date.fromisoformat(ends_before) if ends_before else None
    spell = ("Amara", date.fromisoformat(starts_on), ends)
    (row,) = flows(statuses([spell]), [SEPTEMBER]).to_pylist()
    counted = row["opening"], row["new"], row["left"], row["closing"]
    assert counted == (opening, new, left, closing)


def test_an_empty_spell_is_nobody() -> None:
    day = date(2026, 9, 10)
    (row,) = flows(statuses([("Amara", day, day), ("Ben", day, None)]), [SEPTEMBER]).to_pylist()
    assert (row["opening"], row["new"], row["left"], row["closing"]) == (0, 1, 0, 1)


def test_a_child_who_leaves_and_comes_back_is_in_both() -> None:
    spells: list[Spell] = [
        ("Amara", date(2026, 8, 1), date(2026, 9, 5)),
        ("Amara", date(2026, 9, 20), None),
    ]
    (row,) = flows(statuses(spells), [SEPTEMBER]).to_pylist()
    assert (row["opening"], row["new"], row["left"], row["closing"]) == (1, 1, 1, 1)


DAYS = st.dates(date(2025, 10, 1), date(2026, 12, 31))
SPELLS = st.lists(st.tuples(st.sampled_from("ABC"), DAYS, st.none() | DAYS), max_size=30)


@given(SPELLS)
def test_it_always_adds_up_and_each_closing_is_the_next_opening(spells: list[Spell]) -> None:
    rows = flows(statuses(spells), periods("month", date(2026, 11, 23), 12)).to_pylist()
    for row in rows:
        assert row["opening"] + row["new"] - row["left"] == row["closing"]
    for before, after in pairwise(rows):
        assert before["closing"] == after["opening"]


@given(SPELLS, DAYS, st.integers(0, 400))
def test_each_number_is_of_children_counted_day_by_day(
    spells: list[Spell], begins: date, length: int
) -> None:
    """Any period at all, one day long or overlapping spells to come, against counting by hand."""
    period = Period(begins, begins + timedelta(days=length))
    found = flows(statuses(spells), [period]).to_pylist()
    row = found[0] if found else dict.fromkeys(("opening", "new", "left", "closing"), 0)
    held = [(start, end or date.max) for _, start, end in spells]

    def there(day: date) -> int:
        return sum(start <= day < end for start, end in held)

    assert row["opening"] == there(begins - timedelta(days=1))
    assert row["closing"] == there(period.ends_on)
    days = [begins + timedelta(days=n) for n in range(length + 1)]
    assert row["new"] == sum(start in days for start, end in held if start < end)
    assert row["left"] == sum(end in days for start, end in held if start < end)


def test_periods_touch_and_the_newest_ends_on_the_day_asked_for() -> None:
    found = periods("quarter", date(2026, 11, 23), 8)
    assert found[-1] == (date(2026, 10, 1), date(2026, 11, 23))
    assert found[0].starts_on == date(2025, 1, 1)
    for before, after in pairwise(found):
        assert before.ends_on + timedelta(days=1) == after.starts_on


@pytest.mark.parametrize(
    ("by", "until", "words"),
    [
        ("month", date(2026, 9, 30), "September 2026"),
        ("month", date(2026, 11, 23), "November 2026, up to the 23rd"),
        ("month", date(2026, 11, 12), "November 2026, up to the 12th"),
        ("quarter", date(2026, 9, 30), "Quarter 2, July to September 2026"),
        ("quarter", date(2026, 3, 31), "Quarter 4, January to March 2026"),
        ("quarter", date(2026, 11, 30), "Quarter 3, October to December 2026, so far"),
    ],
)
def test_periods_in_words(by: str, until: date, words: str) -> None:
    assert period_words(by, periods(by, until, 1)[0]) == words  # type: ignore[arg-type]
