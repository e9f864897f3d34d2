"""Dates as they are written: each way that is read, and words for each that is not."""

from __future__ import annotations

from typing import Final

from onroll.record.feeds.column_type import AND_LOAD, EXCEL_NUMBER, ColumnType, Fault, quoted

_DAY_FIRST = (
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M",
)  # fmt: skip
_EITHER = (
    "%Y%m%d", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d", "%Y-%b-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%g",
)  # fmt: skip
DATE_FORMATS: Final = (*_DAY_FIRST, *_EITHER)
"""The ways of writing a date that are read, beside yyyy-mm-dd. The day stands before the month."""

_FIRST_OF_ALL = (
    r"'(?i)(0?1[/. -](0?1|jan\w*)[/. -](1900|1904|1753)|(1900|1904|1753)[/ -]?(01|jan)[/ -]?01|"
    r"3[01][/. -](12|dec\w*)[/. -]1899|1899[/ -]?(12|dec)[/ -]?3[01])([ T].*)?'"
)
"""The days that spreadsheets and databases count from: what they write where there is no date."""

_SLASHED = r"regexp_full_match($cell, '\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*')"
_IN_SLASHES = "replace(replace(left($cell, 10), '-', '/'), '.', '/')"


def _date(first: str, second: str, day_first: tuple[str, ...], other: str) -> ColumnType:
    """Dates whose `first` part, day or month, stands before the `second`; `other` the other way."""
    formats = ", ".join(map(quoted, (*day_first, *_EITHER)))
    return ColumnType(
        "date",
        "DATE",
        f"CASE WHEN regexp_full_match($cell, {_FIRST_OF_ALL}) THEN NULL "
        r"WHEN regexp_full_match($cell, '[12]\d{3}-\d{2}-\d{2}|9999-12-31') "
        r"THEN try_cast($cell AS DATE) "
        # strptime takes a year of two digits for one of the first century
        r"WHEN regexp_matches($cell, '(1[89]|20|21)\d{2}') "
        f"THEN CAST(try_strptime($cell, [{formats}]) AS DATE) END",
        (
            Fault(
                "stands_for_none",
                f"regexp_full_match($cell, {_FIRST_OF_ALL})",
                "is what a system writes where it has no date",
                "Enter the date, or leave the cell empty" + AND_LOAD,
            ),
            Fault(
                f"{second}_first",
                f"{_SLASHED} AND try_strptime({_IN_SLASHES}, '{other}') IS NOT NULL",
                f"is not a real date. This row looks {second} first",
                f"Write the {first} before the {second}{AND_LOAD}",
            ),
            Fault(
                "two_digit_year",
                r"regexp_full_match($cell, '\d{1,2}[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}')",
                "has a year of two digits",
                "Write all four digits of the year" + AND_LOAD,
            ),
            Fault(
                "serial_date",
                r"regexp_full_match($cell, '\d{5}(\.\d+)?') OR " + EXCEL_NUMBER,
                "is a number, not a date. Excel has turned it into one",
                "Format the column as a date and export again",
            ),
            Fault(
                "part_of_a_date",
                r"NOT regexp_matches($cell, '\d{4}') OR regexp_full_match($cell, '\d{4}')",
                "is not a whole date. A date has a day, a month and a year",
                "Write it like 27/03/2013" + AND_LOAD,
            ),
            Fault("not_a_date", "true", "is not a real date", "Check the day and month" + AND_LOAD),
        ),
    )


DATE: Final = _date("day", "month", _DAY_FIRST, "%m/%d/%Y")
MONTH_FIRST: Final = _date(
    "month",
    "day",
    tuple(
        each.replace("d/%m", "m/%d").replace("d-%m", "m-%d").replace("d.%m", "m.%d")
        for each in _DAY_FIRST
    ),
    "%d/%m/%Y",
)
"""Dates of a file of which somebody said that it writes the month before the day."""
