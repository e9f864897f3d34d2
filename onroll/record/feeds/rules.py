"""Rules that several feeds share: dates in order, codes in use on a day, the file's own term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from onroll.record.feeds.base import Rule, Severity
from onroll.record.feeds.column_type import AND_LOAD, quoted, shown

OLDEST = 26
"""No child is older than this on the day of the file: plans and care reach to the 25th year."""


def in_order(first: str, last: str, words: str, *, severity: Severity = Severity.HELD_BACK) -> Rule:
    """The day in `last` is not before the day in `first`; `words` name the first: `the start`."""
    return Rule(
        rule_id=f"{last}.before_{first}",
        column=last,
        wrong=f"{last} < {first}",
        problem=f"{shown(f't_{last}')} || {quoted(f' is before {words}, ')} || "
        + shown(f"t_{first}"),
        fix="Check both dates" + AND_LOAD,
        severity=severity,
        kind=f"is before {words}",
    )


def not_in_future(column: str) -> Rule:
    """The day has come when the file is made."""
    return Rule(
        rule_id=f"{column}.in_the_future",
        column=column,
        wrong=f"{column} > getvariable('file_day')",
        problem=f"{shown(f't_{column}')} || ' is later than the file itself, which is of ' "
        "|| strftime(getvariable('file_day'), '%-d %B %Y')",
        fix="Check the year" + AND_LOAD,
        kind="is later than the file itself",
    )


def born_in_range(
    column: str = "date_of_birth", *, severity: Severity = Severity.HELD_BACK
) -> Rule:
    """The date of birth is that of somebody from 0 to 25 years old on the day of the file."""
    return Rule(
        rule_id=f"{column}.out_of_range",
        column=column,
        wrong=f"{column} > getvariable('file_day') "
        f"OR {column} < getvariable('file_day') - INTERVAL {OLDEST} YEAR "
        f"OR {column} < DATE '1980-01-01'",
        problem=f"{shown(f't_{column}')} || ' is not the date of birth of a child or young person'",
        fix="Check the year" + AND_LOAD,
        severity=severity,
    )


def needed(column: str, when: str, words: str) -> Rule:
    """The column has a value in each row where the SQL condition `when` holds."""
    return Rule(
        rule_id=f"{column}.blank_but_needed",
        column=column,
        wrong=f"t_{column} IS NULL AND ({when})",
        problem=quoted(words),
        fix="Enter it" + AND_LOAD,
    )


def at_most(column: str, most: float, words: str) -> Rule:
    """A number that can be, but hardly ever is, more than `most`: `hours a week`."""
    return Rule(
        rule_id=f"{column}.unlikely",
        column=column,
        wrong=f"{column} > {most:g}",
        problem=f"{shown(f't_{column}')} || {quoted(f' is more than {most:g} {words}')}",
        fix="Check the number" + AND_LOAD,
        severity=Severity.WARN,
    )


def in_use(
    column: str,
    on: str,
    since: Mapping[str, dt.date],
    until: Mapping[str, dt.date] | None = None,
) -> Rule:
    """A code is one of the list that was in force on the day `on`, a SQL expression over the row.

    `since` gives the first day of each code that was not always in the list, `until` the first day
    on which a code was in it no more. The value stays: it says what the sender meant.
    """
    new = [f"({column} = {quoted(code)} AND {on} < DATE '{day}')" for code, day in since.items()]
    old = [
        f"({column} = {quoted(code)} AND {on} >= DATE '{day}')"
        for code, day in (until or {}).items()
    ]
    return Rule(
        rule_id=f"{column}.not_in_use",
        column=column,
        wrong=" OR ".join((*new, *old)),
        problem=f"{shown(f't_{column}')} || ' was not in the list of codes on ' || "
        f"strftime({on}, '%-d %B %Y')",
        fix="Check the code and the date",
        severity=Severity.WARN,
        kind="was not in the list of codes on its day",
    )


def in_period(column: str) -> Rule:
    """The day lies in the term that the file's name says."""
    return Rule(
        rule_id=f"{column}.other_period",
        column=column,
        wrong=f"{column} < getvariable('period_from') OR {column} >= getvariable('period_before')",
        problem=f"{shown(f't_{column}')} || ' is not in ' || getvariable('period_words') || "
        "', which the name of the file says'",
        fix="Load it with the file of its own term",
        kind="is not in the term that the name of the file says",
    )


def own_authority(column: str, *others: str) -> Rule:
    """A number of an authority, or a LAESTAB that begins with it, is this authority's.

    With `others`, one of these columns is. A row in which all of them are empty says nothing.
    """
    columns = (column, *others)
    own = " OR ".join(
        f"coalesce(left(t_{name}, 3) = getvariable('la_code'), false)" for name in columns
    )
    said = " OR ".join(f"t_{name} IS NOT NULL" for name in columns)
    return Rule(
        rule_id=f"{column}.other_authority",
        column=column,
        wrong=f"getvariable('la_code') IS NOT NULL AND ({said}) AND NOT ({own})",
        problem=f"coalesce({shown(f't_{column}')}, 'this') || ' is of another authority. "
        "This record is of ' || getvariable('la_code')",
        fix="Take the row out, or send it to the authority whose it is",
        kind="is of another authority",
    )
