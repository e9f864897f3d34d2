"""Rounding as statistics are rounded, and as people expect: half goes up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext


def half_up(value: Decimal | int | float | str, places: int) -> Decimal:
    """The value to so many decimal places, halves away from zero: 2.675 to two places is 2.68.

    Negative places round to tens and hundreds: 15 to -1 places is 20. A float is read as it
    prints, so 2.675 means 2.675 and not the binary number just below it. Round once, from the
    value as it was counted; a rounded number rounded again can come out wrong. Raises ValueError
    for what is not a number.
    """
    try:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
    except ArithmeticError:
        raise ValueError(f"{value!r} is not a number, so it cannot be rounded") from None
    if not exact.is_finite():
        raise ValueError(f"{value!r} is not a finite number, so it cannot be rounded")
    with localcontext() as context:
        context.prec = max(28, len(exact.as_tuple().digits) + abs(exact.adjusted()) + abs(places))
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    # "1E+1" is 10 but does not look it; a zero below zero is zero.
    return Decimal(f"{abs(rounded) if rounded == 0 else rounded:f}")


def to_nearest(number: int, base: int) -> int:
    """The nearest multiple of the base; half way between two, the higher."""
    return (2 * number + base) // (2 * base) * base
