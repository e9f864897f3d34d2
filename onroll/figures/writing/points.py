"""What a picture draws of a column: its numbers in order, what is left out, and it all in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from onroll.figures.reports.numbers import SYMBOLS
from onroll.figures.reports.report import TOTAL, Column, Row, Table
from onroll.figures.writing.value_text import plain, short

LAST: Final = (TOTAL, "Unknown", "Not known", "Not recorded")
"""The groups that come after all others, whatever their size."""


@dataclass(frozen=True)
class Point:
    """A number of the column: where it stands, what is printed beside it; `value` null where the
    symbol says why there is none."""

    label: str
    series: str
    value: Decimal | None
    text: str
    symbol: str


def points_of(table: Table, column: Column) -> list[Point]:
    at = table.columns.index(column)
    return [point_of(row, at, column) for row in table.rows]


def point_of(row: Row, at: int, column: Column) -> Point:
    number = row.numbers[at]
    label, *series = (plain(each) for each in row.labels)
    return Point(
        label, ", ".join(series), number.value, short(number, column), str(number.symbol or "")
    )


def order(point: Point) -> tuple[int, Decimal, str]:
    """By size; of those without a number by their words, so that their place tells nothing."""
    after = LAST.index(point.label) + 2 if point.label in LAST else int(point.value is None)
    return after, -(point.value or Decimal(0)), point.label


def runs(points: Sequence[Point], periods: Sequence[str], broken: Collection[str]) -> list[str]:
    """Of each number that is shown, the run of numbers that its line joins: another after a period
    without a number, and from a changed definition on."""
    found: dict[tuple[str, str], str] = {}
    for series in dict.fromkeys(each.series for each in points):
        held = {each.label: each for each in points if each.series == series}
        number = 0
        for period in periods:
            point = held.get(period)
            number += period in broken or point is None or point.value is None
            found[series, period] = f"{series} {number}"
    return [found[each.series, each.label] for each in points if each.value is not None]


def end_text(point: Point, shown: Sequence[Point]) -> str:
    """The name of a line, at its last number."""
    last = [each for each in shown if each.series == point.series][-1]
    return point.series if point is last else ""


def notes_of(points: Sequence[Point], broken: Collection[str]) -> list[str]:
    """What is not drawn and why, and from when on another definition holds."""
    said = []
    for symbol, meaning in SYMBOLS.items():
        names = [
            f"{each.series}, {each.label}" if each.series else each.label
            for each in points
            if each.symbol == symbol
        ]
        if names:
            said.append(f"Not drawn, {meaning}: {'; '.join(names)}.")
    labels = dict.fromkeys(each.label for each in points)
    said += [f"The definition changed before {each}." for each in labels if each in broken]
    return said


def said_of(shown: Sequence[Point], what: str, *, over: bool = False) -> str:
    """First, last, highest and lowest of a line; highest and lowest of bars."""
    highest = max(shown, key=lambda each: each.value or Decimal(0))
    lowest = min(shown, key=lambda each: each.value or Decimal(0))
    ends = f"{shown[0].text} in {shown[0].label}, {shown[-1].text} in {shown[-1].label}. "
    return (
        f"{plain(what)}: {ends if over else ''}Highest {highest.text} ({highest.label}), lowest "
        f"{lowest.text} ({lowest.label})."
    )
