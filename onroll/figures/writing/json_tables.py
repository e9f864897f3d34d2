"""A report in what JSON has, for programs: the columns and the digits of its CSV, cell by cell.

A number is text, so that it keeps its decimals; one that is not there is null beside its symbol.
"""

from __future__ import annotations

from typing import Any, Final

from onroll.figures.regional.packing import version_of
from onroll.figures.reports.numbers import SYMBOLS, Number
from onroll.figures.reports.report import Report, Table
from onroll.figures.writing.value_text import NO_NOTE, in_data, plain, spelt
from onroll.record.definitions import CATALOGUE, CLOCKS

Json = dict[str, Any]

SAID: Final = {each.key: (each.title, each.words) for each in CATALOGUE} | {
    each.key: (each.title, each.doc) for each in CLOCKS
}
"""Of each definition and clock its title, and its rule in words."""


def stated(report: Report) -> Json:
    """Of whom, of when and by which definitions; `period` is null for a report of a day."""
    return {
        "authority": plain(report.authority),
        "period": report.period and {
            "starts_on": report.period.starts_on.isoformat(),
            "ends_on": report.period.ends_on.isoformat(),
        },
        "definitions": [definition_in_json(key) for key in report.definitions],
    }  # fmt: skip


def definition_in_json(key: str) -> Json:
    """A definition as it is now. The version stands for its words, as in a regional snapshot."""
    title, words = SAID[key]
    return {"key": key, "title": title, "words": words, "version": version_of(words)}


def tables_in_json(report: Report) -> Json:
    """Every table, and what each symbol means that any of them has."""
    tables = [table_in_json(table) for table in report.tables]
    found = {cell["symbol"] for each in tables for row in each["rows"] for cell in row["cells"]}
    symbols = [{"symbol": key, "means": means} for key, means in SYMBOLS.items() if key in found]
    return {"symbols": symbols, "tables": tables}


def table_in_json(table: Table) -> Json:
    for_data = spelt(table)
    return {
        "key": table.key, "title": plain(table.title), "things": plain(table.things),
        "groups": table.groups, "notes": [plain(each) for each in table.notes],
        "by": [{"key": key, "label": label} for key, label in table.by],
        "columns": [
            {
                "key": each.key, "label": each.label, "unit": each.unit, "places": each.places,
                "is_note": each.key in for_data.notes,
            }
            for each in for_data.columns
        ],
        "rows": [
            {"labels": list(row.labels), "cells": [cell_in_json(each) for each in row.cells]}
            for row in for_data.rows
        ],
    }  # fmt: skip


def cell_in_json(cell: Number | str) -> Json:
    """A number or its symbol; or the words of a note, null where nothing stood beside a number."""
    if isinstance(cell, str):
        return {"value": None if cell == NO_NOTE else cell, "symbol": None}
    return {"value": None if cell.value is None else str(in_data(cell)), "symbol": cell.symbol}
