"""Means of month figures: a term's figure, and the winter mean of a careers service's headline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from onroll.figures.rounding import half_up

TERMS: Final[Mapping[str, tuple[int, ...]]] = {
    "Autumn": (9, 10, 11, 12),
    "Spring": (1, 2, 3, 4),
    "Summer": (5, 6, 7),
}
"""The months of each term in the Leicestershire home education snapshot; August is in none."""

WINTER: Final = (12, 1, 2)
"""The ends of these months make the headline figure of those not in education or work."""


def mean_of(figures: Mapping[int, int | Decimal], months: Sequence[int]) -> Decimal | None:
    """The unrounded mean of the figures of some months (1 to 12).

    None while a month has no figure: the mean of fewer months is another number, and reads the
    same. Raises ValueError when no month is asked for.
    """
    if not months:
        raise ValueError("A mean needs at least one month")
    if any(month not in figures for month in months):
        return None
    return sum((Decimal(figures[month]) for month in months), Decimal(0)) / len(months)


def termly_means(figures: Mapping[int, int]) -> dict[str, int | None]:
    """Each term's figure of one school year: the mean of its months, halves rounded up.

    `figures` are by month (1 to 12). A term with a month missing is None.
    """
    means = {term: mean_of(figures, months) for term, months in TERMS.items()}
    return {term: None if m is None else int(half_up(m, 0)) for term, m in means.items()}
