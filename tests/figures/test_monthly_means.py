"""A term is the mean of its months: the figures of the Leicestershire inclusion report (2022)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onroll.figures.monthly_means import TERMS
from onroll.figures.reports.numbers import Mean, MeanShare, Thing

# paragraph 37, monthly snapshots of home education
IN_2020_21 = {
    9: 666, 10: 785, 11: 700, 12: 764, 1: 777, 2: 801, 3: 825, 4: 841, 5: 912, 6: 942, 7: 777,
}  # fmt: skip
PRINTED = {"Autumn": 729, "Spring": 811, "Summer": 877}


def things(many: int, first: int = 0) -> frozenset[Thing]:
    return frozenset(f"EC-{n}" for n in range(first, first + many))


def mean(*many: int) -> Mean:
    return Mean(tuple(things(each) for each in many))


def test_the_terms_of_2020_21_are_those_that_were_printed() -> None:
    """729, 811 and 877. The autumn's mean is 728.75, so it is rounded and not cut off."""
    found = {
        term: mean(*(IN_2020_21[month] for month in months)).value for term, months in TERMS.items()
    }
    assert found == PRINTED
    assert mean(666, 785, 700, 764).sum == 2915 == Decimal("728.75") * 4


def test_half_goes_up_where_python_would_go_to_the_even_number() -> None:
    assert mean(728, 729, 728, 729).value == 729
    assert mean(2, 3, 2, 3).value == 3


def test_the_share_of_a_mean_is_of_the_means_before_they_are_rounded() -> None:
    """Of 61 young people on one day and 60 on the next 2 and 1 are in nothing: 3 of 121, 2.48 %.
    Of the rounded means, 2 and 61, it would be 3.28 %."""
    share = MeanShare(mean(2, 1), mean(61, 60), 2)
    assert (share.value, share.symbol) == (Decimal("2.48"), None)
    assert share.things == things(2)


def test_a_share_of_a_mean_is_null_for_few_and_before_the_last_day() -> None:
    assert (MeanShare(mean(2, 1), mean(18, 19)).symbol) == "z"
    assert (MeanShare(Mean(None), Mean(None)).symbol) == "x"
    with pytest.raises(ValueError, match="not of its whole"):
        MeanShare(Mean((things(2, first=99),)), mean(30))
