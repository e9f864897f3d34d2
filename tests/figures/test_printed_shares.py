"""Printed counts and percentages of the Leicestershire inclusion report (2022), recomputed."""

from __future__ import annotations

import pytest

from onroll.figures.printed_shares import percent_cell, share, totals_that_fit

# paragraph 34: month, then (count, per cent) of NEET, unknown and overall
YEAR_2021_22 = [
    ("September", (196, "1.29"), (8932, "59"), (9128, "60.3")),
    ("October", (154, "1.08"), (2055, "14.40"), (2209, "15.48")),
    ("November", (160, "1.12"), (1416, "9.91"), (1576, "11.03")),
]


@pytest.mark.parametrize(("month", "neet", "unknown", "overall"), YEAR_2021_22)
def test_neet_and_unknown_add_up_to_overall_and_are_shares_of_one_cohort(
    month, neet, unknown, overall
) -> None:
    assert neet[0] + unknown[0] == overall[0], month
    assert len(totals_that_fit([neet, unknown, overall])) > 0, month


def test_the_cohorts_that_the_percentages_are_of() -> None:
    """The cohort fell by about 870 from September to October, and is the wider for one digit."""
    found = {month: totals_that_fit(given) for month, *given in YEAR_2021_22}
    assert found["September"] == range(15136, 15151)
    assert found["October"] == range(14266, 14275)
    assert found["November"] == range(14282, 14295)


@pytest.mark.parametrize(
    ("count", "total", "cell"),
    [(0, 0, "z"), (0, 300, "0"), (1, 300, "low"), (1, 201, "low"), (1, 200, "1"), (7, 7, "100")],
)
def test_a_share_that_is_more_than_none_is_never_written_as_nought(
    count: int, total: int, cell: str
) -> None:
    """1 of 201 is 0.498 %: the Department writes low. 1 of 200 is 0.5 %, and half goes up."""
    assert percent_cell(count, total) == cell


def test_every_total_that_fits_gives_the_printed_percentages_and_its_neighbours_do_not() -> None:
    printed = [(154, "1.08"), (2055, "14.40"), (2209, "15.48")]

    def fits(total: int) -> bool:
        return all(str(share(count, total, 2)) == text for count, text in printed)

    found = totals_that_fit(printed)
    assert all(map(fits, found))
    assert not fits(found[0] - 1)
    assert not fits(found[-1] + 1)


def test_a_share_exactly_halfway_goes_up() -> None:
    """1 of 8 is 12.5 per cent, printed as 13; 1 of 200 is 0.5, printed as 1."""
    assert 8 in totals_that_fit([(1, "13")])
    assert 8 not in totals_that_fit([(1, "12")])
    assert totals_that_fit([(1, "1")])[-1] == 200


def test_percentages_of_different_totals_fit_none() -> None:
    assert len(totals_that_fit([(196, "1.29"), (8932, "39")])) == 0


def test_a_nought_says_nothing() -> None:
    for printed in ([(0, "0.0")], [(3, "0")], []):
        with pytest.raises(ValueError, match=r"says nothing|No percentage"):
            totals_that_fit(printed)
    with pytest.raises(ValueError, match="no share"):
        share(1, 0, 1)


def test_children_with_a_social_worker() -> None:
    """Paragraph 46, 23 December 2021: 36 of 493 missing education, 1 of 110 with medical needs,
    57 of 799 home educated. The paper prints no percentages; these are what it would print."""
    assert [str(share(*pair, 1)) for pair in ((36, 493), (1, 110), (57, 799))] == [
        "7.3",
        "0.9",
        "7.1",
    ]
