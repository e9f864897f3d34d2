"""How a feed stands, in sentences: for its own page, and for each figure that rests on it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from onroll.record.feeds.loads import said_at

if TYPE_CHECKING:
    from onroll.record.feeds.health import Standing
    from onroll.record.feeds.quiet_schools import QuietSchool

STATES: Final = {
    "broken": "Broken",
    "withdrawn": "Withdrawn",
    "fallen": "Fallen",
    "late": "Late",
    "quiet": "Quiet schools",
    "never_loaded": "Never loaded",
    "partly_loaded": "Partly loaded",
    "up_to_date": "Up to date",
}
"""Every state of a feed, the gravest first, with what its tag says."""

NOT_FRESH: Final = ("broken", "withdrawn", "fallen", "late", "quiet")
"""The states in which figures that rest on the feed leave something out that they should have."""


def in_words(standing: Standing) -> str:
    """A sentence for each state the feed is in, the gravest first."""
    return " ".join(_SENTENCES[state](standing) for state in standing.states)


def caution(standing: Standing) -> str:
    """What figures that rest on the feed leave out, and why; empty while it is fresh.

    "Figures do not include exclusions since 20 November 2026. The feed is late."
    """
    state = standing.states[0]
    if state not in NOT_FRESH:
        return ""
    title = lower(standing.feed.title)
    if state in ("fallen", "quiet"):
        return f"Figures may be short of {title}. {_SENTENCES[state](standing)}"
    if standing.up_to is None:
        return f"Figures do not include {title}. {_SENTENCES[state](standing)}"
    why = "The feed is late." if state == "late" else _SENTENCES[state](standing)
    return f"Figures do not include {title} since {day(standing.up_to)}. {why}"


def _broken(standing: Standing) -> str:
    assert standing.refused is not None
    return f"The newest file was refused on {said_at(standing.refused.at)}."


def _withdrawn(standing: Standing) -> str:
    assert standing.taken_back is not None
    event = standing.taken_back
    return f"The newest file was {event.what} on {said_at(event.at)}."


def _fallen(standing: Standing) -> str:
    assert standing.newest is not None
    now, before = standing.newest.rows_in, standing.rows_before
    fewer = round(100 * (before - now) / before)
    return f"The newest file has {now:,} rows, {fewer}% fewer than the {before:,} before it."


def _late(standing: Standing) -> str:
    assert standing.up_to is not None
    one, many = ("school day", "school days") if standing.feed.in_school_days else ("day", "days")
    late = counted(standing.late_days, one, many)
    return f"{late} late: nothing since {day(standing.up_to)}."


def _quiet(standing: Standing) -> str:
    """The schools that sent nothing, and those that sent far less."""
    silent = [school for school in standing.quiet if school.state == "quiet"]
    fewer = [school for school in standing.quiet if school.state == "fallen"]
    said = []
    if silent and standing.feed.in_school_days:
        days = min(school.school_days for school in silent)
        more = " or more" if any(school.school_days > days for school in silent) else ""
        said.append(f"{_schools(silent)} sent nothing for {days} school days{more}.")
    elif silent:
        verb = "is" if len(silent) == 1 else "are"
        said.append(f"{_schools(silent)} that sent rows before {verb} not in the newest file.")
    if fewer:
        verb = "sends" if len(fewer) == 1 else "send"
        said.append(f"{_schools(fewer)} {verb} a third fewer rows than before, or less.")
    return " ".join(said)


def _never_loaded(standing: Standing) -> str:
    return "It has never been loaded."


def _partly_loaded(standing: Standing) -> str:
    rows = standing.rows_in - standing.accepted
    return f"{counted(rows, 'row is', 'rows are')} held back."


def _up_to_date(standing: Standing) -> str:
    return f"Up to {day(standing.up_to)}." if standing.up_to else ""


_SENTENCES = {
    "broken": _broken,
    "withdrawn": _withdrawn,
    "fallen": _fallen,
    "late": _late,
    "quiet": _quiet,
    "never_loaded": _never_loaded,
    "partly_loaded": _partly_loaded,
    "up_to_date": _up_to_date,
}


def _schools(some: list[QuietSchool]) -> str:
    return counted(len(some), "school", "schools")


def counted(number: int, one: str, many: str) -> str:
    """1 school, 1,020 schools."""
    return f"{number:,} {one if number == 1 else many}"


def day(value: dt.date) -> str:
    """A day as a sentence has it: 1 November 2026."""
    return f"{value.day} {value:%B %Y}"


def lower(title: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is all capitals."""
    first = title.split(" ", 1)[0]
    return title if first.isupper() else title[:1].lower() + title[1:]
