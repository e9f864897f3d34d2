"""One cell of a regional snapshot: a number, or why there is none, and what stood beside it.

Nought, blank and not sent are three things: 0 is none, z was left blank, x is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from onroll.figures.reports.numbers import Count, Given, Hidden, Number, Symbol
from onroll.figures.whereabouts_counts import NO_DATA, count

LARGEST: Final = 1_000_000


@dataclass(frozen=True)
class Cell:
    """`symbol` is null of a number. `note` is what stood beside it, such as "35 closed", or in its
    place."""

    number: int | None
    symbol: Symbol | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The cell in a data file: 84, 2 (35 closed), c, no data available."""
        if self.number is None:
            return self.note or self.symbol or ""
        return f"{self.number} ({self.note})" if self.note else str(self.number)

    @property
    def given(self) -> Given:
        if self.number is None:
            return Given(None, self.symbol or "x")
        return Given(Decimal(self.number), note=self.note)


HIDDEN: Final = Cell(None, "c")
BLANK: Final = Cell(None, "z")
NOT_THERE: Final = Cell(None, "x")


def cell(text: str) -> Cell:
    """A cell as it was sent: 84, 2 (35 closed), No data available, c, [c], or nothing at all.

    Raises ValueError for anything else.
    """
    plain = text.strip().strip("[]").lower()
    if plain == NO_DATA:
        return Cell(None, "x", NO_DATA)
    for known in (HIDDEN, NOT_THERE, BLANK):
        if plain == known.symbol:
            return known
    found = count(text)
    if found.number is None:
        return BLANK
    if found.number > LARGEST:
        raise ValueError(f"{text.strip()!r} is more than {LARGEST:,}")
    return Cell(found.number, note=found.note)


def cell_of(number: Number) -> Cell:
    """The cell of a number of a report that was protected. Raises ValueError for one that counts
    nobody, such as a share, and for one that is not whole."""
    match number:
        case Count():
            return Cell(int(number.value))
        case Hidden():
            return Cell(None, number.symbol)
        case Given(value=None, symbol=symbol):
            return Cell(None, symbol)
        case Given(value=Decimal() as value, note=note) if value == int(value) and value >= 0:
            return Cell(int(value), note=note)
    raise ValueError(f"{number} is not a count")


def total_of(known: Cell, not_known: Cell) -> Cell:
    """The total where nobody sent one. A single number may be of both or of one, so that no total
    follows from it; with a hidden one the total is hidden; nothing at all stays nothing, and never
    0."""
    both = (known, not_known)
    if any(each.symbol == "c" for each in both):
        return HIDDEN
    numbers = [each.number for each in both if each.number is not None]
    if len(numbers) == len(both):
        return Cell(sum(numbers))
    return known if known == not_known else NOT_THERE
