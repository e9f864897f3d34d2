"""A report for a terminal, as text; and for a program, as values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from onroll.figures.reports.numbers import Given, Number, Share
from onroll.figures.reports.report import Report, Table
from onroll.figures.writing.about import TITLES, missing_from
from onroll.figures.writing.value_text import heading, on_page, plain, symbols_in
from onroll.figures.writing.words import covers


def as_text(report: Report) -> str:
    """Title, days, findings, each table in columns, who is left out and what is not known."""
    return "\n".join(lines(report)) + "\n"


def lines(report: Report) -> Iterator[str]:
    yield plain(report.title)
    yield f"{plain(report.authority)}. {covers(report.day, report.period)}."
    yield from ("", *(plain(finding) for finding in report.findings))
    for table in report.tables:
        yield from ("", *table_lines(table))
    if told := missing_from(report):
        yield from ("", "What is left out or not known:", *told)
    if report.definitions:
        titles = "; ".join(TITLES.get(key, key) for key in report.definitions)
        yield from ("", f"What is counted: {titles}.")


def table_lines(table: Table) -> Iterator[str]:
    """The title, what is counted, and the rows in columns as wide as their longest cell."""
    words = len(table.by)
    rows = [
        [*(title for _, title in table.by),
         *(heading(each, has_unit=False) for each in table.columns)],
        *(
            [*map(plain, row.labels),
             *(on_page(number, column)
               for number, column in zip(row.numbers, table.columns, strict=True))]
            for row in table.rows
        ),
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield plain(table.title)
    yield f"Counted: {table.things}."
    for row in rows:
        cells = (
            cell.ljust(width) if at < words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join(cells)}".rstrip()
    told = (table.groups, *table.notes, *symbols_in(table))
    yield from (plain(each) for each in told if each)


def as_values(report: Report) -> dict[str, Any]:
    """The report as numbers and texts that JSON has; a number that is not there is null, with its
    symbol beside it."""
    return {
        "key": report.key,
        "title": report.title,
        "authority": report.authority,
        "day": report.day,
        "period": report.period and [report.period.starts_on, report.period.ends_on],
        "definitions": report.definitions,
        "findings": report.findings,
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "things": table.things,
                "groups": table.groups,
                "notes": table.notes,
                "rows": [
                    dict(zip((key for key, _ in table.by), row.labels, strict=True))
                    | {
                        column.key: value_of(number)
                        for column, number in zip(table.columns, row.numbers, strict=True)
                    }
                    for row in table.rows
                ],
            }
            for table in report.tables
        ],
        "left_out": report.left_out,
        "not_known": report.not_known,
    }


def value_of(number: Number) -> dict[str, Any]:
    """Value and symbol, of a share how many of how many, and a note where there is one."""
    found: dict[str, Any] = {"value": exactly(number.value), "symbol": number.symbol}
    if isinstance(number, Share):
        found |= {"number": number.number, "out_of": number.out_of}
    if isinstance(number, Given) and number.note:
        found["note"] = number.note
    return found


def exactly(value: Decimal | None) -> int | float | None:
    """A whole number as one, so that a count is never 3.0."""
    return None if value is None else int(value) if value == value.to_integral() else float(value)
