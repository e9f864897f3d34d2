"""What one side may write in a transfer, and what it answers by itself to what reaches it.

Whether the duty passes is decided in one place: what the giver writes first, `confirm` or
`withdraw`. It confirms by itself as soon as it has the acceptance, unless it withdrew before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.exchange.holding import claim_of
from onroll.record.exchange.messages import BadMessage, Kind, Message, check
from onroll.record.exchange.one_side import OPEN, TO_DECIDE, Side, Stage, side_of

Held = frozenset[Message]
"""The messages of one transfer that one side has."""

WHEN: Final = {
    Kind.ANSWER: OPEN,
    Kind.WITHDRAW: OPEN,
    Kind.QUERY: TO_DECIDE,
    Kind.ACCEPT: TO_DECIDE,
    Kind.REJECT: TO_DECIDE,
}
"""In which stages a person may write a kind. What is in none is written by `receive` alone."""

RECEIPTED: Final = frozenset({Kind.OFFER, Kind.CONFIRM, Kind.WITHDRAW})
"""The kinds of which the writer is told that they arrived: nothing else would tell."""


@dataclass(frozen=True)
class Received:
    """What a side has after a message came, and what it is to send for it: also what was sent
    before, where the other side evidently never had it."""

    held: Held
    to_send: tuple[Message, ...]


def offer(
    here: str,
    taker: str,
    sides: Iterable[Side],
    *,
    came_otherwise: bool,
    transfer: str,
    on: date,
) -> Message:
    """The offer of a child to another authority.

    `sides` are this authority's of every transfer of the child. Raises `BadMessage` where the duty
    is not here, or the child is offered already: to two at once both might say yes.
    """
    known = list(sides)
    claim = claim_of(here, known, came_otherwise=came_otherwise)
    if claim is None or not claim.firm:
        raise BadMessage("This child is not yours to pass on. Ask whoever has the duty.")
    if asked := next((each for each in known if each.giver == here and each.is_open), None):
        raise BadMessage(
            f"The child is offered to {asked.taker} already. Wait for their word, or withdraw that "
            "offer first."
        )
    turn = max((each.turn for each in known), default=0) + 1
    message = Message(transfer, turn, here, taker, here, 1, Kind.OFFER, on)
    check(message)
    return message


def write(held: Held, kind: Kind, *, here: str, on: date, about: int = 0) -> Message:
    """What a person of one side says next. Raises `BadMessage` where that cannot be said now."""
    side = side_of(held)
    if kind not in WHEN or side.stage not in WHEN[kind]:
        raise BadMessage(f"The offer is {side.stage}: '{kind}' cannot be said of it any more.")
    if kind is Kind.ANSWER and about not in side.unanswered:
        raise BadMessage(f"Question {about} waits for no answer. Answer one that does.")
    if here == side.taker and not side.has_offer:
        raise BadMessage("The offer itself has not reached you. Ask for it again.")
    return written(held, kind, here=here, on=on, about=about)


def receive(held: Held, came: Message, *, here: str, on: date) -> Received:
    """Take in one message, which may have come before, or before another that was sent earlier.

    Raises `BadMessage` where it is not for this side, differs from one of its number, or confirms
    or accepts what was never accepted or offered.
    """
    check(came)
    if came.to != here:
        raise BadMessage(f"It is for authority {came.to}, and this is {here}. Send it there.")
    refuse_what_cannot_be(held, came)
    now = held | {came}
    said: list[Message] = []
    if came.kind is Kind.ACCEPT:
        now, answer = decided(now, here=here, on=on)
        said.append(answer)
    if came.kind in RECEIPTED:
        now, receipt = once(now, Kind.RECEIPT, here=here, on=on, about=came.number)
        said.append(receipt)
    return Received(now, tuple(said))


def refuse_what_cannot_be(held: Held, came: Message) -> None:
    if held:
        side_of({came, *held})
    for each in held:
        if (each.by, each.number) == (came.by, came.number) and each != came:
            raise BadMessage(
                f"Authority {came.by} has sent another message {came.number} of this offer, which "
                "says something else. Nothing was changed. Ask them which is right."
            )
    needs = {Kind.CONFIRM: Kind.ACCEPT, Kind.ACCEPT: Kind.OFFER}.get(came.kind)
    if needs and not any(each.kind is needs for each in held):
        raise BadMessage(f"It says '{came.kind}', and you sent no '{needs}' of this offer.")


def decided(held: Held, *, here: str, on: date) -> tuple[Held, Message]:
    """The giver's one last word on an acceptance: the one already given, or given now."""
    stage = side_of(held).stage
    word = Kind.CONFIRM if stage in (Stage.ACCEPTED, Stage.CONFIRMED) else Kind.WITHDRAW
    return once(held, word, here=here, on=on)


def once(held: Held, kind: Kind, *, here: str, on: date, about: int = 0) -> tuple[Held, Message]:
    """A message of one's own: as it was written already, or written now."""
    for each in held:
        if (each.by, each.kind, each.about) == (here, kind, about):
            return held, each
    message = written(held, kind, here=here, on=on, about=about)
    return held | {message}, message


def written(held: Collection[Message], kind: Kind, *, here: str, on: date, about: int) -> Message:
    side = side_of(held)
    number = max((each.number for each in held if each.by == here), default=0) + 1
    message = Message(
        side.transfer, side.turn, side.giver, side.taker, here, number, kind, on, about
    )
    check(message)
    return message
