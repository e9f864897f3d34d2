"""Monthly returns as they were sent, handed on as a feed: one row for each pupil of each.

Whoever keeps the returns passes all of them in: the file of the feed is made of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from onroll.record.feeds.own_rows import land_rows
from onroll.record.forms.answers import Answers
from onroll.record.forms.monthly_return import How
from onroll.record.forms.told_of_child import WHO, Row, in_columns

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home

FEED: Final = "monthly_returns"

AS_TOLD: Final = (
    "reason", "hours_attended", "starts_on", "provider", "review_on", "ends_on", "ended_on",
    "ended_how",
)  # fmt: skip
"""The columns that hold an answer as it was given."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a school's return of a month, given by its first day, says of one pupil.

    `by` is the sender's email address. `replaced_on` is the day on which the school sent another
    return of the month, null of the one that holds. `child` is the record's reference of the pupil,
    and `who` holds the answers to who it is.
    """

    ref: str
    urn: str
    month: date
    by: str
    at: datetime
    replaced_on: date | None
    child: str
    who: Answers
    how: How
    answers: Answers


def row(told: Returned) -> Row:
    """What was told of a pupil, in the feed's columns."""
    return (
        in_columns(told.who, WHO)
        | in_columns(told.answers, AS_TOLD)
        | {
            "return_ref": told.ref,
            "urn": told.urn,
            "month": told.month.isoformat(),
            "sent_on": told.at.astimezone().date().isoformat(),
            "sent_by": told.by,
            "replaced_on": told.replaced_on.isoformat() if told.replaced_on else "",
            "child_ref": told.child,
            "how": told.how.value,
            "hours": told.answers.text("hours_offered"),
            "plan": "Y" if told.answers.text("plan") else "N",
        }
    )


def rows(told: Iterable[Returned]) -> Iterator[Row]:
    """The rows of the feed, in the order in which the returns were sent."""
    return map(row, sorted(told, key=lambda each: (each.at, each.child)))


def hand_over(home: Home, told: Iterable[Returned], *, at: datetime, by: str) -> Load:
    """Make the feed's file of every return and land it; where it is landed already, that load.

    Raises `feeds.FileRefused` or OSError where it cannot be landed, and `FileRefused` where no
    return has a pupil.
    """
    return land_rows(home, FEED, rows(told), file=FEED, at=at, by=by)
