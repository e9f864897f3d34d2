"""The numbers of the authorities of a region side by side: a page, and a file."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD
from onroll.figures.csv_text import csv_text
from onroll.figures.regional.shown import ORDERS, PARTS, as_table, cautions
from onroll.figures.reports.numbers import SYMBOLS, Symbol
from onroll.web.access.roles import may_keep_snapshots
from onroll.web.config.home import home
from onroll.web.region.asked import NEIGHBOURS, asked_of

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
        "may_keep": may_keep_snapshots(request.user),
    }
    return render(request, "region/compare.html", context)


@require_GET
def compare_authorities_file(request: HttpRequest) -> HttpResponse:
    """The rows of the page as CSV, in the same order."""
    asked = asked_of(request, home())
    if asked.table is None:
        raise Http404
    response = HttpResponse(csv_text(as_table(asked.table, asked.rows)), "text/csv; charset=utf-8")
    name = f"{asked.table.region.key}_{asked.table.day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
