"""The columns of a CSV file of published figures, and whether each row is of a time, once."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onroll.figures.ees.standard import PLACE_COLUMNS, family_of
from onroll.figures.published.refusals import MOST_CELLS, NotTaken, shown

OTHER_NAMES: Final = {
    "year": "time_period", "region": "region_name", "lanumber": "old_la_code",
    "la_number": "old_la_code",
}  # fmt: skip
"""What some of the Department's scorecards call a column of the standard, in small letters."""

TIME: Final = ("time_period", "time_identifier")
COUNTRY: Final = ("country_code", "country_name")
LEVEL: Final = "geographic_level"
OF_TIME_AND_PLACE: Final = frozenset({*TIME, *COUNTRY, *PLACE_COLUMNS, LEVEL})


@dataclass(frozen=True)
class Columns:
    """A file's columns by name, of equal length; the nth cell is of line n + 2."""

    name: str
    held: dict[str, list[str]]
    rows: int

    def of(self, column: str) -> list[str]:
        return self.held.get(column) or [""] * self.rows


def columns_of(content: bytes, name: str) -> Columns:
    """The columns of a CSV file, under the standard's names. Raises `NotTaken`."""
    try:
        text = content.decode("utf-8-sig")
        if "\x00" in text:
            raise NotTaken(f"{name}: this is not a CSV file. Save it as CSV UTF-8.")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError:
        raise NotTaken(f"{name}: this is not in UTF-8. Save it as CSV UTF-8.") from None
    except csv.Error as why:
        raise NotTaken(f"{name}: it cannot be read as CSV ({why}). Download it again.") from None
    if len(lines) < 2:
        raise NotTaken(f"{name}: there are no rows. Download it again.")
    headings, rows = [each.strip() for each in lines[0]], lines[1:]
    if len(rows) * len(headings) > MOST_CELLS:
        raise NotTaken(
            f"{name}: {len(rows) * len(headings):,} cells are more than the {MOST_CELLS:,} "
            "that are read at once. Cut the file by time period and load each part."
        )
    for number, row in enumerate(rows, start=2):
        if len(row) != len(headings):
            raise NotTaken(
                f"{name}, row {number:,}: {len(row)} cells, and {len(headings)} columns are named. "
                "Each row needs one cell for each column. Download the file again."
            )
    names = [heading.lower() for heading in headings]
    keys = [
        OTHER_NAMES.get(low, low if low in OF_TIME_AND_PLACE else heading)
        for low, heading in zip(names, headings, strict=True)
    ]
    twice = [key for key, many in Counter(keys).items() if many > 1 or not key]
    if twice:
        raise NotTaken(
            f"{name}, row 1: the column {shown(twice[0])} is there twice or has no name. Each "
            "column needs a name of its own. Name it and load the file again."
        )
    return Columns(
        name, dict(zip(keys, map(list, zip(*rows, strict=True)), strict=True)), len(rows)
    )


def check_times(columns: Columns) -> None:
    """Raises `NotTaken` for a period that its identifier does not have."""
    seen: set[tuple[str, str]] = set()
    both = zip(columns.of("time_period"), columns.of("time_identifier"), strict=True)
    for number, (period, identifier) in enumerate(both, start=2):
        if (period, identifier) in seen:
            continue
        seen.add((period, identifier))
        family = family_of(identifier) if identifier else None
        if identifier and family is None:
            raise NotTaken(
                f"{columns.name}, row {number:,}, time_identifier: {shown(identifier)} is no time "
                "of the standard, such as Academic year. Correct it, or download the file again."
            )
        digits = family[1] if family else 0
        if not period or (digits and not (period.isdigit() and len(period) == digits)):
            raise NotTaken(
                f"{columns.name}, row {number:,}, time_period: {shown(period)}; "
                f"{identifier or 'it'} needs {digits or 'some'} digits, such as "
                "202526 or 2026. Correct it."
            )


def check_once_each(columns: Columns, filters: Iterable[str]) -> None:
    """Raises `NotTaken` where two rows are of the same time, place and group."""
    keys = [*TIME, LEVEL, *(c for c in columns.held if c in PLACE_COLUMNS), *filters]
    seen: dict[tuple[str, ...], int] = {}
    for number, key in enumerate(zip(*(columns.of(each) for each in keys), strict=True), start=2):
        if first := seen.get(key):
            raise NotTaken(
                f"{columns.name}, rows {first:,} and {number:,}: both are of the same time, place "
                "and group. Each may be there once. Download the file again."
            )
        seen[key] = number
