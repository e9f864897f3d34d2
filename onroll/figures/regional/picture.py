"""The table of a region as bars: rates, to compare places, and else how many children there are."""

from __future__ import annotations

from collections import Counter

from onroll.figures.regional.shown import COLUMNS
from onroll.figures.regional.table import RegionalTable
from onroll.figures.reports.report import Row, Table
from onroll.figures.writing.svg import Drawn, drawn_bars
from onroll.figures.writing.words import in_words

TOTAL, RATE = COLUMNS[2:]
SIZES = "Areas differ in size"


def drawn_region(table: RegionalTable, own: str) -> Drawn | None:
    """A bar for each authority, ours darker and named so. Null for under two numbers, and where
    authorities count by different definitions and nobody asked to compare anyway."""
    if table.definitions_differ and not table.compared_anyway:
        return None
    rates = sum(row.rate.value is not None for row in table.rows) > 1
    column, more = (RATE, "") if rates else (TOTAL, f". {SIZES}")
    held = Counter(row.authority for row in table.rows)
    names = {
        row.la_code: row.authority
        if held[row.authority] == 1
        else f"{row.authority}, {row.la_code}"
        for row in table.rows
    }
    if own in names:
        names[own] += " (yours)"
    rows = tuple(
        Row((names[row.la_code],), (row.rate if rates else row.cell("total").given,))
        for row in table.rows
    )
    label = column.label if rates else "Number of children"
    return drawn_bars(
        Table("authorities", table.title, "children", (("authority", "Authority"),), (column,),
              rows),
        column, title=f"{table.title}: {label[0].lower()}{label[1:]}",
        subtitle=f"{table.region.name}. On {in_words(table.day)}{more}", ours=names.get(own, ""),
    )  # fmt: skip
