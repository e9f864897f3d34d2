"""Answers as they were given, handed on as a feed.

Whoever keeps the questions passes every answer in, with those that were taken back: the file of the
feed is made of the whole, so one that could not be handed on goes with the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from onroll.record.feeds.own_rows import land_rows

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home

FEED: Final = "question_answers"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer. `urn` is the school's that was asked, "" of a team; `holds_from` and `born` are
    ISO days, "" where none was asked for. `taken_back_on` is null while it stands."""

    ref: str
    question: str
    contradiction: str
    answer: str
    urn: str
    by: str
    on: date
    holds_from: str = ""
    ground: str = ""
    born: str = ""
    taken_back_on: date | None = None
    taken_back_by: str = ""


def record_of(question: str) -> str:
    """The source record that a run makes of what is answered to a question."""
    return f"{FEED}:{question}"


def row(given: Given) -> dict[str, str]:
    """Its row of the feed."""
    return {
        "answer_ref": given.ref,
        "question_ref": given.question,
        "contradiction": given.contradiction,
        "answer": given.answer,
        "urn": given.urn,
        "holds_from": given.holds_from,
        "ground": given.ground,
        "date_of_birth": given.born,
        "answered_on": given.on.isoformat(),
        "answered_by": given.by,
        "taken_back_on": given.taken_back_on.isoformat() if given.taken_back_on else "",
        "taken_back_by": given.taken_back_by,
    }


def hand_over(home: Home, given: Iterable[Given], *, at: datetime, by: str) -> Load:
    """Make the feed's file of all the answers and land it; where it is landed already, that load.

    Raises `feeds.FileRefused` or OSError where it cannot be landed.
    """
    return land_rows(home, FEED, map(row, given), file=FEED, at=at, by=by)
