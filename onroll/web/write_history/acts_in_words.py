"""What was done to a row, in words: the acts that people have a word for, and else each column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from onroll.web.config.words import day, moment
from onroll.web.write_history.rows_in_words import Names, Row, last_day
from onroll.web.write_history.tracked import TRACKED

COLUMNS: Final = {
    "full_name": "name",
    "is_active": "may sign in",
    "starts_on": "first day",
    "ends_before": "last day",
    "urns": "schools or providers",
    "la_code": "authority",
    "why": "reason",
    "shown_at": "on the pages since",
}
"""What a column is called where its name is not what people say."""


def altered_in_words(before: Row, after: Row, secrets: list[str], names: Names) -> str:
    """ended 3 March 2027; changed: name from ‘A’ to ‘B’. `secrets` are columns not to be shown."""
    rest = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    parts = []
    for column, (act, with_it) in ACTS.items():
        if column in rest and (words := act(before, after)):
            parts.append(words)
            rest -= {column, *with_it}
    changed = [field_in_words(name, before, after, names) for name in sorted(rest)]
    changed += [f"{called(name)} (what it is, is not kept)" for name in secrets]
    if changed:
        parts.append(f"changed: {'; '.join(changed)}")
    return "; ".join(parts)


def ended(before: Row, after: Row) -> str:
    """Empty where the end was moved, or taken away."""
    if after.get("ends_before") is None or before.get("ends_before") is not None:
        return ""
    if after["ends_before"] <= after["starts_on"]:
        return "taken back before it began" + quoted(after.get("why_ended"))
    return f"ended {last_day(after['ends_before'])}" + quoted(after.get("why_ended"))


def closed(before: Row, after: Row) -> str:
    return "opened again" if after.get("is_active") else "closed"


def answered(before: Row, after: Row) -> str:
    if after.get("agreed") is None:
        return ""
    return ("agreed to" if after["agreed"] else "turned down") + quoted(after.get("answer_why"))


def used(before: Row, after: Row) -> str:
    return "" if after.get("used_at") is None else "used, or replaced by a newer one"


def in_use_again(before: Row, after: Row) -> str:
    return f"from {moment(datetime.fromisoformat(after['at']))}" if "at" in after else ""


def quoted(why: Any) -> str:
    return f": “{why}”" if why else ""


ACTS: Final[dict[str, tuple[Callable[[Row, Row], str], tuple[str, ...]]]] = {
    "ends_before": (ended, ("ended_by_id", "ended_at", "why_ended")),
    "is_active": (closed, ()),
    "agreed": (answered, ("answered_by_id", "answered_at", "answer_why")),
    "used_at": (used, ()),
    "at": (in_use_again, ()),
}
"""The column that tells each act, its words, and the columns that say no more of it."""


def field_in_words(name: str, before: Row, after: Row, names: Names) -> str:
    """name from ‘A’ to ‘B’."""
    was, is_now = (value(name, row.get(name), names) for row in (before, after))
    return f"{called(name)} from {was} to {is_now}"


def called(name: str) -> str:
    return COLUMNS.get(name, name.removesuffix("_id").replace("_", " "))


def value(name: str, it: Any, names: Names) -> str:
    """What a column holds, in words; a number of a person or a team by its name."""
    if name == "team_id":
        return names.team(it)
    if name in persons():
        return names.person(it)
    if it is None or it in ("", []):
        return "nothing"
    if isinstance(it, bool):
        return "yes" if it else "no"
    if isinstance(it, list):
        return ", ".join(map(str, it))
    if name == "ends_before":
        return last_day(it)
    if name.endswith("_on"):
        return day(date.fromisoformat(it))
    if name.endswith("_at"):
        return moment(datetime.fromisoformat(it))
    return f"‘{it}’"


@cache
def persons() -> frozenset[str]:
    """Every column of a tracked table that names a person by number."""
    return frozenset[str]().union(*(each.persons for each in TRACKED))
