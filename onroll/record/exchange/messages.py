"""What two authorities say to each other of one child who may pass from one to the other.

The *giver* has the duty and offers the child; the *taker* is asked to take it. A message is known
by who wrote it and its number among what they wrote of that transfer: one that comes twice is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The kinds of message, in the order in which a transfer that goes well has them."""

    OFFER = "offer"  # giver: will you take this child? With the least by which they can tell
    QUERY = "query"  # taker: a question about the offer
    ANSWER = "answer"  # giver: the answer to a question, by its number
    ACCEPT = "accept"  # taker: we take the child. It cannot be taken back
    REJECT = "reject"  # taker: we do not, and why
    CONFIRM = "confirm"  # giver: we have your acceptance, the duty is yours. With the handover
    WITHDRAW = "withdraw"  # giver: the offer is off
    RECEIPT = "receipt"  # either: a message reached us, by its number


GIVER_SAYS: Final = frozenset({Kind.OFFER, Kind.ANSWER, Kind.CONFIRM, Kind.WITHDRAW, Kind.RECEIPT})
TAKER_SAYS: Final = frozenset({Kind.QUERY, Kind.ACCEPT, Kind.REJECT, Kind.RECEIPT})

ABOUT_ANOTHER: Final = frozenset({Kind.ANSWER, Kind.RECEIPT})
"""The kinds that name a message of the other side, by its number."""


class BadMessage(ValueError):
    """A message that says what it cannot. The text says what was found and what is needed."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, without what it tells of the child.

    `transfer` is a name that the giver made up; it says nothing of the child. `turn` counts, for
    one child, every offer that anybody made: each is higher than all that its writer knew of.
    `giver`, `taker` and `by` (who wrote it) are numbers of local authorities. `about` is the number
    of the message that is answered or was received; 0 for every other kind.
    """

    transfer: str
    turn: int
    giver: str
    taker: str
    by: str
    number: int
    kind: Kind
    on: date
    about: int = 0

    @property
    def to(self) -> str:
        """Whom it is for."""
        return self.taker if self.by == self.giver else self.giver


def check(message: Message) -> None:
    """Raises `BadMessage` where a message cannot have been written by whom it names."""
    if message.giver == message.taker:
        raise BadMessage(
            f"The offer is from {message.giver} to itself. Offer to another authority."
        )
    if message.by not in (message.giver, message.taker):
        raise BadMessage(
            f"It was written by {message.by}, and the offer is between {message.giver} and "
            f"{message.taker}. Ask whoever sent it for their own."
        )
    says = GIVER_SAYS if message.by == message.giver else TAKER_SAYS
    if message.kind not in says:
        raise BadMessage(
            f"Authority {message.by} cannot say '{message.kind}' of this offer. It can say: "
            f"{', '.join(sorted(says))}."
        )
    if message.number < 1 or message.turn < 1:
        raise BadMessage("Its number and turn must be 1 or more. Ask for it again.")
    if (message.about > 0) != (message.kind in ABOUT_ANOTHER):
        raise BadMessage(f"'{message.kind}' names message {message.about}. Ask for it again.")
