"""What has arrived since: the differences between two moments, and those the answer turned on."""

from __future__ import annotations

from datetime import date

from onroll.record.known_then import arrived_since
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Fact, Steps
from onroll.record.thresholds import Threshold

DAY = date(2026, 1, 15)
roll, home = Fact("roll", "on a roll"), Fact("home", "taught at home")
hours = Steps("hours", "hours", "hours a week")


def row(fact: str, *, file: str = "a.csv", value: float | None = None) -> FactRow:
    return FactRow(fact, date(2025, 9, 1), None, value, feed="feed", file=file, row=1)


def since(rule, then: list[FactRow], now: list[FactRow]) -> list[tuple[str, bool, bool]]:
    arrived = arrived_since(rule, OneChild(then), OneChild(now), DAY)
    return [(each.row.fact, each.came, each.decides) for each in arrived]


def test_the_same_fact_told_by_another_file_is_no_difference():
    assert since(roll, [row("roll")], [row("roll", file="b.csv")]) == []


def test_a_fact_that_came_and_one_that_went_are_told_and_the_one_that_decides_first():
    """Off the roll because a row is no more told; taught at home is news that changes nothing."""
    found = since(roll | (home & roll), [row("roll")], [row("home")])
    assert found == [("roll", False, True), ("home", True, False)]


def test_where_the_answer_is_the_same_nothing_decides():
    assert since(roll, [row("roll")], [row("roll"), row("home")]) == []  # it does not read it
    assert since(roll | home, [row("roll")], [row("roll"), row("home")]) == [("home", True, False)]


def test_every_row_of_a_number_counts_though_another_says_the_same():
    twenty = Threshold("t", "t", "hours", "", "", ((date(2020, 1, 1), 20.0),))
    ten = row("hours", value=10.0)
    found = since(hours.at_least(twenty), [ten], [ten, row("hours", value=10.0, file="b.csv")])
    assert found == [("hours", True, True)]


def test_two_changes_only_together_decide():
    assert since(roll & home, [], [row("roll"), row("home")]) == [
        ("home", True, True),
        ("roll", True, True),
    ]
