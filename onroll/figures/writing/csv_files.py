"""A report as CSV: a file for each table, and beside each what its columns are (CSV on the Web).

The names of columns are the keys of the table, and the metadata have their titles. Symbols stand
bare, and the metadata say that each is no number. Text that begins like a formula has an apostrophe
in front of it, as in every CSV file of ours. UTF-8 with the mark that spreadsheets know it by.

The metadata follow the W3C's "Metadata Vocabulary for Tabular Data" (2015): a reader finds them by
the name of the file with `-metadata.json` behind it.
"""

from __future__ import annotations

import json
from typing import Any

from onroll.figures.csv_text import csv_of
from onroll.figures.reports.numbers import SYMBOLS
from onroll.figures.reports.report import Column, Report, Table
from onroll.figures.writing.about import about, missing_from, title_of
from onroll.figures.writing.value_text import (
    Spelt,
    counted_in,
    heading,
    in_data,
    plain,
    spelt,
    symbols_in,
)
from onroll.figures.writing.words import Words

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


def as_csv(report: Report, words: Words) -> dict[str, bytes]:
    """The files by name: `cme-by_area.csv`, and `cme-by_area.csv-metadata.json` beside it."""
    files: dict[str, bytes] = {}
    for table in report.tables:
        name = f"{report.key}-{table.key}.csv"
        for_data = spelt(table)
        files[name] = table_csv(table, for_data).encode("utf-8-sig")
        described = metadata(name, report, table, for_data, words)
        text = json.dumps(described, indent=2, ensure_ascii=False)
        files[f"{name}-metadata.json"] = f"{text}\n".encode()
    return files


def table_csv(table: Table, for_data: Spelt) -> str:
    header = [*(key for key, _ in table.by), *(column.key for column in for_data.columns)]
    return csv_of(
        header,
        (
            [*row.labels, *(each if isinstance(each, str) else in_data(each) for each in row.cells)]
            for row in for_data.rows
        ),
    )


def metadata(
    name: str, report: Report, table: Table, for_data: Spelt, words: Words
) -> dict[str, Any]:
    labels = [
        {"name": key, "titles": [title, key], "datatype": "string", "required": True}
        for key, title in table.by
    ]
    said = [
        *about(report, words), counted_in(table), table.groups,
        *(plain(note) for note in table.notes), *missing_from(report),
        *symbols_in(table, bare=True),
        "Text that begins like a formula has an apostrophe in front of it.",
    ]  # fmt: skip
    return {
        "@context": CONTEXT,
        "url": name,
        "dc:title": f"{title_of(report, words)}: {plain(table.title)}",
        "dc:description": " ".join(filter(None, said)),
        "dc:identifier": plain(words.reference),
        "dc:issued": {"@value": words.released_on.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": [*labels, *(described(column, for_data) for column in for_data.columns)],
            "primaryKey": [key for key, _ in table.by],
        },
    }


def described(column: Column, for_data: Spelt) -> dict[str, Any]:
    """A column of numbers: whole or with decimals, and each symbol null; or one of notes."""
    titles = [heading(column), column.key]
    if column.key in for_data.notes:
        return {"name": column.key, "titles": titles, "datatype": "string", "required": True}
    kind = "decimal" if column.places else "integer"
    return {
        "name": column.key, "titles": titles, "datatype": kind, "null": list(SYMBOLS),
    }  # fmt: skip
