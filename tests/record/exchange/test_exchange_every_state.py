"""Two and three authorities, with messages lost, repeated and late: one has the duty, always.

CI looks at every state of small bounds; `run.py prove exchange` at those of larger ones.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from onroll.record.exchange import sending
from onroll.record.exchange.holding import Claim, claim_of
from onroll.record.exchange.messages import Kind, Message
from onroll.record.exchange.one_side import Stage
from tests.record.exchange.every_state import DAY, Authorities, Broken, Held, Rules

PROOF = bool(int(os.environ.get("ONROLL_PROOF", "0")))

SMALL = {
    "two, an endless line, 3 offers": Authorities("AB", offers=3),
    "two, an endless line, 2 offers and a question to each": Authorities("AB", offers=2, queries=1),
    "two, a line with room for 2, 2 offers": Authorities("AB", offers=2, room=2),
    "three, an endless line, 2 offers": Authorities("ABC", offers=2),
    "three, an endless line, 3 offers": Authorities("ABC", offers=3),
    "three, a line with room for 2, 2 offers": Authorities("ABC", offers=2, room=2),
}
LARGE = {
    "two, an endless line, 5 offers": Authorities("AB", offers=5),
    "two, an endless line, 3 offers and a question to each": Authorities("AB", offers=3, queries=1),
    "two, a line with room for 2, 3 offers": Authorities("AB", offers=3, room=2),
    "three, an endless line, 4 offers": Authorities("ABC", offers=4),
    "three, an endless line, 3 offers and a question to each": Authorities(
        "ABC", offers=3, queries=1
    ),
    "three, a line with room for 2, 3 offers": Authorities("ABC", offers=3, room=2),
}


@pytest.mark.proof
@pytest.mark.parametrize("bound", [*SMALL, *(LARGE if PROOF else {})])
def test_in_every_state_one_authority_has_the_duty_and_all_may_come_to_agree(
    bound: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """From each state there is a way to one where nobody waits and both sides say the same."""
    found = (SMALL | LARGE)[bound].every_state()
    with capsys.disabled():
        print(f"\n{bound}: {found.states:,} states, {found.steps:,} steps between them")
    assert found.states > 1_000
    assert found.without_way_to_rest == 0
    assert found.most_claims > 1  # it passes through states in which a giver cannot know yet


def drops_at_offering(here: str, sides: object, *, came_otherwise: bool) -> Claim | None:
    """A giver that counts the child no more once it has asked another to take it."""
    passed = {
        replace(each, stage=Stage.CONFIRMED) if each.giver == here and each.is_open else each
        for each in sides
    }
    return claim_of(here, passed, came_otherwise=came_otherwise)


def takes_at_preview(here: str, sides: object, *, came_otherwise: bool) -> Claim | None:
    """A taker that counts the child as soon as it was asked."""
    taken = {
        replace(each, stage=Stage.CONFIRMED) if each.taker == here and each.is_open else each
        for each in sides
    }
    return claim_of(here, taken, came_otherwise=came_otherwise)


def waits_to_be_told(here: str, sides: object, *, came_otherwise: bool) -> Claim | None:
    """A taker that does nothing until it hears that its acceptance arrived."""
    known = {each for each in sides if each.stage is not Stage.ACCEPTED or each.giver == here}
    return claim_of(here, known, came_otherwise=came_otherwise)


def offers_to_two(
    here: str, taker: str, sides: object, *, came_otherwise: bool, transfer: str, on: object
) -> Message:
    """A giver that asks a second authority while the first has not answered."""
    others = [each for each in sides if each.giver != here or each.taker == taker]
    made = sending.offer(
        here, taker, others, came_otherwise=came_otherwise, transfer=transfer, on=DAY
    )
    return replace(made, turn=max((each.turn for each in sides), default=0) + 1)


def turns_that_stand_still(
    here: str, taker: str, sides: object, *, came_otherwise: bool, transfer: str, on: object
) -> Message:
    """A giver that counts no offer but its own."""
    made = sending.offer(
        here, taker, sides, came_otherwise=came_otherwise, transfer=transfer, on=DAY
    )
    return replace(made, turn=sum(each.giver == here for each in sides) + 1)


def confirms_what_it_withdrew(
    held: Held, came: Message, *, here: str, on: object
) -> sending.Received:
    """A giver for whom a late acceptance counts after all."""
    if came.kind is not Kind.ACCEPT or here != came.giver:
        return sending.receive(held, came, here=here, on=DAY)
    now, answer = sending.once(held | {came}, Kind.CONFIRM, here=here, on=DAY)
    return sending.Received(now, (answer,))


FAULTS = {
    "drops at offering": Rules(claim=drops_at_offering),
    "takes at preview": Rules(claim=takes_at_preview),
    "waits to be told": Rules(claim=waits_to_be_told),
    "offers to two": Rules(offer=offers_to_two),
    "turns stand still": Rules(offer=turns_that_stand_still),
    "confirms what it withdrew": Rules(receive=confirms_what_it_withdrew),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_rules_is_found(fault: str) -> None:
    with pytest.raises(Broken, match="After: A writes offer"):
        Authorities("ABC", offers=3, rules=FAULTS[fault]).every_state()
