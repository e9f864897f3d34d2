"""Which tables of a report are drawn: the first few that run over time, or share out one whole."""

from __future__ import annotations

from typing import Final

from onroll.figures.charts import WIDTH
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Report, Table
from onroll.figures.writing.points import points_of
from onroll.figures.writing.svg import Drawn, drawn_bars, drawn_line
from onroll.figures.writing.words import covers

OVER_TIME: Final = ("month", "quarter", "academic_year", "term")
"""The keys of labels that are periods."""
AT_THE_END: Final = "active"
"""In the key of a column: how many are left at the end of a period."""
MOST: Final = 4
"""Pictures of a report: more, and its page is too heavy for a telephone."""


def pictures_of(report: Report, *, width: int = WIDTH) -> list[Drawn]:
    """A picture for each of the first tables that can be drawn, `MOST` at most, in their order.

    Of a table with several columns of counts, the one that says how many there were at the end, and
    else the first. A table without two numbers to draw that are not 0 has none.
    """
    found: list[Drawn] = []
    subtitle = f"{report.authority}. {covers(report.day, report.period)}"
    for table in report.tables:
        drawn = picture_of(table, subtitle, width)
        if drawn is not None:
            found.append(drawn)
        if len(found) == MOST:
            break
    return found


def picture_of(table: Table, subtitle: str, width: int) -> Drawn | None:
    counts = [column for column in table.columns if column.unit == ""]
    if len(table.by) != 1 or not counts or not says_something(table, column_drawn(counts)):
        return None
    [(key, _)] = table.by
    said = f"{subtitle}. {column_drawn(counts).label}"
    if key in OVER_TIME:
        return drawn_line(
            table, column_drawn(counts), title=table.title, subtitle=said, width=width
        )
    if table.groups == ONE_GROUP:
        return drawn_bars(
            table, column_drawn(counts), title=table.title, subtitle=said, width=width
        )
    return None


def says_something(table: Table, column: Column) -> bool:
    """Whether two or more of the groups or periods have a number that is not 0."""
    return sum(bool(each.value) for each in points_of(table, column) if each.label != TOTAL) > 1


def column_drawn(counts: list[Column]) -> Column:
    return next((column for column in counts if AT_THE_END in column.key), counts[0])
