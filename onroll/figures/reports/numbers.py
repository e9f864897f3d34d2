"""The numbers that a report prints: what each counts, and its one value, rounded once.

A number that is not there has a symbol that says why, and its value is null: it is never 0. What a
number counts has names, so that the children behind it can be listed, as many as it says, and so
that a release can be attacked before it is released (`onroll.figures.disclosure`).

Where an authority rounds what it releases, `base` is what a count is rounded to, half up, and what
is made of counts is made of the rounded ones; 1 is as it was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final, Literal

from onroll.figures.rounding import half_up, to_nearest

Symbol = Literal["c", "x", "z", "low", "u"]

SYMBOLS: Final[dict[Symbol, str]] = {
    "c": "hidden to protect a child's identity",
    "x": "not available",
    "z": "does not apply",
    "low": "more than 0 but rounds to 0",
    "u": "withdrawn because not reliable",
}
"""What each symbol means. On a page and in a spreadsheet it stands in square brackets, in a data
file without."""

Thing = str
"""What is counted: a child's reference; or for exclusions, moves and cases of which a child may
have several, the reference, a bar, and what tells this one from the child's others."""

BASE_FOR_SHARES: Final = 20
"""Of fewer than these, counts are given and no percentage: 100 % of 2 says nothing."""


def child_of(thing: Thing) -> str:
    """The reference of the child that a thing is about."""
    return thing.partition("|")[0]


@dataclass(frozen=True)
class Count:
    """How many things there are."""

    things: frozenset[Thing]
    base: int = 1

    @property
    def value(self) -> Decimal:
        return Decimal(to_nearest(len(self.things), self.base))

    symbol = None


@dataclass(frozen=True)
class Share:
    """How many of the `whole` are also `part`, in per cent. Raises ValueError for a part that is
    not of the whole: it would be a share of something else."""

    part: frozenset[Thing]
    whole: frozenset[Thing]
    places: int = 1
    base: int = 1

    def __post_init__(self) -> None:
        if not self.part <= self.whole:
            raise ValueError(f"{len(self.part - self.whole):,} of the part are not of the whole")

    @property
    def things(self) -> frozenset[Thing]:
        """Whoever is part."""
        return self.part

    @property
    def number(self) -> int:
        """How many the part is."""
        return to_nearest(len(self.part), self.base)

    @property
    def out_of(self) -> int:
        """How many the whole is."""
        return to_nearest(len(self.whole), self.base)

    @property
    def value(self) -> Decimal | None:
        """Null for a whole of fewer than `BASE_FOR_SHARES`."""
        if self.out_of < BASE_FOR_SHARES:
            return None
        return half_up(Decimal(100 * self.number) / self.out_of, self.places)

    @property
    def symbol(self) -> Symbol | None:
        return "z" if self.value is None else None


@dataclass(frozen=True)
class Rate:
    """How many things there are for every `per` of a population that somebody else counted."""

    things: frozenset[Thing]
    population: int | None
    per: int = 1000
    places: int = 2
    base: int = 1

    @property
    def value(self) -> Decimal | None:
        """Null where nobody told the population."""
        if not self.population:
            return None
        counted = to_nearest(len(self.things), self.base)
        return half_up(Decimal(self.per * counted) / self.population, self.places)

    @property
    def symbol(self) -> Symbol | None:
        return "x" if self.value is None else None


@dataclass(frozen=True)
class Median:
    """The median of what was measured of each thing, such as days; halves go up.

    `measured` has one value for each of `things`.
    """

    things: frozenset[Thing]
    measured: tuple[int, ...]

    @classmethod
    def of(cls, measured: Sequence[tuple[Thing, int]]) -> Median:
        return cls(frozenset(thing for thing, _ in measured), tuple(sorted(m for _, m in measured)))

    @property
    def value(self) -> Decimal | None:
        """Null for nothing measured."""
        return half_up(median(self.measured), 0) if self.measured else None

    @property
    def symbol(self) -> Symbol | None:
        return None if self.measured else "z"


@dataclass(frozen=True)
class Mean:
    """The mean of how many things there were on several days, in whole numbers; halves go up.

    `counted` is null where a day is still to come: the mean of fewer days is another number.
    """

    counted: tuple[frozenset[Thing], ...] | None
    base: int = 1

    @property
    def things(self) -> frozenset[Thing]:
        """Whoever was counted on any of the days."""
        return frozenset[Thing]().union(*(self.counted or ()))

    @property
    def value(self) -> Decimal | None:
        if not self.counted:
            return None
        mean = half_up(Decimal(self.sum) / len(self.counted), 0)
        return Decimal(to_nearest(int(mean), self.base))

    @property
    def sum(self) -> int:
        """How many there were on all of the days together."""
        return sum(to_nearest(len(each), self.base) for each in self.counted or ())

    @property
    def symbol(self) -> Symbol | None:
        return None if self.counted else "x"


@dataclass(frozen=True)
class MeanShare:
    """The mean of how many were `part`, in per cent of the mean of how many the `whole` was, over
    the same days: of the means as they are, not as they are rounded. Raises ValueError for a part
    that is not of the whole, on each of the days."""

    part: Mean
    whole: Mean
    places: int = 1

    def __post_init__(self) -> None:
        days = zip(self.part.counted or (), self.whole.counted or (), strict=True)
        if any(not part <= whole for part, whole in days):
            raise ValueError("a part is not of its whole")

    @property
    def things(self) -> frozenset[Thing]:
        """Whoever was part on any of the days."""
        return self.part.things

    @property
    def value(self) -> Decimal | None:
        """Null where a day is still to come, and for a mean of fewer than `BASE_FOR_SHARES`."""
        if not self.whole.value or self.whole.value < BASE_FOR_SHARES:
            return None
        return half_up(Decimal(100 * self.part.sum) / self.whole.sum, self.places)

    @property
    def symbol(self) -> Symbol | None:
        if self.value is not None:
            return None
        return "z" if self.whole.counted else "x"


@dataclass(frozen=True)
class Given:
    """A number as somebody else published or sent it, never worked out anew; or why there is none.

    `note` is what stood beside it, such as "35 closed".
    """

    value: Decimal | None
    symbol: Symbol | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) is (self.symbol is None):
            raise ValueError(f"{self} must have a value or a symbol, and not both")


@dataclass(frozen=True)
class Hidden:
    """A number of ours that is not told."""

    value: None = None
    symbol: Symbol = "c"


Number = Count | Share | Rate | Median | Mean | MeanShare | Given | Hidden
