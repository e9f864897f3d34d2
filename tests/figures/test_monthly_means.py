"""A term is the mean of its months: the figures of the Leicestershire inclusion report (2022)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onroll.figures.monthly_means import WINTER, mean_of, termly_means

# paragraph 37, monthly snapshots of home education
IN_2020_21 = {
    9: 666, 10: 785, 11: 700, 12: 764, 1: 777, 2: 801, 3: 825, 4: 841, 5: 912, 6: 942, 7: 777,
}  # fmt: skip
IN_2021_22 = {9: 750, 10: 765, 11: 803}


def test_the_terms_of_2020_21_are_those_that_were_printed() -> None:
    """729, 811 and 877. The autumn's mean is 728.75, so it is rounded and not cut off."""
    assert mean_of(IN_2020_21, (9, 10, 11, 12)) == Decimal("728.75")
    assert termly_means(IN_2020_21) == {"Autumn": 729, "Spring": 811, "Summer": 877}


def test_a_term_with_a_month_to_come_has_no_figure_yet() -> None:
    assert termly_means(IN_2021_22) == {"Autumn": None, "Spring": None, "Summer": None}


def test_half_goes_up_where_python_would_go_to_the_even_number() -> None:
    assert termly_means({5: 0, 6: 0, 7: 0, 9: 728, 10: 729, 11: 728, 12: 729})["Autumn"] == 729
    assert termly_means({9: 2, 10: 3, 11: 2, 12: 3})["Autumn"] == 3


def test_august_is_in_no_term() -> None:
    assert termly_means(IN_2020_21 | {8: 9_999}) == termly_means(IN_2020_21)


def test_the_headline_is_the_unrounded_mean_of_december_january_and_february() -> None:
    assert mean_of({12: 196, 1: 154, 2: 160}, WINTER) == Decimal(510) / 3
    assert mean_of({12: Decimal("1.29"), 1: Decimal("1.08"), 2: 2}, WINTER) == Decimal("4.37") / 3
    assert mean_of({12: 196, 1: 154}, WINTER) is None


def test_a_mean_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        mean_of({1: 1}, ())
