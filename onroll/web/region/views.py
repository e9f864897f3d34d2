"""The numbers of the authorities of a region side by side: a page, and a file."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD
from onroll.figures.regional.picture import drawn_region
from onroll.figures.regional.shown import (
    ORDERS,
    PARTS,
    cautions,
    change_heading,
    regional_report,
    table_file,
)
from onroll.figures.regional.table import RegionalTable
from onroll.figures.reports.numbers import SYMBOLS, Symbol
from onroll.figures.writing.words import Words
from onroll.web.access.roles import may_keep_snapshots
from onroll.web.config.home import home
from onroll.web.region.asked import NEIGHBOURS, asked_of
from onroll.web.releases.files import XLSX

ORDER_WORDS: Final = {
    "name": "name", "sent": "day of sending", "total": "total", "rate": "rate",
}  # fmt: skip
SYMBOLS_HERE: Final[dict[Symbol, str]] = SYMBOLS | {
    "x": "not sent, or not told",
    "z": "left blank, or not worked out",
}


@require_GET
def compare_authorities(request: HttpRequest) -> HttpResponse:
    """The table of the region, the day and the measure that were chosen."""
    asked = asked_of(request, home())
    context = {
        "asked": asked,
        "table": asked.table,
        "parts": PARTS,
        "orders": [(each, ORDER_WORDS[each]) for each in ORDERS],
        "symbols": SYMBOLS_HERE,
        "neighbours_only": NEIGHBOURS,
        "standing": NEITHER_GOOD_NOR_BAD,
        "cautions": cautions(asked.table) if asked.table else [],
        "picture": drawn_region(asked.table, asked.own) if asked.table else None,
        "change_heading": change_heading(asked.changes) if asked.changes else "",
        "may_keep": may_keep_snapshots(request.user),
    }
    return render(request, "region/compare.html", context)


@require_GET
def compare_authorities_file(request: HttpRequest) -> HttpResponse:
    """The rows of the page as CSV, in the same order."""
    asked = asked_of(request, home())
    if asked.table is None:
        raise Http404
    content = table_file(asked.table, asked.rows, asked.changes)
    return as_attachment(content, "text/csv; charset=utf-8", asked.table, "csv")


@require_GET
def compare_authorities_workbook(request: HttpRequest) -> HttpResponse:
    """The table of the page as a workbook that screen readers read, in the same order."""
    from onroll.figures.writing.xlsx import as_xlsx  # most of a second, for this alone

    asked = asked_of(request, home())
    if asked.table is None:
        raise Http404
    words = Words(  # a draft: whoever sends a later file changes it
        headline="", why="", what_next="", released_on=asked.table.day, is_draft=True,
        reference=f"{asked.table.measure} of {asked.table.day.isoformat()}",
    )  # fmt: skip
    report = regional_report(asked.table, asked.changes, asked.order)
    return as_attachment(as_xlsx(report, words), XLSX, asked.table, "xlsx")


def as_attachment(
    content: str | bytes, media_type: str, table: RegionalTable, ending: str
) -> HttpResponse:
    response = HttpResponse(content, media_type)
    name = f"{table.region.key}_{table.day.isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
