"""Appendix B of the Leicestershire scrutiny report (2014): twenty authorities, and their gaps."""

from __future__ import annotations

import pytest

from onroll.figures.whereabouts_counts import Count, Whereabouts, count, region, whereabouts

NONE = "No data available"
# authority | 30 September 2013, known | not known | January 2014, known | not known
APPENDIX_B = [
    ("Birmingham", "132", "500", "27", "327"),
    ("Derby City", "122", "", "30", "123"),
    ("Derbyshire", NONE, NONE, "14", "44"),
    ("Dudley", "84", "25", "54", ""),
    ("Gloucestershire", "13", "12", "7", "2 (35 closed)"),
    ("Herefordshire", NONE, NONE, "2", "8"),
    ("Leicester City", "26", "249", "46", "485"),
    ("Leicestershire", "25", "132", "9", "84"),
    ("Northamptonshire", "", "", "", "182 (115 old)"),
    ("Nottingham City", "205", "", "", ""),
    ("Nottinghamshire", NONE, NONE, "175", ""),
    ("Rutland", NONE, NONE, "1", "1"),
    ("Solihull", NONE, NONE, "1", "5"),
    ("Staffordshire", "10", "149", "4", "287"),
    ("Stoke on Trent", "13", "3", "", ""),
    ("Telford & Wrekin", "3", "19", "29", "6"),
    ("Walsall", "43", "285", "54", ""),
    ("Warwickshire", "50", "4", "8", ""),
    ("Wolverhampton", "84", "", NONE, NONE),
    ("Worcestershire", "36", "40", "46", "26"),
]
SEPTEMBER = [whereabouts(name, known, not_known) for name, known, not_known, _, _ in APPENDIX_B]
JANUARY = [whereabouts(name, known, not_known) for name, _, _, known, not_known in APPENDIX_B]


def test_the_table_has_twenty_authorities() -> None:
    assert len(APPENDIX_B) == 20


def test_a_single_figure_counts_in_the_total_and_in_neither_column() -> None:
    """Derby City's 122 and Nottingham City's 205 stand across both columns."""
    by_name = {row.authority: row for row in SEPTEMBER}
    assert by_name["Derby City"] == Whereabouts("Derby City", None, None, 122)
    assert by_name["Nottingham City"].total == 205
    assert by_name["Leicestershire"].total == 157
    assert by_name["Derbyshire"].total is None


def test_a_note_beside_a_figure_is_kept_and_is_no_part_of_it() -> None:
    by_name = {row.authority: row for row in JANUARY}
    assert by_name["Gloucestershire"] == Whereabouts("Gloucestershire", 7, 2, None, "35 closed")
    assert by_name["Northamptonshire"] == Whereabouts(
        "Northamptonshire", None, None, 182, "115 old"
    )


def test_the_region_says_of_how_many_each_sum_is() -> None:
    """Leicestershire's unknown fell from 132 to 84; the two sums are of different authorities."""
    then, now = region(SEPTEMBER), region(JANUARY)
    assert (then.gave_both, then.gave_one_number, then.gave_nothing) == (11, 3, 6)
    assert (now.gave_both, now.gave_one_number, now.gave_nothing) == (12, 5, 3)
    assert (then.known, then.not_known) == (435, 1418)
    assert then.total == 435 + 1418 + 122 + 205 + 84
    assert (now.known, now.not_known) == (216, 1398)
    assert now.total == 216 + 1398 + 54 + 182 + 175 + 54 + 8


def test_a_nought_is_a_number_and_a_gap_is_not() -> None:
    assert whereabouts("Rutland", "0", "0").total == 0
    assert whereabouts("Rutland", "", "").total is None
    assert region([whereabouts("Rutland", "0", "")]).gave_one_number == 1


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("84", Count(84)),
        (" 1,418 ", Count(1418)),
        ("182 (115 old)", Count(182, "115 old")),
        ("", Count(None)),
        (NONE, Count(None, NONE)),
    ],
)
def test_what_a_cell_says(cell, found) -> None:
    assert count(cell) == found


def test_anything_else_is_refused_with_what_it_was() -> None:
    with pytest.raises(ValueError, match="'about 40'"):
        count("about 40")
