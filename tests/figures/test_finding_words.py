"""A finding prints both numbers and the direction, so that it can be read in one way only."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.figures.periods import By, Period, periods
from onroll.figures.reports.finding_words import adds_up, against, came, is_cut

SECOND, THIRD = periods("quarter", date(2017, 12, 31), 2)


@pytest.mark.parametrize(
    ("before", "beside"),
    [
        (158, "down from 158 in Quarter 2, July to September 2017, 61 fewer."),
        (61, "up from 61 in Quarter 2, July to September 2017, 36 more."),
        (97, "the same as in Quarter 2, July to September 2017."),
    ],
)
def test_rotherhams_reduction_of_61_children_can_be_read_in_one_way(
    before: int, beside: str
) -> None:
    """Briefing of 23 January 2018: 97 new, "a reduction ... (61 children)". By 61, or to 61?"""
    quarter = "97 children came to be missing education in Quarter 3, October to December 2017"
    assert came(97, before, (SECOND, THIRD)) == f"{quarter}, {beside}"


def test_a_quarter_that_is_not_over_has_no_direction() -> None:
    so_far = Period(date(2017, 10, 1), date(2017, 10, 31))
    assert came(1, 158, (SECOND, so_far)) == (
        "1 child came to be missing education in Quarter 3, October to December 2017, so far. "
        "The whole of Quarter 2, July to September 2017, had 158."
    )


@pytest.mark.parametrize(
    ("by", "last", "cut"),
    [
        ("month", date(2017, 10, 31), False),
        ("quarter", date(2017, 10, 31), True),  # the end of a month is not that of a quarter
        ("quarter", date(2017, 12, 30), True),
        ("quarter", date(2017, 12, 31), False),
    ],
)
def test_the_last_day_makes_a_quarter_whole(by: By, last: date, cut: bool) -> None:
    assert is_cut(by, Period(date(2017, 10, 1), last)) is cut


def test_the_sum_is_printed_where_it_is_true() -> None:
    """Rotherham's third quarter of 2017/18, and its minutes of the next year, which do not add."""
    assert adds_up(105, 97, 0, 202) == (
        "105 brought forward + 97 new - 0 resolved = 202 open at the end."
    )
    with pytest.raises(ValueError, match=r"32 \+ 188 - 134 is not 210"):
        adds_up(32, 188, 134, 210)


def test_a_change_says_how_many_and_from_how_many() -> None:
    assert against(880, 446, "in 2019/20") == "up from 446 in 2019/20, 434 more"
    assert against(1_020, 1_021, "then") == "down from 1,021 then, 1 fewer"
