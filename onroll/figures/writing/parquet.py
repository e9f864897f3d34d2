"""Every number of a report as one Parquet file: a row for each, so that reports can be stacked."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.figures.reports.numbers import Given
from onroll.figures.reports.report import Report
from onroll.figures.writing.value_text import places_of, plain, spelt
from onroll.figures.writing.words import Words

SCHEMA: Final = pa.schema(
    [
        ("report", pa.string()),
        ("reference", pa.string()),
        ("authority", pa.string()),
        ("day", pa.date32()),
        ("starts_on", pa.date32()),
        ("ends_on", pa.date32()),
        ("released_on", pa.date32()),
        ("is_draft", pa.bool_()),
        ("table", pa.string()),
        ("row", pa.int32()),
        ("labels", pa.map_(pa.string(), pa.string())),
        ("measure", pa.string()),
        ("unit", pa.string()),
        ("value", pa.decimal128(24, 6)),
        ("places", pa.int8()),
        ("symbol", pa.string()),
        ("note", pa.string()),
    ]
)
"""`labels` is by the keys of the table's columns of labels; `row` counts from 0 in each table.
`value` is rounded already, to `places` decimals, and null where `symbol` says why there is none;
`starts_on` and `ends_on` are null for a report of a day, `note` where nothing stood beside it."""


def as_parquet(report: Report, words: Words) -> bytes:
    """The file, in order of table, row and column; the same bytes for the same report and words.

    A percentage is three rows: itself, how many (`…_number`) and out of how many (`…_out_of`).
    Raises pyarrow's ArrowInvalid for a number of more than six decimals: it is not cut here.
    """
    rows = list(rows_of(report, words))
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), out, compression="zstd")
    return out.getvalue()


def rows_of(report: Report, words: Words) -> Iterator[dict[str, Any]]:
    starts_on, ends_on = report.period or (None, None)
    of_all = {
        "report": report.key, "reference": plain(words.reference),
        "authority": plain(report.authority), "day": report.day, "starts_on": starts_on,
        "ends_on": ends_on, "released_on": words.released_on, "is_draft": words.is_draft,
    }  # fmt: skip
    for table in report.tables:
        for_data = spelt(table)
        for at, row in enumerate(for_data.rows):
            labels = {key: label for (key, _), label in zip(table.by, row.labels, strict=True)}
            of_row = of_all | {"table": table.key, "row": at, "labels": list(labels.items())}
            for column, number in zip(for_data.columns, row.cells, strict=True):
                if isinstance(number, str):  # a note, which stands beside its own number here
                    continue
                yield of_row | {
                    "measure": column.key, "unit": column.unit,
                    "value": number.value, "places": places_of(number), "symbol": number.symbol,
                    "note": (plain(number.note) or None) if isinstance(number, Given) else None,
                }  # fmt: skip
