"""Forms as they were sent, handed on as a feed.

Whoever keeps the forms that were sent passes all of them in: the file of the feed is made of the
whole, so one that could not be handed on goes with the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from onroll.record import feeds
from onroll.record.feeds.own_rows import land_rows
from onroll.record.forms.answering import asked_only
from onroll.record.forms.answers import Answers
from onroll.record.forms.catalogue import form_named
from onroll.record.forms.lawful_exclusion import CODES

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home

FEED: Final = "school_forms"
NOT_KNOWN: Final = "not known"
"""What is typed where a form must have an answer and the sender has none."""

Row = dict[str, str]
"""One row of the feed: a text for each of its columns, "" where there is none."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One form as it was sent.

    `form` is the form's key. `urn` is that of the school or provider for which the sender signed
    in, "" of anybody else: what a sender without an account says of themselves is in the answers.
    `by` is the sender's email address. A form that was sent twice has one `token`. `taken_back` is
    the day on which it was taken back, null while it stands.
    """

    ref: str
    form: str
    answers: Answers
    urn: str
    by: str
    at: datetime
    token: str
    taken_back: date | None = None

    @property
    def record_id(self) -> str:
        """The source record that a run makes of it."""
        return f"{FEED}:{self.ref}"


def rows(sent: Iterable[Sent]) -> Iterator[Row]:
    """The rows of the feed, one for each form in the order they were sent, however often it was."""
    seen: set[str] = set()
    for each in sorted(sent, key=lambda each: each.at):
        if each.token not in seen:
            seen.add(each.token)
            yield row(each)


def row(sent: Sent) -> Row:
    """The answers to what the form asks which the feed has columns for, and who sent it when."""
    answers = asked_only(form_named(sent.form), sent.answers)
    held = {column.name: told(answers, column.name) for column in feeds.feed(FEED).columns}
    return held | {
        "form_ref": sent.ref,
        "form": sent.form,
        "urn": sent.urn,
        "sent_on": sent.at.astimezone().date().isoformat(),
        "sent_by": sent.by,
        "taken_back_on": sent.taken_back.isoformat() if sent.taken_back else "",
        "category": CODES.get(held["category"], ""),
    }


def told(answers: Answers, key: str) -> str:
    """An answer on one line; "" where it is that the sender does not know."""
    text = ", ".join(answers.text(key).splitlines())
    return "" if text.casefold() == NOT_KNOWN else text


def hand_over(home: Home, sent: Iterable[Sent], *, at: datetime, by: str) -> Load:
    """Make the feed's file of all the forms and land it; where it is landed already, that load.

    `sent` are all that were ever sent, with those that were taken back. Raises `feeds.FileRefused`
    or OSError where it cannot be landed, and `FileRefused` where there is none.
    """
    return land_rows(home, FEED, rows(sent), file=FEED, at=at, by=by)
