"""What a question stands at, from what happened to it; and what a run makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What happens to a question. That it was asked is the question itself."""

    SEEN = "seen"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"
    """The answer was taken back, and the question waits again."""
    WITHDRAWN = "withdrawn"
    AGREED = "agreed"
    """A run found that the sources contradict each other no more."""
    AGAIN = "again"
    """A run that knew the answer found that they still do, or do again."""


class State(StrEnum):
    """What a question stands at, in the words that a page prints."""

    WAITING = "Waiting"
    OVERDUE = "Overdue"
    ANSWERED = "Answered"
    AGREED = "Closed: the sources agree now"
    AGAIN = "Answered, and the sources contradict still"
    WITHDRAWN = "Withdrawn"


OPEN_AFTER: Final = (None, Kind.TAKEN_BACK)
"""What happened last to a question that waits, but that it was seen; null is nothing."""

AFTER: Final = {
    Kind.ANSWERED: State.ANSWERED,
    Kind.WITHDRAWN: State.WITHDRAWN,
    Kind.AGREED: State.AGREED,
    Kind.AGAIN: State.AGAIN,
}


def state_on(last: str | None, due_on: date, day: date) -> State:
    """What a question stands at on a day. `last` is what happened last but that it was seen.

    On the day on which it is due it waits; it is overdue from the day after.
    """
    if last in OPEN_AFTER:
        return State.OVERDUE if due_on < day else State.WAITING
    return AFTER[Kind(str(last))]


def answer_stands(kinds: Iterable[str]) -> bool:
    """Whether an answer was given and not taken back, from what happened, in order."""
    stands = False
    for kind in kinds:
        if kind in (Kind.ANSWERED, Kind.TAKEN_BACK):
            stands = kind == Kind.ANSWERED
    return stands


def after_run(
    kinds: Iterable[str], *, contradicts: bool, knew_the_answer: bool, settles: bool
) -> Kind | None:
    """What a run makes happen to a question; null for nothing.

    `kinds` are what happened to it, in order. `knew_the_answer` is whether the run rests on what is
    answered, and `settles` whether that is an answer that says something of what contradicts.
    """
    happened = [kind for kind in kinds if kind != Kind.SEEN]
    last = happened[-1] if happened else None
    if last == Kind.WITHDRAWN:
        return None
    if not contradicts:
        return None if last == Kind.AGREED else Kind.AGREED
    stands = answer_stands(happened)
    if last in (Kind.ANSWERED, Kind.AGREED) and stands and knew_the_answer and settles:
        return Kind.AGAIN
    return None
