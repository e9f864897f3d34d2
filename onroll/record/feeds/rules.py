"""Rules that several feeds share: dates in order, not in the future, a possible date of birth."""

from __future__ import annotations

from onroll.record.feeds.base import Rule, Severity
from onroll.record.feeds.columns import quoted, shown

OLDEST = 26
"""No child is older than this on the day of the file: plans and care reach to the 25th year."""

_AND_LOAD = ", then load the fix file"


def in_order(first: str, last: str, words: str, *, severity: Severity = Severity.HELD_BACK) -> Rule:
    """The day in `last` is not before the day in `first`; `words` name the first: `the start`."""
    return Rule(
        rule_id=f"{last}.before_{first}",
        column=last,
        wrong=f"{last} < {first}",
        problem=f"{shown(f't_{last}')} || {quoted(f' is before {words}, ')} || "
        + shown(f"t_{first}"),
        fix="Check both dates" + _AND_LOAD,
        severity=severity,
    )


def not_in_future(column: str) -> Rule:
    """The day has come when the file is made."""
    return Rule(
        rule_id=f"{column}.in_the_future",
        column=column,
        wrong=f"{column} > getvariable('file_day')",
        problem=f"{shown(f't_{column}')} || ' is later than the file itself, which is of ' "
        "|| strftime(getvariable('file_day'), '%-d %B %Y')",
        fix="Check the year" + _AND_LOAD,
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
        fix="Check the year" + _AND_LOAD,
        severity=severity,
    )


def needed(column: str, when: str, words: str) -> Rule:
    """The column has a value in each row where the SQL condition `when` holds."""
    return Rule(
        rule_id=f"{column}.blank_but_needed",
        column=column,
        wrong=f"t_{column} IS NULL AND ({when})",
        problem=quoted(words),
        fix="Enter it" + _AND_LOAD,
    )
