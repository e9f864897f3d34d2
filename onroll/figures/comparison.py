"""One authority beside its region, England and its statistical neighbours, in published values.

Nothing is worked out anew: a region's value is the one that was published of the region, and there
is none of the neighbours together. Places run from the lowest value to the highest, among all
authorities of which a value was published; who has none has no place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from onroll.figures.published.authorities import authority_on, region_named
from onroll.figures.published.neighbours import Edition
from onroll.figures.published.observations import AUTHORITY, NATIONAL, REGIONAL, Observation
from onroll.figures.reports.numbers import SYMBOLS, Given
from onroll.figures.reports.report import Column, Report, Row, Table
from onroll.figures.standing import Rank, bands, ranks

NEITHER_GOOD_NOR_BAD: Final = (
    "A high or low number is not in itself good or bad practice. Authorities differ in how they "
    "count and how well they look."
)
FROM_THE_LOWEST: Final = (
    "Places, quartiles and quintiles run from the lowest value to the highest. Equal values share "
    "a place. An authority without a value has none."
)
NO_PLACE: Final = Given(None, "z")
PLACES: Final = (
    Column("place", "Place in England"),
    Column("quartile", "Quartile"),
    Column("quintile", "Quintile"),
    Column("place_among_neighbours", "Place among its neighbours"),
)


class CannotCompare(ValueError):
    """There is nothing to compare. The message says what was found, and what is needed."""


@dataclass(frozen=True)
class Asked:
    """What is compared: one indicator of one group and time. `title` is its label, `source` whose
    figures they are and when they were published."""

    dataset: str
    indicator: str
    title: str
    when: str
    filters: str
    source: str


def comparison(
    figures: Iterable[Observation], asked: Asked, *, la_code: str, neighbours: Edition | None,
    day: date,
) -> Report:  # fmt: skip
    """The report of one authority. Raises `CannotCompare` where it is not in the figures, or where
    they say two things of one place.

    `figures` are those of `asked` alone: of one indicator, group and time. Null `neighbours`:
    nobody told who they are.
    """
    held = list(figures)
    theirs = once_each(each for each in held if each.level == AUTHORITY)
    if la_code not in theirs:
        raise CannotCompare(
            f"{asked.dataset} says nothing of authority {la_code} at {asked.when}: it may not have "
            "been there under that number. Choose another time or authority."
        )
    mine = theirs[la_code]
    near = [each.la_code for each in neighbours.of.get(la_code, ())] if neighbours else []
    values = {code: each.value for code, each in theirs.items()}
    england = Standing.of(values)
    among = ranks({code: values.get(code) for code in (la_code, *near)})
    rows = [Row((mine.place, "This authority"), england.numbers(mine, among.get(la_code)))]
    rows += [
        Row((each.place, "Region"), (given(each), *[NO_PLACE] * 4))
        for each in regions_of(la_code, day, held)
    ]
    rows += [
        Row((each.place, "England"), (given(each), *[NO_PLACE] * 4))
        for each in held if each.level == NATIONAL
    ][:1]  # fmt: skip
    rows += [
        Row((theirs[code].place, "Statistical neighbour"),
            england.numbers(theirs[code], among.get(code)))
        for code in near if code in theirs
    ]  # fmt: skip
    gone = [code for code in near if code not in theirs]
    not_known = [f"{asked.dataset} says nothing of neighbour {code} at {asked.when}."
                 for code in gone]  # fmt: skip
    if not near:
        not_known.append("Nobody told who the statistical neighbours of this authority are.")
    notes = [NEITHER_GOOD_NOR_BAD, FROM_THE_LOWEST, f"Source: {asked.source}."]
    if near and neighbours:
        notes.append(
            f"Statistical neighbours: {neighbours.source}, edition of {in_words(neighbours.on)}."
        )
    table = Table(
        "comparison", f"{asked.title}, {asked.when}", asked.title,
        (("place", "Place"), ("compared_as", "Compared as")),
        (Column("value", "Value", places=decimals(rows)), *PLACES), tuple(rows),
        notes=tuple(notes),
    )  # fmt: skip
    return Report(
        "comparison", f"{mine.place} compared: {asked.title}", mine.place, day, None, (), (table,),
        findings=(finding(mine, england, values),), not_known=tuple(not_known),
    )  # fmt: skip


def decimals(rows: Iterable[Row]) -> int:
    """How many decimal places the values have, so that none is rounded: the most that one has."""
    values = (number.value for row in rows for number in row.numbers[:1])
    exponents = (value.normalize().as_tuple().exponent for value in values if value is not None)
    return max((-each for each in exponents if isinstance(each, int) and each < 0), default=0)


@dataclass(frozen=True)
class Standing:
    """Where each authority stands among all of England; a band is null where there are too few."""

    places: dict[str, Rank | None]
    quartiles: dict[str, range | None]
    quintiles: dict[str, range | None]

    @classmethod
    def of(cls, values: dict[str, Decimal | None]) -> Standing:
        known = sum(value is not None for value in values.values())
        return cls(
            ranks(values),
            bands(values, 4) if known >= 4 else {},
            bands(values, 5) if known >= 5 else {},
        )

    def numbers(self, each: Observation, among: Rank | None) -> tuple[Given, ...]:
        """What stands in the row of an authority, the value and one number for each of `PLACES`."""
        code = each.la_code
        return (
            given(each), place(self.places.get(code)), band(self.quartiles.get(code)),
            band(self.quintiles.get(code)), place(among),
        )  # fmt: skip


def once_each(figures: Iterable[Observation]) -> dict[str, Observation]:
    """The observation of each authority by its three digits. Raises `CannotCompare`."""
    found: dict[str, Observation] = {}
    for each in figures:
        if each.la_code in found:
            raise CannotCompare(
                f"{each.dataset} has two values of {each.place}. Choose one time, one "
                "indicator and one group."
            )
        found[each.la_code] = each
    return found


def regions_of(la_code: str, day: date, figures: list[Observation]) -> list[Observation]:
    """The rows of the region that an authority lies in: of Inner or Outer London, London, or both,
    as the file has them."""
    authority = authority_on(la_code, day)
    if authority is None:
        return []
    wanted = [authority.part_of_london, authority.region]
    found = {region_named(each.place): each for each in figures if each.level == REGIONAL}
    return [found[name] for name in wanted if name in found]


def given(each: Observation) -> Given:
    return Given(each.value, each.symbol)


def place(rank: Rank | None) -> Given:
    """The place, with "joint 3 of 150" beside it; none where there is no value."""
    return Given(Decimal(rank.place), note=rank.words) if rank else NO_PLACE


def band(found: range | None) -> Given:
    """The band; where nobody can say from the values which of several, the first, and the last
    beside it."""
    if not found:
        return NO_PLACE
    return Given(Decimal(found[0]), note=f"or {found[-1]}" if len(found) > 1 else "")


def finding(mine: Observation, england: Standing, values: dict[str, Decimal | None]) -> str:
    rank = england.places.get(mine.la_code)
    if rank is None:
        why = SYMBOLS[mine.symbol] if mine.symbol else "not available"
        return f"{mine.place} has no value: {why}."
    without = sum(value is None for value in values.values())
    left = f"; {without} more have no value" if without else ""
    return f"{mine.place}: {mine.text}, {rank.words} authorities from the lowest{left}."


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
