"""Where a transfer stands for one of its two sides: what follows from the messages they have.

A side has what it wrote and what reached it. Where it stands is a function of that *set*: so a
message that comes twice changes nothing, and the order in which messages come changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onroll.record.exchange.messages import BadMessage, Kind, Message


class Stage(StrEnum):
    """Where a transfer stands for one side."""

    OFFERED = "offered"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN: Final = frozenset({Stage.OFFERED, Stage.QUERIED, Stage.ACCEPTED})
"""The stages from which the duty may yet pass."""

TO_DECIDE: Final = frozenset({Stage.OFFERED, Stage.QUERIED})
"""The stages in which the taker may say yes or no."""

DECIDES: Final = (
    (Kind.CONFIRM, Stage.CONFIRMED),
    (Kind.WITHDRAW, Stage.WITHDRAWN),
    (Kind.REJECT, Stage.REJECTED),
    (Kind.ACCEPT, Stage.ACCEPTED),
)
"""Which message decides where a transfer stands, the strongest first. No giver writes both of the
first two; an acceptance alone is not the end, for the offer may be withdrawn already."""


@dataclass(frozen=True)
class Side:
    """A transfer as one side sees it. `unanswered` are the numbers of questions without an answer;
    `received` those of messages, by who wrote each, of which the other side said it has them."""

    transfer: str
    turn: int
    giver: str
    taker: str
    stage: Stage
    unanswered: frozenset[int]
    received: frozenset[tuple[str, int]]
    has_offer: bool

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN


def side_of(messages: Iterable[Message]) -> Side:
    """Where one transfer stands for whoever has these messages of it, in any order.

    Raises `BadMessage` where there is none, or two disagree about whose transfer it is.
    """
    held = frozenset(messages)
    if len(about := {(each.transfer, each.turn, each.giver, each.taker) for each in held}) != 1:
        raise BadMessage(f"Messages of {len(about)} transfers, where those of one are needed.")
    (transfer, turn, giver, taker) = next(iter(about))
    kinds = {each.kind for each in held}
    answered = {each.about for each in held if each.kind is Kind.ANSWER}
    unanswered = {each.number for each in held if each.kind is Kind.QUERY} - answered
    usual = Stage.QUERIED if unanswered else Stage.OFFERED
    return Side(
        transfer, turn, giver, taker,
        next((stage for kind, stage in DECIDES if kind in kinds), usual),
        frozenset(unanswered),
        frozenset((each.to, each.about) for each in held if each.kind is Kind.RECEIPT),
        Kind.OFFER in kinds,
    )  # fmt: skip
