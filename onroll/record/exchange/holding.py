"""Who has the duty to a child who passes between authorities: always one, and all agree which.

No two councils can change their minds at the same moment, and a message between them may be lost.
So each says what *it* knows, its claim, and a rule says who has the duty of whatever claims there
are. Why this gives one in every state is in docs/adr/0028-passing-a-child-between-authorities.md;
`tests/record/exchange` tries every state there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onroll.record.exchange.messages import BadMessage
from onroll.record.exchange.one_side import Side, Stage


@dataclass(frozen=True)
class Claim:
    """That an authority looks after a child. `firm`: it has the duty, and its figures count the
    child. Not firm: it has accepted the child, and waits to hear that the giver has that.
    `turn` is that of the offer by which the child came; 0: it came by none."""

    authority: str
    turn: int
    firm: bool


def claim_of(here: str, sides: Iterable[Side], *, came_otherwise: bool) -> Claim | None:
    """What one authority claims of a child, from its own side of every transfer of the child.

    `came_otherwise`: the child was its own before any transfer, as one who lives in its area. None:
    it has no part in the child. A giver claims until it has the taker's acceptance; a taker from
    the moment it accepts. So at least one claims at any moment.
    """
    held = list(sides)
    gave = [each.turn for each in held if each.giver == here and each.stage is Stage.CONFIRMED]
    last_gave = max(gave, default=-1)
    took = [each.turn for each in held if each.taker == here and each.stage is Stage.CONFIRMED]
    firm = max([*took, *([0] if came_otherwise else [])], default=-1)
    if firm > last_gave:
        return Claim(here, firm, True)
    accepted = [each.turn for each in held if each.taker == here and each.stage is Stage.ACCEPTED]
    waits = max(accepted, default=-1)
    return Claim(here, waits, False) if waits > last_gave else None


def who_holds(claims: Iterable[Claim]) -> str:
    """Which authority has the duty: whose claim is firm; where none is, that of the highest turn.

    Raises `BadMessage` where there is no claim, or two that are firm: that is never so while each
    authority keeps to `sending`.
    """
    held = list(claims)
    firm = [each for each in held if each.firm]
    if len(firm) > 1:
        both = " and ".join(sorted(each.authority for each in firm))
        raise BadMessage(f"{both} both say that the child is theirs. Ask both for their messages.")
    if not held:
        raise BadMessage("No authority says that the child is theirs. Ask whoever had it last.")
    return max(held, key=lambda each: (each.firm, each.turn)).authority
