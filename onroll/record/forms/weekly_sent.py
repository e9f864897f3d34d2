"""Hours of weeks as providers sent them, handed on as a feed: one row for each child of each week.

Whoever keeps what was sent passes all of it in: the file of the feed is made of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from onroll.record.feeds.own_rows import land_rows
from onroll.record.forms.answers import Answers
from onroll.record.forms.told_of_child import WHO, Row, in_columns

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home

FEED: Final = "weekly_hours"

AS_TOLD: Final = ("hours_offered", "hours_attended", "absence", "ended_on", "where_now")
"""The columns that hold an answer as it was given."""


@dataclass(frozen=True, slots=True)
class ToldOfWeek:
    """What a provider says of one child in the week that begins on a Monday.

    `by` is the sender's email address. `replaced_on` is the day on which the provider sent the week
    again, null of what holds. `child` is the record's reference of the child, and `who` holds the
    answers to who it is.
    """

    ref: str
    urn: str
    week: date
    by: str
    at: datetime
    replaced_on: date | None
    child: str
    who: Answers
    answers: Answers


def row(told: ToldOfWeek) -> Row:
    """What was told of a child, in the feed's columns."""
    return (
        in_columns(told.who, WHO)
        | in_columns(told.answers, AS_TOLD)
        | {
            "return_ref": told.ref,
            "urn": told.urn,
            "week": told.week.isoformat(),
            "sent_on": told.at.astimezone().date().isoformat(),
            "sent_by": told.by,
            "replaced_on": told.replaced_on.isoformat() if told.replaced_on else "",
            "child_ref": told.child,
        }
    )


def rows(told: Iterable[ToldOfWeek]) -> Iterator[Row]:
    """The rows of the feed, in the order in which they were sent."""
    return map(row, sorted(told, key=lambda each: (each.at, each.child)))


def hand_over(home: Home, told: Iterable[ToldOfWeek], *, at: datetime, by: str) -> Load:
    """Make the feed's file of all that was told and land it; where it is landed already, that load.

    Raises `feeds.FileRefused` or OSError where it cannot be landed, and `FileRefused` where nobody
    was told of.
    """
    return land_rows(home, FEED, rows(told), file=FEED, at=at, by=by)
