"""One indicator: a row with how many, out of how many, in per cent, and the median of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onroll.figures.reports.numbers import Count, Given, Number, Share, Thing
from onroll.figures.reports.report import Row

NONE: Final = Given(None, "z")


@dataclass(frozen=True)
class Indicator:
    """`counted` says what is counted. A number that the row has not is "does not apply"."""

    title: str
    counted: str
    number: Number
    of: Number = NONE
    percent: Number = NONE
    median: Number = NONE

    @property
    def row(self) -> Row:
        return Row((self.title, self.counted), (self.number, self.of, self.percent, self.median))

    @property
    def not_told(self) -> bool:
        """Whether the record cannot tell it."""
        return self.number.symbol == "x"


def share(title: str, counted: str, part: frozenset[Thing], whole: frozenset[Thing]) -> Indicator:
    """How many of the whole are part."""
    return Indicator(title, counted, Count(part), Count(whole), Share(part, whole))
