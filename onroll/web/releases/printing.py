"""A report as its page and the API show it: every cell, and no child behind any."""

from __future__ import annotations

from typing import Any

from onroll.figures.reports.report import Report, Table
from onroll.figures.writing.chosen_pictures import pictures_of
from onroll.figures.writing.json_tables import stated, tables_in_json
from onroll.figures.writing.value_text import heading, in_data, on_page, symbols_in
from onroll.figures.writing.words import covers
from onroll.web.releases.files import open_data_of

Json = dict[str, Any]


def printed(report: Report) -> Json:
    """What the page of a release shows of a report, in what JSON has; `stated` and `data` are what
    programs are told; `open_data` how many files it is as open data, and why what is in none of
    them is not. `first` of a table is the place of its first number among all of the report, for
    its links."""
    tables, first, pairs = [], 0, open_data_of(report)
    pictures = {each.table: each.svg for each in pictures_of(report)}
    for table in report.tables:
        tables.append(table_printed(table, first) | {"picture": pictures.get(table.key, "")})
        first += len(table.rows) * len(table.columns)
    return {
        "findings": list(report.findings), "left_out": list(report.left_out),
        "not_known": list(report.not_known), "definitions": list(report.definitions),
        "tables": tables, "stated": stated(report), "data": tables_in_json(report),
        "open_data": {"files": len(pairs.files), "left_out": list(pairs.left_out)},
    }  # fmt: skip


def table_printed(table: Table, first: int) -> Json:
    wide = len(table.columns)
    return {
        "title": table.title, "things": table.things, "groups": table.groups,
        "notes": list(table.notes), "symbols": symbols_in(table),
        "by": [label for _, label in table.by],
        "columns": [heading(column, has_unit=False) for column in table.columns],
        "rows": [
            {
                "labels": list(row.labels),
                "first": first + at * wide,
                "cells": [
                    on_page(number, column)
                    for number, column in zip(row.numbers, table.columns, strict=True)
                ],
            }
            for at, row in enumerate(table.rows)
        ],
    }  # fmt: skip


def numbers_of(report: Report) -> list[Json]:
    """Each number with its name, for whoever reads the database: `value` is text, so that it keeps
    its decimals, or null beside its symbol."""
    return [
        {
            "table": table, "labels": list(labels), "column": column,
            "value": None if number.value is None else str(in_data(number)),
            "symbol": number.symbol,
        }
        for (table, labels, column), number in report.numbers()
    ]  # fmt: skip


def what_it_covers(report: Report) -> str:
    """On 23 November 2026; 1 July 2026 to 30 September 2026."""
    return covers(report.day, report.period)
