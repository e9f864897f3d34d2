"""The table of a region: what each authority sent of one measure for one day, and their sums.

What was not sent is x and never 0, and a sum says of how many of how many it is. Where a number of
a column is hidden its sum is rounded to tens and says so: it is of what is shown, and nothing that
is hidden is in it. Figures of different definitions are neither summed nor set side by side as
rates until somebody asks to compare anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from onroll.figures.regional.cells import NOT_THERE, Cell
from onroll.figures.regional.received import Received
from onroll.figures.regional.roster import Region
from onroll.figures.regional.snapshot import AgreedFigure
from onroll.figures.reports.numbers import Given
from onroll.figures.rounding import half_up

NOT_SENT: Final = "not sent"
NOT_SAID: Final = "not said"
ROUNDED_TO: Final = 10
PER: Final = 1000
SMALL: Final = range(1, 5)
ONE_NUMBER: Final = "one number, which may be of both, and is in no sum"

OF_BOTH: Final = "one number for both columns"

Part = Literal["known", "not_known", "total"]


@dataclass(frozen=True)
class RegionalRow:
    """One authority. `figure` and `sent_on` are null where it sent nothing, or not this measure.

    `differs`: it does not count as most do. `replaced` is how many files counted before this one.
    """

    la_code: str
    authority: str
    figure: AgreedFigure | None
    sent_on: date | None
    signed: bool
    replaced: int
    differs: bool
    rate: Given

    def cell(self, part: Part) -> Cell:
        return getattr(self.figure, part) if self.figure else NOT_THERE

    @property
    def definition(self) -> str:
        if self.figure is None:
            return NOT_SENT
        return " ".join(filter(None, (self.figure.definition, self.figure.version))) or NOT_SAID

    @property
    def note(self) -> str:
        """What stood beside the numbers, and what a reader must know of them."""
        if self.figure is None:
            return ""
        parts = (self.figure.known, self.figure.not_known, self.figure.total)
        said = [*dict.fromkeys(each.note for each in parts), self.figure.note]
        if self.figure.may_be_of_both:
            said.append(ONE_NUMBER if self.figure.total.number is None else OF_BOTH)
        said += ["definition differs"] if self.differs else []
        return "; ".join(filter(None, said))


@dataclass(frozen=True)
class RegionalSum:
    """The sum of what is shown: `of` numbers, of `out_of` authorities. `hidden` are not in it.

    `number` is null with a symbol where nothing was sent (x), or they count differently (z).
    """

    number: Given
    of: int
    out_of: int
    hidden: int
    rounded: bool

    @property
    def words(self) -> str:
        """17 of 19; rounded to 10 because a number above is hidden."""
        said = f"{self.of} of {self.out_of}"
        if self.number.symbol == "z":
            return f"{said}; not added up, because definitions differ"
        if self.rounded:
            many = f"{self.hidden} hidden and not in it"
            return f"{said}; rounded to {ROUNDED_TO} because a number above is hidden ({many})"
        return said


@dataclass(frozen=True)
class RegionalTable:
    """`definitions` are those that were used, as words, the one that most used first."""

    region: Region
    day: date
    measure: str
    title: str
    rows: tuple[RegionalRow, ...]
    sums: Mapping[Part, RegionalSum]
    rate: Given
    definitions: tuple[str, ...]
    compared_anyway: bool

    @property
    def sent(self) -> int:
        """How many authorities sent something of this measure."""
        return sum(row.figure is not None for row in self.rows)

    @property
    def definitions_differ(self) -> bool:
        return len(self.definitions) > 1

    @property
    def has_small(self) -> bool:
        """Whether a number from 1 to 4 is shown, which may give a child away."""
        parts: tuple[Part, ...] = ("known", "not_known", "total")
        return any(row.cell(part).number in SMALL for row in self.rows for part in parts)


def measures(received: Mapping[str, Sequence[Received]]) -> dict[str, str]:
    """The title of each measure that somebody sent for a day, as most call it."""
    titles: dict[str, Counter[str]] = {}
    for held in received.values():
        for figure in held[-1].snapshot.figures:
            titles.setdefault(figure.measure, Counter())[figure.title] += 1
    return {key: found.most_common(1)[0][0] for key, found in sorted(titles.items())}


def regional_table(
    region: Region,
    day: date,
    measure: str,
    received: Mapping[str, Sequence[Received]],
    *,
    compare_anyway: bool = False,
) -> RegionalTable:
    """The table of one measure, one row for each authority of the region, by name."""
    held = {
        code: next((f for f in each[-1].snapshot.figures if f.measure == measure), None)
        for code, each in received.items()
        if code in region.codes
    }
    figures = [figure for figure in held.values() if figure]
    counted = Counter(each.counted_as for each in figures).most_common()
    differ = len(counted) > 1
    usual = counted[0][0] if counted and (not differ or counted[0][1] > counted[1][1]) else None
    per = {each.counted_per for each in figures if each.population}
    may_rate = compare_anyway or not (differ or len(per) > 1)
    rows = []
    for code, name in region.members:
        figure, last = held.get(code), received[code][-1] if code in received else None
        said = last.snapshot.authority if last and name == code else name
        sent_on = last.sent_on if last and figure else None
        differs = differ and figure is not None and figure.counted_as != usual
        rows.append(
            RegionalRow(
                code, said, figure, sent_on, bool(last and last.signed_with),
                last.number - 1 if last else 0, differs, rate_of(figure, may_rate),
            )
        )  # fmt: skip
    sums: dict[Part, RegionalSum] = {
        part: sum_of(rows, part, together=compare_anyway or not differ)
        for part in ("known", "not_known", "total")
    }
    return RegionalTable(
        region, day, measure, next((each.title for each in figures), measure), tuple(rows), sums,
        regional_rate(rows, sums["total"], may_rate),
        tuple(" ".join(filter(None, each[:2])) or NOT_SAID for each, _ in counted), compare_anyway,
    )  # fmt: skip


def rate_of(figure: AgreedFigure | None, may_rate: bool) -> Given:
    """Children for every thousand of the population that the authority told; x where it told none,
    z where rates of several definitions would stand side by side."""
    if figure is None or figure.total.number is None:
        return Given(None, figure.total.symbol if figure and figure.total.symbol else "x")
    if not may_rate:
        return Given(None, "z")
    if not figure.population:
        return Given(None, "x")
    return Given(half_up(Decimal(PER * figure.total.number) / figure.population, 1))


def sum_of(rows: Sequence[RegionalRow], part: Part, *, together: bool) -> RegionalSum:
    """The sum of a column. One number that may be of both is in the sum of totals alone, and there
    only where it was sent as the total."""
    counted = [
        row for row in rows
        if row.figure and (part == "total" or not row.figure.may_be_of_both)
    ]  # fmt: skip
    numbers = [n for row in counted if (n := row.cell(part).number) is not None]
    hidden = sum(row.cell(part).symbol == "c" for row in counted)
    if not numbers:
        return RegionalSum(Given(None, "c" if hidden else "x"), 0, len(rows), hidden, False)
    if not together:
        return RegionalSum(Given(None, "z"), len(numbers), len(rows), hidden, False)
    added = half_up(sum(numbers), -1) if hidden else Decimal(sum(numbers))
    return RegionalSum(Given(added), len(numbers), len(rows), hidden, bool(hidden))


def regional_rate(rows: Sequence[RegionalRow], total: RegionalSum, may_rate: bool) -> Given:
    """The rate of all that told a total and a population; c where a total is hidden."""
    if not may_rate or total.number.value is None:
        return Given(None, total.number.symbol or "z")
    if total.hidden:
        return Given(None, "c")
    both = [
        (row.figure.total.number, row.figure.population)
        for row in rows
        if row.figure and row.figure.total.number is not None and row.figure.population
    ]
    if not both:
        return Given(None, "x")
    people = sum(population for _, population in both)
    return Given(half_up(Decimal(PER * sum(number for number, _ in both)) / people, 1))
