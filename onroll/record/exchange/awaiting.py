"""What a transfer waits for: whose turn it is, and by which day.

Another authority is answered within five working days (C-7, `authority_enquiry_answer`); the same
is asked of them. What is not there by then is overdue on both sides: nothing lapses by itself, a
person rings, or withdraws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.calendars import working_days
from onroll.record.exchange.messages import Kind, Message
from onroll.record.exchange.one_side import Side, Stage, side_of
from onroll.record.thresholds import threshold

WORDS: Final = {
    (Stage.OFFERED, False): "They say whether they take the child",
    (Stage.OFFERED, True): "Say whether you take the child",
    (Stage.QUERIED, False): "Answer their question",
    (Stage.QUERIED, True): "They answer your question",
    (Stage.ACCEPTED, True): "They confirm that they have your acceptance",
    (Stage.CONFIRMED, False): "They say that the handover arrived",
    (Stage.WITHDRAWN, False): "They say that they know it was withdrawn",
}
"""What is waited for, by where the transfer stands and whether this side is the taker."""

SINCE: Final = {
    Stage.OFFERED: Kind.OFFER,
    Stage.QUERIED: Kind.QUERY,
    Stage.ACCEPTED: Kind.ACCEPT,
    Stage.CONFIRMED: Kind.CONFIRM,
    Stage.WITHDRAWN: Kind.WITHDRAW,
}
"""The kind of message after which it is waited for."""

OURS: Final = frozenset({(Stage.OFFERED, True), (Stage.QUERIED, False)})
"""Where this side is to act, and not the other."""


@dataclass(frozen=True)
class Awaited:
    """What is waited for. `ours`: this side is to do it. `due_on` is the last day in time."""

    words: str
    ours: bool
    since: date
    due_on: date

    def is_overdue(self, day: date) -> bool:
        return self.due_on < day


def awaited(here: str, held: Mapping[Message, date]) -> Awaited | None:
    """What one side of a transfer waits for; None: for nothing.

    `held` has every message of it, with the day on which it was written here or came here.
    """
    side = side_of(held)
    case = (side.stage, side.taker == here)
    if case not in WORDS or is_known(side, held):
        return None
    days = [on for each, on in held.items() if each.kind is SINCE[side.stage]]
    if side.stage is Stage.QUERIED:
        days = [on for each, on in held.items() if each.number in side.unanswered
                and each.kind is Kind.QUERY]  # fmt: skip
    if not days:
        return None
    since = min(days)
    limit = int(threshold("authority_enquiry_answer").on(since))
    return Awaited(WORDS[case], case in OURS, since, working_days().school_days_after(since, limit))


def is_known(side: Side, held: Mapping[Message, date]) -> bool:
    """Whether the other side has said that the last word reached it."""
    last = {each.number for each in held if each.by == side.giver
            and each.kind in (Kind.CONFIRM, Kind.WITHDRAW)}  # fmt: skip
    return any((side.giver, number) in side.received for number in last)
