"""What a feed asks of a file, in words for whoever sends it: its columns and its rules.

The words of a rule are those of its fault, so that a page about a feed and the list of what is
wrong with a file say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onroll.record.engines import connect
from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import listed, quoted
from onroll.record.feeds.fault_finding import in_general

_TYPES = {
    "date": "a date with the day before the month, such as 27/03/2013",
    "yes or no": "Y or N",
    "UPN": "a UPN: 13 characters, the first a letter, in a column formatted as Text",
    "ULN": "a ULN: 10 digits",
    "NHS number": "an NHS number: 10 digits",
    "URN": "the URN of a school: 6 digits",
    "reference": "the sender's own number, in a column formatted as Text",
}


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """One thing that makes a row wrong. `column` is a heading, empty where it is the whole row."""

    column: str
    problem: str
    fix: str
    severity: Severity


def type_in_words(column: Column) -> str:
    """What may stand in a cell of the column: `a date with the day before the month, such as …`."""
    name = column.type.name
    return _TYPES.get(name, f"a {name}" if "number between" in name else name)


def needed_in_words(column: Column) -> str:
    """Whether a file must have the column: `in every row`, `the column, not each cell`, `no`."""
    if not column.required:
        return "no" if column.blank_ok else "in every row, where the column is there"
    return "the column, not each cell" if column.blank_ok else "in every row"


def kind_in_words(feed: Feed) -> str:
    """How one file of the feed stands to the next, as a sentence."""
    if feed.kind is Kind.SNAPSHOT:
        return "Each file says everything. The newest one replaces those before it."
    return "Each file is of one term, year or month. A newer file of the same one replaces it."


def rules_in_words(feed: Feed) -> list[RuleInWords]:
    """Each rule about more than one cell's form, with a column's heading where a row has its value.

    The last, where the feed has columns that no two rows may share, is about those.
    """
    rules = [
        RuleInWords(feed.column(rule.column).title, words, rule.fix, rule.severity)
        for rule, words in zip(feed.rules, _problems(feed), strict=True)
    ]
    if feed.unique:
        shared = listed(tuple(feed.column(name).title for name in feed.unique), "and")
        problem = f"this row has the same {shared} as another row"
        fix = "Take out one of the two rows, then load the fix file"
        rules.append(RuleInWords("", problem, fix, Severity.HELD_BACK))
    return rules


def _problems(feed: Feed) -> tuple[str, ...]:
    """The words of each rule's fault, as `Problem.kind_words` has them."""
    if not feed.rules:
        return ()
    headings = ", ".join(f"{quoted(each.title)} AS t_{each.name}" for each in feed.columns)
    words = ", ".join(in_general(feed, rule) for rule in feed.rules)
    return _answer(f"SELECT {words} FROM (SELECT {headings})")


@cache
def _answer(sql: str) -> tuple[str, ...]:
    """The one row of an answer, which changes with the code only."""
    with connect() as con:
        (row,) = con.execute(sql).fetchall()
    return row
