"""A table as a pair of files in the standard of explore education statistics, checked.

The times of a table by month, quarter, term or year are those of its rows; of any other, the period
that its report covers. The standard has no word for a quarter that is not over: whoever reads the
file would take it for a whole one. Such a row is left out, with a warning; where nothing is left,
no file is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

import pyarrow as pa

from onroll.figures import ees
from onroll.figures.csv_text import cell
from onroll.figures.ees.standard import MONTHS
from onroll.figures.periods import By, Period, period_words, periods
from onroll.figures.reports.report import Column, Report, Table
from onroll.figures.termly_return import Place
from onroll.figures.writing.value_text import SpeltRow, heading, in_data, spelt

TIMES: Final = ("month", "quarter", "term", "academic_year")
"""The keys of a table's columns of labels that are its time, the most exact first."""

MONTH = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})")
QUARTER = re.compile(rf"Quarter ([1-4]), \w+ to ({'|'.join(MONTHS)}) (\d{{4}})")
TERM = re.compile(r"((?:Autumn|Spring|Summer) term) (\d{4})/\d\d")
YEAR = re.compile(r"(\d{4})/\d\d")


class NoTime(ValueError):
    """The standard has no word for the time of a table or row. The message says which."""


Time = tuple[str, str]
"""Time period and time identifier: 202627 and Autumn term; 2026 and November."""


def write_ees(
    report: Report, table: Table, place: Place, folder: Path, places: ees.Places | None = None
) -> list[ees.Fault]:
    """Write `key.csv` and `key.meta.csv` of a table into a folder; what there is to warn of.

    Every combination of labels has a row; one that the table has not is `z`, does not apply.
    Raises `NoTime`, ValueError for rows that open data cannot tell apart, and `ees.DoesNotPass`
    with the faults: no file is left then.
    """
    shaped = shape(report, table)
    where = {
        "geographic_level": "Local authority", "country_code": "E92000001",
        "country_name": "England", "region_code": place.region_code,
        "region_name": place.region_name, "old_la_code": place.la_code,
        "new_la_code": place.new_la_code, "la_name": place.la_name,
    }  # fmt: skip
    rows = [
        {"time_period": time[0], "time_identifier": time[1]} | where | dict(said)
        for time, said in shaped.rows()
    ]
    names = list(rows[0]) if rows else ["time_period", "time_identifier", *where]
    data = pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))
    found = ees.write(data, shaped.metadata(), folder / f"{table.key}.csv", places)
    return [*found, *(left_out(words) for words in shaped.left_out)]


def left_out(words: str) -> ees.Fault:
    said = f"{words} is no whole month, quarter, term or academic year, and is left out"
    return ees.Fault("time_not_whole", ees.Level.WARN, "data", None, "time_period", said)


@dataclass(frozen=True)
class Shape:
    """A table as times, filters and indicators. A filter of one item is none, and is left out."""

    filters: tuple[tuple[int, str, str], ...]
    """Where in the labels, key and title."""
    indicators: tuple[tuple[int, Column], ...]
    timed: tuple[tuple[Time, SpeltRow], ...]
    left_out: tuple[str, ...]
    """The times of the rows that are left out."""

    def rows(self) -> Iterator[tuple[Time, dict[str, str]]]:
        held = {(time, self.items_of(row)): row for time, row in self.timed}
        if len(held) < len(self.timed):
            raise ValueError("Two rows are of the same time and labels, and one would be lost")
        times = list(dict.fromkeys(time for time, _ in self.timed))
        items = [
            list(dict.fromkeys(row.labels[at] for _, row in self.timed))
            for at, _, _ in self.filters
        ]
        for time, labels in product(times, product(*items)):
            row = held.get((time, labels))
            said = {
                key: str(cell(label))
                for (_, key, _), label in zip(self.filters, labels, strict=True)
            }
            for at, column in self.indicators:
                said[column.key] = number_text(row, at)
            yield time, said

    def items_of(self, row: SpeltRow) -> tuple[str, ...]:
        return tuple(row.labels[at] for at, _, _ in self.filters)

    def metadata(self) -> list[dict[str, str]]:
        filters = [
            {"col_name": key, "col_type": "Filter", "label": title}
            for _, key, title in self.filters
        ]
        indicators = [
            {
                "col_name": column.key, "col_type": "Indicator", "label": label_of(column),
                "indicator_unit": "%" if column.unit == "%" else "",
                "indicator_dp": str(column.places),
            }
            for _, column in self.indicators
        ]  # fmt: skip
        return filters + indicators


def shape(report: Report, table: Table) -> Shape:
    """Raises `NoTime` where no row has a time of the standard."""
    for_data = spelt(table)
    keys = [key for key, _ in table.by]
    of_rows = any(key in TIMES for key in keys)
    of_all = None if of_rows else time_of(report.day, report.period)
    timed: list[tuple[Time, SpeltRow]] = []
    not_whole: dict[str, None] = {}
    for row in for_data.rows:
        if of_all is not None:
            timed.append((of_all, row))
            continue
        words = time_words(dict(zip(keys, row.labels, strict=True)))
        try:
            timed.append((time_of_label(words), row))
        except NoTime:
            not_whole[words] = None
    if not_whole and not timed:
        raise NoTime(f"{table.key}: no row is of a whole month, quarter, term or academic year")
    filters = tuple(
        (at, key, title)
        for at, (key, title) in enumerate(table.by)
        if key not in TIMES and len({row.labels[at] for _, row in timed}) > 1
    )
    indicators = tuple(
        (at, column)
        for at, column in enumerate(for_data.columns)
        if column.key not in for_data.notes  # the standard has no column for words
    )
    return Shape(filters, indicators, tuple(timed), tuple(not_whole))


def time_words(labels: dict[str, str]) -> str:
    """The time of a row: the most exact of its labels, a term with its year."""
    exact = next(labels[key] for key in TIMES if key in labels)
    is_bare = "term" in labels and exact == labels["term"] and not re.search(r"\d", exact)
    return f"{exact} {labels.get('academic_year', '')}".strip() if is_bare else exact


def number_text(row: SpeltRow | None, at: int) -> str:
    if row is None:
        return "z"
    held = row.cells[at]
    assert not isinstance(held, str)
    return str(in_data(held))


def label_of(column: Column) -> str:
    return heading(column, has_unit=False)


def time_of(day: date, period: Period | None) -> Time:
    """A day and a month by the month; a quarter of the financial year; an academic year. Raises
    `NoTime` for any other run of days, and for one of these that is not over."""
    if period is None:
        return str(day.year), MONTHS[day.month - 1]
    first, last = period
    spans: tuple[By, ...] = ("month", "quarter")
    for by in spans:
        if periods(by, period.ends_on, 1) == [period]:
            return time_of_label(period_words(by, period))
    if (first, last) == (date(first.year, 9, 1), date(first.year + 1, 8, 31)):
        return both_years(first.year), "Academic year"
    raise NoTime(f"{first} to {last} is no month, quarter or academic year, as the standard needs")


def time_of_label(label: str) -> Time:
    """September 2026; Quarter 2, July to September 2026; Autumn term 2026/27; 2026/27. Raises
    `NoTime` for any other words, such as those of a month that is not over."""
    if found := MONTH.fullmatch(label):
        return found[2], found[1]
    if found := QUARTER.fullmatch(label):
        begun = int(found[3]) - (found[2] == "March")
        return both_years(begun), f"Financial year Q{found[1]}"
    if found := TERM.fullmatch(label):
        return both_years(int(found[2])), found[1]
    if found := YEAR.fullmatch(label):
        return both_years(int(found[1])), "Academic year"
    raise NoTime(f"{label} is no whole month, quarter, term or academic year")


def both_years(begun: int) -> str:
    return f"{begun}{(begun + 1) % 100:02}"
