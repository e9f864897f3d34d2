"""What a published file says: of one time, one place and one group, one indicator is so much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pyarrow as pa

from onroll.figures.ees.standard import AUTHORITY, NATIONAL, REGIONAL
from onroll.figures.reports.numbers import Symbol

__all__ = ["AUTHORITY", "NATIONAL", "REGIONAL", "Observation"]

CELL_SYMBOLS: Final[dict[str, Symbol]] = {
    "c": "c", "x": "x", "z": "z", "low": "low", "k": "low", "u": "u",
    "*": "c", ".": "z", "..": "x", ":": "x", "-": "x", "na": "x", "n/a": "x", "nan": "x", "": "x",
}  # fmt: skip
"""What stands in the place of a number, in small letters, and what we call it: the symbols of the
standard; those of older files (a star for what is hidden, a dot for what does not apply, dots,
colon and dash for what is not there); and what a spreadsheet writes for nothing."""

MOST_DIGITS: Final = 15
"""A number with more was written by a spreadsheet, as 9.3699999999999992 for 9.37."""

SCHEMA: Final = pa.schema(
    [
        (name, pa.dictionary(pa.int32(), pa.string()))
        for name in (
            "time_period", "time_identifier", "level", "code", "la_code", "place", "filters",
            "indicator", "text", "symbol",
        )
    ]
)  # fmt: skip
"""One row for each number. `code` and `place` are as published; `la_code` three digits, "" of what
is no authority; `filters` words such as "school_type: Total; sex: Female"; `text` the cell as it
stood; `symbol` null of a number."""


@dataclass(frozen=True)
class Observation:
    """One number of one release of a data set."""

    dataset: str
    release: str
    time_period: str
    time_identifier: str
    level: str
    code: str
    la_code: str
    place: str
    filters: str
    indicator: str
    text: str
    symbol: Symbol | None

    @property
    def value(self) -> Decimal | None:
        """The number as published; null where a symbol stands, never 0."""
        return None if self.symbol else as_number(self.text)

    @property
    def when(self) -> str:
        return f"{self.time_period} {self.time_identifier}".strip()


def as_number(text: str) -> Decimal | None:
    """The number that a cell is, with or without commas; null where it is none."""
    plain = text.strip().replace(",", "")
    if not plain or not set(plain) <= set("0123456789.+-eE") or not set(plain) & set("0123456789"):
        return None
    try:
        value = Decimal(plain)
    except ArithmeticError:
        return None
    if abs(value.adjusted()) > MOST_DIGITS:
        return None
    # the shortest text of the same number in a spreadsheet's own precision
    long = len(value.as_tuple().digits) > MOST_DIGITS
    return Decimal(repr(float(value))) if long else value


def symbol_of(text: str) -> Symbol | None:
    """The symbol that a cell has in the place of a number; null where it has none."""
    return CELL_SYMBOLS.get(text.strip().lower())
