"""Rows that are wrong as a whole: cut short, moved over by a column, headings again, a total.

Such a row has that one fault and no other, for the others would only follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onroll.record.feeds.base import Feed
from onroll.record.feeds.column_type import quoted
from onroll.record.feeds.columns import DATE, MONTH_FIRST, NHS_NUMBER, POSTCODE, ULN, UPN, URN
from onroll.record.feeds.matching import Match, column_names
from onroll.record.feeds.text_tables import TextTable

_TAKE_OUT = "Take the row out"
_AND_LOAD = ". Correct the row, then load the fix file"
_LEAST_MOVED = 2
"""So many cells must be what the column beside them needs before a row is said to have moved."""
_TELLING = (DATE, MONTH_FIRST, UPN, ULN, NHS_NUMBER, POSTCODE, URN)
_MOST_IN_A_TOTAL = 3


@dataclass(frozen=True, slots=True)
class RowFault:
    """A way for a row to be wrong as a whole: SQL for when, for its words, and how to fix it."""

    rule_id: str
    wrong: str
    value: str
    problem: str
    kind: str
    fix: str


def row_faults(feed: Feed, tables: Sequence[tuple[TextTable, Match]]) -> Iterator[RowFault]:
    """The ways in the order in which they are looked for."""
    names = [column.name for column in feed.columns if any(column.name in m.at for _, m in tables)]
    width = len(tables[0][0].headings)
    yield RowFault(
        "row.total",
        f"({_count(f't_{name} IS NOT NULL' for name in names)}) <= {_MOST_IN_A_TOTAL} AND "
        r"regexp_matches(opening, '(?i)^(grand |sub)?total\b|^(number|count) of (rows|records|"
        r"pupils)|^end of (file|report)|^[\d,]+ (rows|records|pupils)\b')",
        "opening",
        "'this row is a total or the end of a report, and no child'",
        "this row is a total or the end of a report, and no child",
        _TAKE_OUT,
    )
    yield RowFault(
        "row.headings",
        f"2 * ({_count(_is_heading(feed, name) for name in names)}) >= {len(names)}",
        "opening",
        "'this row has the headings again'",
        "this row has the headings again",
        _TAKE_OUT,
    )
    yield RowFault(
        "row.cells",
        "cells IS NOT NULL",
        "cells::VARCHAR",
        f"'this row has ' || cells || ' cells and there are {width} headings'",
        "this row has more or fewer cells than there are headings",
        "The file may have been cut short here, or a cell holds the character that stands "
        "between columns" + _AND_LOAD,
    )
    if len(tables) == 1:
        for side, step in (("right", 1), ("left", -1)):
            yield from _moved(feed, tables[0][1], side, step)


def _moved(feed: Feed, found: Match, side: str, step: int) -> Iterator[RowFault]:
    """Cells that make sense one column over, where fewer make sense where they are.

    Told by dates, postcodes and the numbers of children and schools, which nothing else looks like.
    """
    by_place = {place: feed.column(name) for name, place in found.at.items()}
    telling = [
        (column, by_place[place + step])
        for place, column in sorted(by_place.items())
        if column.type in _TELLING and place + step in by_place
    ]
    over = _count(
        f"{column.name} IS NULL AND ({column.type.of(f't_{beside.name}')}) IS NOT NULL"
        for column, beside in telling
    )
    if len(telling) < _LEAST_MOVED:
        return
    in_place = _count(f"{column.name} IS NOT NULL" for column, _ in telling)
    words = f"the cells of this row have moved one column to the {side}"
    yield RowFault(
        "row.moved",
        f"({over}) >= {_LEAST_MOVED} AND ({over}) > ({in_place})",
        "opening",
        quoted(words),
        words,
        f"A cell is {'too many' if step == 1 else 'missing'} before them{_AND_LOAD}",
    )


def _is_heading(feed: Feed, name: str) -> str:
    names = ", ".join(quoted(each) for each in sorted(column_names(feed.column(name))))
    return rf"regexp_replace(lower(t_{name}), '[\W_]+', '', 'g') IN ({names})"


def _count(conditions: Iterable[str]) -> str:
    return " + ".join(f"coalesce(({each})::INTEGER, 0)" for each in conditions)
