"""The truth's plain ifs about families, hours and suspension, on the days on either side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from onroll.demo.oracle import definitions_met
from tests.demo.test_oracle import TEN, drawn

FAMILIES = {
    "on_roll",
    "missing_education",
    "home_educated",
    "arranged_otherwise",
    "moved_out_of_area",
    "outside_school_age",
}


@pytest.mark.parametrize(
    ("day", "family"),
    [
        ("2025-11-13", "on_roll"),
        ("2025-11-14", "missing_education"),
        ("2026-01-05", "arranged_otherwise"),
        ("2026-02-02", "home_educated"),
        ("2026-05-12", "arranged_otherwise"),
        ("2026-06-01", "moved_out_of_area"),
        ("2031-06-28", "outside_school_age"),
    ],
)
def test_a_child_is_in_one_family_at_a_time(day: str, family: str) -> None:
    """Off roll, tuition, home educated until found unsuitable, away, and over age in 2031."""
    life = drawn(
        """
        address_in_area             | 2015-05-01 |
        on_roll                     | 2019-09-01 | 2025-11-14
        arranged_education_suitable | 2026-01-05 |
        as_much_as_health_allows    | 2026-01-05 |
        home_educated               | 2026-02-02 |
        education_found_unsuitable  | 2026-05-12 |
        moved_away                  | 2026-06-01 |
        """
    )
    assert FAMILIES & set(definitions_met(life, date.fromisoformat(day), {})) == {family}


@pytest.mark.parametrize(
    ("hours", "under", "twenty_five"), [("24.75", True, False), ("25", False, True)]
)
def test_twenty_five_hours_are_not_under_twenty_five(
    hours: str, under: bool, twenty_five: bool
) -> None:
    life = drawn(f"on_roll | 2019-09-01 |\nweekly_hours | 2025-11-03 | | {hours}")
    found = definitions_met(life, date(2025, 11, 3), {})
    assert ("under_25_hours" in found, "twenty_five_hours" in found) == (under, twenty_five)


def test_the_sixth_day_of_suspension_counts_over_two_that_follow_on_each_other() -> None:
    """Monday 3 to Monday 10 November, then from the 10th: the sixth weekday is the 10th itself."""
    week_days = [TEN] + [
        day for n in range(60) if (day := date(2025, 11, 3) + timedelta(days=n)).weekday() < 5
    ]
    life = drawn(
        """
        suspension | 2025-11-03 | 2025-11-10 | 990001
        suspension | 2025-11-10 | 2025-11-12 | 990001
        """
    )
    life.facts["suspension"] = [(s, e, None, "990001") for s, e, _, _ in life.facts["suspension"]]

    def sixth(day: date) -> bool:
        return "suspended_six_school_days" in definitions_met(life, day, {"990001": week_days})

    assert [sixth(date(2025, 11, day)) for day in (7, 10, 11, 12)] == [False, True, True, False]
