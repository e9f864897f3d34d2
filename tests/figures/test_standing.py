"""Where an authority stands among the others: ties share a place, and a gap is no value."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.figures.standing import bands, ranks

PUBLISHED = Path(__file__).parents[3] / "shared/data/published"

Values = dict[str, Decimal | None]


def of(**values: str | None) -> Values:
    return {name: None if text is None else Decimal(text) for name, text in values.items()}


def test_equal_values_share_a_place_and_the_next_comes_after_them() -> None:
    found = ranks(of(Ashby="2.4", Barrow="1.9", Corby="2.4", Derby="2.7", Exmouth=None))
    words = {name: rank.words if rank else "" for name, rank in found.items()}
    assert words == {
        "Ashby": "joint 2 of 4", "Barrow": "1 of 4", "Corby": "joint 2 of 4", "Derby": "4 of 4",
        "Exmouth": "",
    }  # fmt: skip


def test_an_authority_without_a_value_is_in_no_band_and_takes_nobodys_place() -> None:
    values = of(a="1", b="2", c="3", d="4", e=None)
    assert {name: list(band or []) for name, band in bands(values, 4).items()} == {
        "a": [1], "b": [2], "c": [3], "d": [4], "e": [],
    }  # fmt: skip


def test_values_that_are_equal_across_a_border_may_be_on_either_side_of_it() -> None:
    """2 and 2 are the second and third of four: nobody can say which is below the half."""
    found = bands(of(a="1", b="2", c="2", d="3"), 2)
    assert {name: list(band or []) for name, band in found.items()} == {
        "a": [1], "b": [1, 2], "c": [1, 2], "d": [2],
    }  # fmt: skip


def test_fewer_values_than_bands_are_none() -> None:
    with pytest.raises(ValueError, match="4 values do not make 5 bands"):
        bands(of(a="1", b="2", c="3", d="4", e=None), 5)


@given(st.lists(st.integers(0, 30), min_size=5, max_size=40, unique=True), st.integers(2, 5))
def test_bands_of_different_values_differ_by_one_authority_at_most(
    numbers: list[int], many: int
) -> None:
    found = bands({str(n): Decimal(n) for n in numbers}, many)
    sizes = [sum(band == range(n, n + 1) for band in found.values()) for n in range(1, many + 1)]
    assert sum(sizes) == len(numbers)
    assert max(sizes) - min(sizes) <= 1
    assert [rank.place for rank in ranks({str(n): Decimal(n) for n in sorted(numbers)}).values()
            if rank] == list(range(1, len(numbers) + 1))  # fmt: skip


SCORECARDS = [(year, *each) for year in (2022, 2023) for each in (
    ("NEET_percent", "NEET_quintile"), ("Notknown_percent", "Notknown_quintile"),
    ("NEET_not_known_percent", "NEET_NK_quintile"),
    ("TOTAL_participating_in_education_and_training_percent", "Participation_ET_quintile"),
    ("September_guarantee_Offer_made_percent", "Sep_guarantee_quintile"),
)]  # fmt: skip


@pytest.mark.skipif(
    not PUBLISHED.exists(), reason=f"NOT CHECKED: the published scorecards are not at {PUBLISHED}"
)
@pytest.mark.parametrize(("year", "value", "quintile"), SCORECARDS)
def test_the_departments_quintiles_are_ours(year: int, value: str, quintile: str) -> None:
    """150 authorities, 30 in each fifth. It ranked values that were not rounded yet."""
    file = PUBLISHED / f"neet_participation_la_{year}.csv"
    rows = [
        row for row in csv.DictReader(file.open(encoding="utf-8-sig"))
        if row["geographic_level"] == "Local authority"
    ]  # fmt: skip
    values = {
        row["la_name"]: Decimal(row[value]) if row[value].replace(".", "").isdigit() else None
        for row in rows
    }
    said = {row["la_name"]: int(row[quintile]) for row in rows if row[quintile].isdigit()}
    ours = bands(values, 5)
    assert len(said) == 150
    assert [name for name, band in said.items() if band not in (ours[name] or ())] == []
