"""A table of figures as a file to download, with what is missing from it said in every row."""

from __future__ import annotations

import pyarrow as pa
from django.http import HttpResponse

from onroll.figures.csv_text import csv_text
from onroll.web.feeds.freshness import freshness_of


def as_file(table: pa.Table, name: str, definition: str, *notes: str) -> HttpResponse:
    """The table as CSV with a column `caution`: the notes, and what the definition's feeds lack."""
    silent = (feed.caution for feed in freshness_of(definition).silent)
    cautions = " ".join([*notes, *silent])
    # in every row, so that it is still there in a sheet that was sorted, or cut
    table = table.append_column("caution", pa.array([cautions] * len(table), pa.string()))
    response = HttpResponse(csv_text(table), "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
