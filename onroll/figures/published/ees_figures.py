"""The figures of a CSV file of explore education statistics, or of a scorecard with its columns.

With its metadata (`name.meta.csv` beside it) that says which columns are filters and which are
indicators. Without it a column of numbers and symbols is an indicator, and one of words a filter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from onroll.figures.published.csv_columns import (
    LEVEL,
    Columns,
    check_once_each,
    check_times,
    columns_of,
)
from onroll.figures.published.figure_columns import kinds
from onroll.figures.published.figure_places import places_of
from onroll.figures.published.observations import SCHEMA, symbol_of
from onroll.figures.published.refusals import NotTaken


@dataclass
class Figures:
    """What was read: a table of `SCHEMA`, what each indicator is called with its unit, and notes
    on what a reader should know."""

    table: pa.Table
    labels: dict[str, tuple[str, str]]
    notes: list[str] = field(default_factory=list)


def read(content: bytes, name: str, metadata: bytes | None = None) -> Figures:
    """The figures of a file. Raises `NotTaken` in words."""
    columns = columns_of(content, name)
    for needed in ("time_period", LEVEL):
        if needed not in columns.held:
            raise NotTaken(
                f"{name}: there is no column {needed}. A file of published figures has time_period "
                "and geographic_level. Choose the data file, and not its metadata or guidance."
            )
    check_times(columns)
    labels, filters = kinds(columns, metadata)
    check_once_each(columns, filters)
    notes: list[str] = []
    places = places_of(columns, notes)
    words = filter_words(columns, filters)
    same = {"time_period": columns.of("time_period"),
            "time_identifier": columns.of("time_identifier"),
            "level": columns.of(LEVEL), **places, "filters": words}  # fmt: skip
    same = {key: pa.array(value).dictionary_encode() for key, value in same.items()}
    blanks = 0
    parts = []
    for indicator in labels:
        cells = columns.held[indicator]
        found = {text: symbol_of(text) for text in set(cells)}
        blanks += sum(not cell.strip() for cell in cells) if "" in map(str.strip, found) else 0
        parts.append(
            pa.table(
                same | {
                    "indicator": pa.array([indicator] * columns.rows).dictionary_encode(),
                    "text": pa.array(cells).dictionary_encode(),
                    "symbol": pa.array([found[c] for c in cells], pa.string()).dictionary_encode(),
                }
            ).cast(SCHEMA)
        )  # fmt: skip
    if blanks:
        notes.append(f"{blanks:,} cells are blank, and taken as not available.")
    return Figures(pa.concat_tables(parts).unify_dictionaries(), labels, notes)


def filter_words(columns: Columns, filters: list[str]) -> list[str]:
    """What group each row is of, as "school_type: Total; sex: Female"; "" without filters."""
    if not filters:
        return [""] * columns.rows
    cells = zip(*(columns.held[each] for each in filters), strict=True)
    return [
        "; ".join(f"{name}: {item}" for name, item in zip(filters, row, strict=True) if item)
        for row in cells
    ]
