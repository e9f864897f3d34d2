"""What is doubtful in any feed: rules that follow from a column's name and type.

No feed writes these out, and none forgets them. Where a row still says something of a child it is
accepted, with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from onroll.record.feeds.base import Column, Feed, Rule, Severity
from onroll.record.feeds.catalogue.pupil_codes import ETHNICITY, ETHNICITY_SINCE
from onroll.record.feeds.column_type import AND_LOAD, UNSEEN, shown
from onroll.record.feeds.columns import DATE, MONTH_FIRST, TEXT, URN
from onroll.record.feeds.rules import at_most, in_use

_NAMES = frozenset(
    f"{which}{name}" for which in ("", "preferred_", "former_") for name in ("forename", "surname")
)
_NO_NAMES = "('UNKNOWN', 'NOT KNOWN', 'NOT YET KNOWN', 'TBC', 'TBA', 'N/A', 'NO NAME', 'TEST')"
_GARBLED = r"Ã[\x{0080}-\x{00BF}]|Â[\x{00A0}-\x{00BF}]|â€|ï¿½|\x{FFFD}"
"""What é, £, ’ and the mark for no character become when UTF-8 is read as Windows-1252."""
_FORMULA = "^=[A-Za-z(]"
_MOST_HOURS = 35
_YEARS_AHEAD = 25
_SCHOOL_DAYS = (
    ("date", "date"),
    ("leaving_date", "leaving_date - 1"),
    ("starts_on", "starts_on"),
    ("entry_date", "getvariable('file_day')"),
)
"""By which column a row has, the day on which its school was open, in the order of preference.

A row with an entry date alone is of a registration that is open on the day of the file.
"""


def rules_of(feed: Feed) -> tuple[Rule, ...]:
    """The feed's own rules, then those that its columns bring with them."""
    return (*feed.rules, *_doubts(feed), *_text_doubts(feed))


def may_be_wrong(feed: Feed) -> str:
    """SQL that holds at least where one of `rules_of` does.

    What any text may have is looked for in all texts of a row at once: a wide table has many.
    """
    texts = [column.name for column in feed.columns if column.type is TEXT]
    names = [name for name in texts if name in _NAMES]
    parts = [f"coalesce({rule.wrong}, false)" for rule in (*feed.rules, *_doubts(feed))]
    if texts:
        row = f"concat_ws(chr(10), {', '.join(texts)})"
        parts.append(f"regexp_matches({row}, '(?m){_GARBLED}|{UNSEEN}|{_FORMULA}')")
    if names:
        row = f"concat_ws(chr(10), {', '.join(names)})"
        parts.append(f"regexp_matches({row}, '[0-9@]')")
        parts += [f"coalesce(upper({name}) IN {_NO_NAMES}, false)" for name in names]
    return " OR ".join(parts) or "false"


def looked_up(feed: Feed) -> tuple[str, ...]:
    """The columns whose school is looked up in the register; not in a feed that is a register.

    Of column `urn`, SQL sees what was found as `urn_found`, `urn_opened_on` and `urn_closed_on`.
    """
    return tuple(c.name for c in feed.columns if c.type is URN and feed.unique[:1] != (c.name,))


def _text_doubts(feed: Feed) -> Iterator[Rule]:
    for column in feed.columns:
        if column.type is TEXT:
            yield from _text(column)


def _doubts(feed: Feed) -> Iterator[Rule]:
    of_children = feed.source != "reference"
    for column in feed.columns:
        if column.type in (DATE, MONTH_FIRST) and of_children:
            yield from _date(column)
        elif column.type is ETHNICITY:
            yield in_use(column.name, "getvariable('file_day')", ETHNICITY_SINCE)
        elif column.name.startswith("hours") and column.type.sql == "DOUBLE":
            yield at_most(column.name, _MOST_HOURS, "hours a week")
    names = {column.name for column in feed.columns}
    if {"entry_date", "date_of_birth"} <= names:
        yield from _AGES
    for name in looked_up(feed):
        yield from _school(name, names)


def _warn(rule_id: str, wrong: str, words: str, fix: str) -> Rule:
    """A warning about a value at the column that the rule_id begins with."""
    column = rule_id.split(".")[0]
    return Rule(
        rule_id=rule_id,
        column=column,
        wrong=wrong,
        problem=f"{shown(f't_{column}')} || ' {words}'",
        fix=fix,
        severity=Severity.WARN,
        kind=words,
    )


def _text(column: Column) -> Iterator[Rule]:
    name = column.name
    yield _warn(
        f"{name}.garbled",
        f"regexp_matches({name}, '{_GARBLED}')",
        "has letters that were garbled on the way",
        "Export the file again as UTF-8, or correct the letters" + AND_LOAD,
    )
    yield _warn(
        f"{name}.unseen_character",
        f"regexp_matches({name}, '{UNSEEN}')",
        "has a character in it that cannot be seen",
        "Delete it and type it again" + AND_LOAD,
    )
    yield _warn(
        f"{name}.formula",
        f"regexp_matches({name}, '{_FORMULA}')",
        "is a formula, not a value",
        "Paste the values over the formulas and export again",
    )
    if name in _NAMES:
        yield _warn(
            f"{name}.has_digit",
            f"regexp_matches({name}, '[0-9]')",
            "has a digit in it",
            "Check that it is a name" + AND_LOAD,
        )
        yield _warn(
            f"{name}.email",
            f"regexp_matches({name}, '[^ @]@[^ @]')",
            "is an email address",
            "Check that it is a name" + AND_LOAD,
        )
        yield _warn(
            f"{name}.no_name",
            f"upper({name}) IN {_NO_NAMES}",
            "may stand for no name",
            "Enter the name if it is known" + AND_LOAD,
        )


def _date(column: Column) -> Iterator[Rule]:
    name = column.name
    if name == "date_of_birth":
        return
    yield Rule(
        rule_id=f"{name}.long_ago",
        column=name,
        wrong=f"{name} < DATE '1980-01-01'",
        problem=f"{shown(f't_{name}')} || ' is before any child of today was born'",
        fix="Check the year" + AND_LOAD,
        severity=column.on_fault,
    )
    yield _warn(
        f"{name}.far_away",
        f"{name} > getvariable('file_day') + INTERVAL {_YEARS_AHEAD} YEAR "
        f"AND {name} <> DATE '9999-12-31'",
        f"is more than {_YEARS_AHEAD} years after the file",
        "Check the year. Leave the cell empty if there is no such date yet" + AND_LOAD,
    )


_AGES = (
    _warn(
        "entry_date.too_young",
        "entry_date < date_of_birth + INTERVAL 2 YEAR AND entry_date >= date_of_birth",
        "is before the second birthday of the child",
        "Check this date and the date of birth" + AND_LOAD,
    ),
    _warn(
        "entry_date.too_old",
        "entry_date >= date_of_birth + INTERVAL 20 YEAR",
        "is after the twentieth birthday of the child",
        "Check this date and the date of birth" + AND_LOAD,
    ),
)


def _school(urn: str, names: set[str]) -> Iterator[Rule]:
    yield _warn(
        f"{urn}.not_in_register",
        f"{urn} IS NOT NULL AND NOT {urn}_found",
        "is a school code that is not in the school register",
        "Check the school code, or load the newest school register" + AND_LOAD,
    )
    day = next((expression for name, expression in _SCHOOL_DAYS if name in names), None)
    if day is None:
        return
    yield Rule(
        rule_id=f"{urn}.closed",
        column=urn,
        wrong=f"{urn}_closed_on < {day}",
        problem=f"{shown(f't_{urn}')} || ' is a school that closed on ' || "
        f"strftime({urn}_closed_on, '%-d %B %Y')",
        fix="Check the school code: a school that became an academy has a new one",
        severity=Severity.WARN,
        kind="is a school that had closed",
    )
    if day in ("date", "starts_on"):
        yield Rule(
            rule_id=f"{urn}.not_open_yet",
            column=urn,
            wrong=f"{urn}_opened_on > {day}",
            problem=f"{shown(f't_{urn}')} || ' is a school that opened on ' || "
            f"strftime({urn}_opened_on, '%-d %B %Y')",
            fix="Check the school code: a school that became an academy had another before",
            severity=Severity.WARN,
            kind="is a school that had not opened yet",
        )
