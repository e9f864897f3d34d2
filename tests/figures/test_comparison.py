"""One authority among others, in published values: who has none has no place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from onroll.figures.comparison import (
    NEITHER_GOOD_NOR_BAD,
    PLACES,
    Asked,
    CannotCompare,
    comparison,
)
from onroll.figures.published.neighbour_files import Neighbour
from onroll.figures.published.neighbours import Edition
from onroll.figures.published.observations import Observation
from onroll.figures.reports.numbers import Given
from onroll.figures.reports.report import Report

ASKED = Asked("ehe", "rate", "Rate per 100", "202526 Autumn term", "", "DfE, 29 January 2026")
NEAR = Edition(
    date(2025, 5, 1), "LAIT", "sn.xlsx", "0", {"871": (Neighbour("870", ""), Neighbour("821", ""))}
)
VALUES = {"871": "2.4", "870": "1.9", "846": "2.4", "867": "2.7", "868": "3.0", "869": "c"}


def of(level: str, code: str, name: str, text: str) -> Observation:
    return Observation("ehe", "r", "202526", "Autumn term", level, "E", code, name, "", "rate",
                       text, "c" if text == "c" else None)  # fmt: skip


FIGURES = [of("Local authority", code, f"LA {code}", text) for code, text in VALUES.items()] + [
    of("Regional", "", "South East", "2.2"), of("Regional", "", "London", "1.0"),
    of("National", "", "England", "1.5"),
]  # fmt: skip


def compared(la_code: str = "871", neighbours: Edition | None = NEAR) -> Report:
    return comparison(FIGURES, ASKED, la_code=la_code, neighbours=neighbours, day=date(2026, 1, 29))


def test_an_authority_beside_its_region_england_and_its_neighbours_as_published() -> None:
    report = compared()
    (table,) = report.tables
    assert [row.labels for row in table.rows] == [
        ("LA 871", "This authority"), ("South East", "Region"), ("England", "England"),
        ("LA 870", "Statistical neighbour"),
    ]  # fmt: skip
    assert [row.numbers[0] for row in table.rows] == [
        Given(Decimal(text)) for text in ("2.4", "2.2", "1.5", "1.9")
    ]
    assert table.rows[0].numbers[1] == Given(Decimal(2), note="joint 2 of 5")
    assert table.rows[0].numbers[3] == Given(Decimal(2), note="or 3")
    assert table.rows[0].numbers[4] == Given(Decimal(2), note="2 of 2")
    assert table.rows[1].numbers[1:] == (Given(None, "z"),) * 4
    assert [each.places for each in table.columns] == [1, 0, 0, 0, 0]
    assert NEITHER_GOOD_NOR_BAD in table.notes
    assert report.not_known == ("ehe says nothing of neighbour 821 at 202526 Autumn term.",)
    assert report.findings == (
        "LA 871: 2.4, joint 2 of 5 authorities from the lowest; 1 more have no value.",
    )


def test_a_hidden_value_has_no_place_and_takes_nobodys() -> None:
    (table,) = compared("869").tables
    assert table.rows[0].numbers == (Given(None, "c"), *[Given(None, "z")] * len(PLACES))
    assert compared("869").findings == (
        "LA 869 has no value: hidden to protect a child's identity.",
    )


def test_without_neighbours_that_is_said_and_without_the_authority_nothing_is() -> None:
    assert "Nobody told who the statistical neighbours" in compared(neighbours=None).not_known[0]
    with pytest.raises(CannotCompare, match="says nothing of authority 330"):
        compared("330")
    twice = [*FIGURES, FIGURES[0]]
    with pytest.raises(CannotCompare, match="two values of LA 871"):
        comparison(twice, ASKED, la_code="871", neighbours=None, day=date(2026, 1, 29))
