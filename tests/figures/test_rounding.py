"""Half goes up, as people expect, whatever the number came as."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onroll.figures.rounding import half_up


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("2.5"), 0, "3"),
        (Decimal("3.5"), 0, "4"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.04"), 1, "0.0"),
        ("9.945", 2, "9.95"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (15, -1, "20"),
        (1_020, -2, "1000"),
        (7, 1, "7.0"),
        (0, 0, "0"),
        ("1e30", 1, "1000000000000000000000000000000.0"),
        ("0.05", 1, "0.1"),
        ("0.0499999999999999999999999999999999", 1, "0.0"),
    ],
)
def test_it_rounds_half_up(value: object, places: int, expected: str) -> None:
    assert str(half_up(value, places)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["nine", "", float("nan"), "Infinity", None])
def test_what_is_not_a_number_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match="cannot be rounded"):
        half_up(value, 1)  # type: ignore[arg-type]
