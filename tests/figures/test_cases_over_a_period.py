"""Cases over a period, drawn on each boundary, and the scorecards that do and do not add up."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.figures.cases_over_a_period import Reconciliation, cases_over_a_period
from onroll.figures.flows import flows
from onroll.figures.periods import Period
from onroll.figures.rounding import half_up

QUARTER = Period(date(2017, 10, 1), date(2017, 12, 31))


def table(rows: list[tuple[str, str, str | None, str | None]]) -> pa.Table:
    children, opened, closed, families = zip(*rows, strict=True) if rows else ((),) * 4
    return pa.table(
        {
            "child": pa.array(children, pa.string()),
            "starts_on": pa.array([date.fromisoformat(d) for d in opened], pa.date32()),
            "ends_before": pa.array([d and date.fromisoformat(d) for d in closed], pa.date32()),
            "family": pa.array(families, pa.string()),
        }
    )


def counted(*rows: tuple[str, str, str | None, str | None]) -> dict[str, int | None]:
    (row,) = cases_over_a_period(table(list(rows)), [QUARTER]).to_pylist()
    return {key: row[key] for key in row if not key.startswith("period")}


@pytest.mark.parametrize(
    ("opened", "closed", "brought_forward", "new", "resolved", "active"),
    [
        ("2017-09-30", None, 1, 0, 0, 1),
        ("2017-09-30", "2017-10-01", 1, 0, 1, 0),  # open on the eve, closed on the first day
        ("2017-09-29", "2017-09-30", 0, 0, 0, 0),
        ("2017-10-01", None, 0, 1, 0, 1),
        ("2017-12-31", None, 0, 1, 0, 1),
        ("2018-01-01", None, 0, 0, 0, 0),
        ("2017-10-01", "2017-12-31", 0, 1, 1, 0),  # closed on the last day: not open at the end
        ("2017-10-01", "2018-01-01", 0, 1, 0, 1),
        ("2017-10-05", "2017-10-05", 0, 0, 0, 0),  # closed as it was opened: no case
    ],
)
def test_each_boundary(opened, closed, brought_forward, new, resolved, active) -> None:
    found = counted(("Amira", opened, closed, None))
    assert found["brought_forward"] == brought_forward
    assert (found["new"], found["resolved"], found["active"]) == (new, resolved, active)


def test_a_repeat_is_new_with_an_earlier_case_that_was_closed() -> None:
    """Amira's was closed on the day her second opened; Ben's first was still open at his second."""
    found = counted(
        ("Amira", "2017-06-01", "2017-10-09", "A"),
        ("Amira", "2017-10-09", None, "A"),
        ("Ben", "2017-06-01", None, "B"),
        ("Ben", "2017-10-09", None, "B"),
        ("Cara", "2017-10-09", None, "A"),
    )
    assert (found["new"], found["repeat"]) == (3, 1)
    assert (found["new_children"], found["new_families"]) == (3, 2)


def test_families_are_not_counted_where_one_is_not_known() -> None:
    found = counted(("Amira", "2017-10-09", None, "A"), ("Ben", "2017-10-09", None, None))
    assert (found["new_children"], found["new_families"]) == (2, None)
    without = table([("Amira", "2017-10-09", None, None)]).drop_columns("family")
    assert cases_over_a_period(without, [QUARTER]).to_pylist()[0]["new_families"] is None


def test_a_quarter_without_a_case_is_a_row_of_noughts() -> None:
    found = counted()
    assert {found[key] for key in ("brought_forward", "new", "repeat", "resolved", "active")} == {0}


DAYS = st.dates(date(2017, 1, 1), date(2018, 6, 30))
CASES = st.lists(st.tuples(st.sampled_from("ABC"), DAYS, st.none() | DAYS), max_size=25)


@given(CASES, DAYS, st.integers(0, 200))
def test_it_always_reconciles_and_agrees_with_the_flows_of_a_list(cases, begins, length) -> None:
    period = Period(begins, begins + timedelta(days=length))
    children, opened, closed = zip(*cases, strict=True) if cases else ((), (), ())
    given_cases = pa.table(
        {
            "child": pa.array(children, pa.string()),
            "starts_on": pa.array(opened, pa.date32()),
            "ends_before": pa.array(closed, pa.date32()),
        }
    )
    (row,) = cases_over_a_period(given_cases, [period]).to_pylist()
    assert row["brought_forward"] + row["new"] - row["resolved"] == row["active"]
    assert row["repeat"] <= row["new"]
    listed = given_cases.append_column("definition", pa.array(["case"] * len(cases), pa.string()))
    for flow in flows(listed, [period]).to_pylist():
        assert flow["opening"] == row["brought_forward"]
        assert (flow["new"], flow["left"], flow["closing"]) == (
            row["new"],
            row["resolved"],
            row["active"],
        )


def test_rotherhams_third_quarter_of_2017_adds_up() -> None:
    """Briefing of 23 January 2018, section 2: 97 new, 105 still open from before, 202 active."""
    printed = Reconciliation(brought_forward=105, new=97, resolved=None, active=202)
    assert printed.open_at_some_time == 202
    assert printed.adds_up
    assert printed.open_at_the_end is None
    assert printed.words == (
        "105 brought forward and 97 new are 202 open at some time. The first is printed as active."
    )


def test_rotherhams_later_scorecard_does_not_and_the_difference_is_shown() -> None:
    """Minutes of quarter 1 of 2018/19: 188 new, 32 brought forward, 134 resolved, 210 active."""
    printed = Reconciliation(brought_forward=32, new=188, resolved=134, active=210)
    assert not printed.adds_up
    assert printed.open_at_the_end == 86
    assert printed.words == (
        "32 brought forward and 188 new are 220 open at some time; 134 resolved leaves 86 open at "
        "the end. 210 is printed as active: 10 fewer than the first, 124 more than the second."
    )


def test_rotherhams_share_of_repeats() -> None:
    """110 of the 188 new referrals were repeats, printed as 58.5 %."""
    assert str(half_up(100 * 110 / 188, 1)) == "58.5"


def test_what_is_open_at_the_end_may_be_what_is_printed() -> None:
    printed = Reconciliation(brought_forward=32, new=188, resolved=134, active=86)
    assert printed.adds_up
    assert printed.words.endswith("86 open at the end, which is the number printed as active.")
    over = Reconciliation(brought_forward=1, new=1, resolved=None, active=3)
    assert over.words.endswith("3 is printed as active: 1 more than the first.")
    under = Reconciliation(brought_forward=5, new=0, resolved=1, active=2)
    assert under.words.endswith("3 fewer than the first, 2 fewer than the second.")
