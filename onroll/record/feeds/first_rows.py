"""The preview of a file: its first rows under the headings that were found, or without any."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow.parquet as pq

from onroll.record.feeds.base import Feed
from onroll.record.feeds.column_mapping import Mapping
from onroll.record.feeds.preview import ROWS_SHOWN, Preview, preview
from onroll.record.feeds.survey import Survey
from onroll.record.feeds.text_tables import TextTable

_MOST_CELLS = 200
_LONGEST = 500
"""What is shown of a row and of a cell: enough to tell which column it is."""


def of_table(
    seen: Survey,
    table: TextTable,
    notes: Sequence[str],
    catalogue: Sequence[Feed],
    mapping: Mapping | None,
    mappings: Sequence[Mapping],
) -> Preview:
    """The preview of a table whose headings were found."""
    with pq.ParquetFile(table.path) as held:
        batch = next(held.iter_batches(ROWS_SHOWN), None)
        columns = [c.to_pylist() for c in batch.columns[: len(table.headings)]] if batch else []
    rows = [[cell or "" for cell in row] for row in zip(*columns, strict=True)]
    return preview(
        table.headings,
        _shortened(rows),
        header_row=(table.first_row or 2) - 1,
        kind_words=_kind_words(seen, table.sheet),
        notes=notes,
        catalogue=[feed for feed in catalogue if feed.xml is None],
        mapping=mapping,
        mappings=mappings,
    )


def of_first_rows(
    seen: Survey, rows: Sequence[Sequence[str]], catalogue: Sequence[Feed]
) -> Preview:
    """The preview of a file in which no row of headings was found."""
    return preview(
        (),
        _shortened(rows[:ROWS_SHOWN]),
        header_row=None,
        kind_words=_kind_words(seen, ""),
        notes=(),
        catalogue=[feed for feed in catalogue if feed.xml is None],
    )


def _kind_words(seen: Survey, sheet: str) -> str:
    if seen.kind == "workbook":
        return f"Workbook, sheet {sheet}" if sheet else "Workbook"
    return "Parquet" if seen.kind == "parquet" else f"Text in {seen.encoding_name}"


def _shortened(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[cell[:_LONGEST] for cell in row[:_MOST_CELLS]] for row in rows]
