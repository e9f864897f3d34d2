"""Which columns each table of the school census has in which term, and which codes they take.

Two tables of data say it, `census_columns.csv` and `census_codes.csv`, so that a new year is a few
changed lines there. The newest year known stands for the years after it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onroll.record.feeds.base import Column, Severity
from onroll.record.feeds.columns import (
    DATE,
    POSTCODE,
    TEXT,
    YES_NO,
    ColumnType,
    Fault,
    number,
    one_of,
    quoted,
)
from onroll.record.local_authorities import LOCAL_AUTHORITIES

TERMS = ("spring", "summer", "autumn")
"""The terms of a calendar year in the order of their censuses."""

NEWEST = 2026
"""The newest year whose columns are known."""

_MOST_CODES_NAMED = 25
_READS = {
    "text": TEXT,
    "time": TEXT,
    "date": DATE,
    "postcode": POSTCODE,
    "yes_no": YES_NO,
    "whole": number(0, 999_999, whole=True),
    "number": number(0, 1e12),
}


@dataclass(frozen=True, slots=True)
class CensusColumn:
    """One column of one table: how it is read, and in which years of which term it is there."""

    heading: str
    reads: str
    years: Mapping[str, tuple[range, ...]]

    def is_in(self, period: str) -> bool:
        """True when the census of a term such as `2026_autumn` has the column."""
        year, term = period.split("_")
        return any(int(year) in span for span in self.years[term])


def headings_of_every_table(table: str) -> tuple[str, ...]:
    """The columns that COLLECT puts in front of every table."""
    return (f"{table}tableid", "NativeId", f"{table}orderseqcolumn", "sourceid")


@cache
def tables() -> Mapping[str, tuple[CensusColumn, ...]]:
    """The columns of each table, in the order of the data, by the table's name."""
    found: dict[str, list[CensusColumn]] = {}
    for line in _lines("census_columns.csv"):
        years = {term: tuple(map(_span, line[term].split())) for term in TERMS}
        column = CensusColumn(line["column"], line["reads"], years)
        found.setdefault(line["table"], []).append(column)
    return {table: tuple(columns) for table, columns in found.items()}


def columns_of(
    table: str, period: str = "", *, known_as: Mapping[str, str], expected: bool = True
) -> tuple[Column, ...]:
    """The columns of a table in the census of `period`; of every census where it is empty.

    `known_as` gives a column of the census its name in the record. A column of the same name in two
    censuses is one column with two headings. No value of them costs a row its place.
    """
    named: dict[str, Column] = {}
    for column in tables()[table]:
        if period and not column.is_in(period):
            continue
        name = known_as.get(column.heading, column.heading)
        before = named.get(name)
        named[name] = Column(
            name,
            column.heading,
            _type(column, period),
            (*before.synonyms, before.title) if before else (),
            on_fault=Severity.WARN,
            expected=expected,
        )
    return tuple(named.values())


def _type(column: CensusColumn, period: str) -> ColumnType:
    if column.reads == "la":
        return _one_of_many(tuple(sorted(LOCAL_AUTHORITIES)), "the number of a local authority")
    if column.reads != "codes":
        return _READS[column.reads]
    written = [code.partition("=") for code in _codes(column.heading, period)]
    codes = tuple(dict.fromkeys(code for code, _, _ in written))
    if len(codes) <= _MOST_CODES_NAMED:
        return one_of(*codes, also={other: code for code, _, other in written if other})
    year, _, term = period.partition("_")
    return _one_of_many(codes, f"a code of the {term} {year} census" if period else "a code")


def _one_of_many(codes: tuple[str, ...], words: str) -> ColumnType:
    """One of more codes than a message can name."""
    listed = ", ".join(quoted(code.upper()) for code in codes)
    return ColumnType(
        words.removeprefix("a ").removeprefix("the "),
        "VARCHAR",
        # DuckDB makes a join of a long IN, and each join takes memory of its own
        f"CASE WHEN list_contains([{listed}], upper($cell)) THEN upper($cell) END",
        (
            Fault(
                "not_in_list",
                "true",
                f"is not {words}",
                "Check it against the census guide, then load the fix file",
            ),
        ),
    )


@cache
def _codes(heading: str, period: str) -> tuple[str, ...]:
    """The codes in use in a term; every code there has been where `period` is empty."""
    since = [line for line in _lines("census_codes.csv") if line["column"] == heading]
    if period:
        # a column may be older in a table than the first codes that are known of it
        newest = [line for line in since if _order(line["since"]) <= _order(period)][-1:]
        since = newest or since[:1]
    return tuple(dict.fromkeys(code for line in since for code in line["codes"].split("|")))


def _order(period: str) -> tuple[int, int]:
    year, term = period.split("_")
    return int(year), TERMS.index(term)


def _span(text: str) -> range:
    first, dash, last = text.partition("-")
    return range(int(first), int(last or 9999 if dash else first) + 1)


def _lines(file: str) -> Iterator[dict[str, str]]:
    text = files("onroll.record.feeds.catalogue").joinpath(file).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
