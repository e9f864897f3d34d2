"""Appendix B of the Leicestershire scrutiny report (2014): twenty authorities, and their gaps."""

from __future__ import annotations

import pytest

from onroll.figures.whereabouts_counts import Count, count

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


def test_the_table_has_twenty_authorities() -> None:
    assert len(APPENDIX_B) == 20


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
