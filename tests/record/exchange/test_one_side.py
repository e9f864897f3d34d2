"""One side of a transfer: repeats, order and receipts change nothing; what cannot be is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from onroll.record.exchange import sending
from onroll.record.exchange.holding import Claim, claim_of, who_holds
from onroll.record.exchange.messages import BadMessage, Kind, Message, check
from onroll.record.exchange.one_side import Stage, side_of

HERE, THERE, ELSEWHERE = "001", "002", "003"
DAY = date(2026, 11, 2)
NOTHING: sending.Held = frozenset()


def offered(**more: object) -> Message:
    told = {"taker": THERE, "sides": (), "came_otherwise": True, "transfer": "t1", "on": DAY}
    return sending.offer(HERE, **(told | more))


def taker_after(*kinds: Kind) -> sending.Held:
    """What the taker has once the offer came and it wrote these."""
    held = sending.receive(NOTHING, offered(), here=THERE, on=DAY).held
    for kind in kinds:
        held |= {sending.write(held, kind, here=THERE, on=DAY)}
    return held


def message_of(held: sending.Held, kind: Kind) -> Message:
    return next(each for each in held if each.kind is kind)


def stage(held: sending.Held) -> Stage:
    return side_of(held).stage


def test_a_transfer_that_goes_well_passes_the_duty_when_the_giver_has_the_acceptance() -> None:
    offer = offered()
    taker = taker_after(Kind.ACCEPT)
    assert claim_of(HERE, [side_of({offer})], came_otherwise=True) == Claim(HERE, 0, True)
    assert claim_of(THERE, [side_of(taker)], came_otherwise=False) == Claim(THERE, 1, False)
    after = sending.receive({offer}, message_of(taker, Kind.ACCEPT), here=HERE, on=DAY)
    assert claim_of(HERE, [side_of(after.held)], came_otherwise=True) is None
    (confirm,) = after.to_send
    taker = sending.receive(taker, confirm, here=THERE, on=DAY).held
    assert claim_of(THERE, [side_of(taker)], came_otherwise=False) == Claim(THERE, 1, True)


def test_the_order_in_which_messages_come_changes_nothing_that_is_decided() -> None:
    taker = taker_after(Kind.QUERY)
    giver = sending.receive({offered()}, message_of(taker, Kind.QUERY), here=HERE, on=DAY).held
    about = message_of(taker, Kind.QUERY).number
    giver |= {sending.write(giver, Kind.ANSWER, here=HERE, on=DAY, about=about)}
    giver |= {sending.write(giver, Kind.WITHDRAW, here=HERE, on=DAY)}
    wrote = [each for each in giver if each.by == HERE]
    ends = set()
    for order in permutations([*wrote, *wrote]):
        held = frozenset({message_of(taker, Kind.QUERY)})
        for each in order:
            held = sending.receive(held, each, here=THERE, on=DAY).held
        ends.add((stage(held), side_of(held).unanswered))
    assert ends == {(Stage.WITHDRAWN, frozenset())}


def test_an_offer_that_comes_after_its_withdrawal_cannot_be_accepted() -> None:
    offer = offered()
    withdrawn = sending.write({offer}, Kind.WITHDRAW, here=HERE, on=DAY)
    held = sending.receive(NOTHING, withdrawn, here=THERE, on=DAY).held
    held = sending.receive(held, offer, here=THERE, on=DAY).held
    with pytest.raises(BadMessage, match="withdrawn"):
        sending.write(held, Kind.ACCEPT, here=THERE, on=DAY)


def test_an_acceptance_that_crosses_a_withdrawal_is_answered_with_the_withdrawal() -> None:
    giver = frozenset({offered()})
    giver |= {sending.write(giver, Kind.WITHDRAW, here=HERE, on=DAY)}
    taker = taker_after(Kind.ACCEPT)
    after = sending.receive(giver, message_of(taker, Kind.ACCEPT), here=HERE, on=DAY)
    assert after.to_send == (message_of(giver, Kind.WITHDRAW),)
    taker = sending.receive(taker, after.to_send[0], here=THERE, on=DAY).held
    assert (stage(after.held), stage(taker)) == (Stage.WITHDRAWN, Stage.WITHDRAWN)
    assert claim_of(THERE, [side_of(taker)], came_otherwise=False) is None


def test_a_message_that_comes_twice_changes_nothing_and_gets_the_same_answer() -> None:
    accept = message_of(taker_after(Kind.ACCEPT), Kind.ACCEPT)
    once = sending.receive({offered()}, accept, here=HERE, on=DAY)
    again = sending.receive(once.held, accept, here=HERE, on=date(2026, 12, 1))
    assert again == once


def test_a_receipt_changes_no_stage_and_says_what_arrived() -> None:
    taker = taker_after()
    receipt = message_of(taker, Kind.RECEIPT)
    before = frozenset({offered()})
    after = sending.receive(before, receipt, here=HERE, on=DAY).held
    assert stage(before) is stage(after) is Stage.OFFERED
    assert side_of(after).received == {(HERE, 1)}


def test_a_child_is_not_offered_to_two_at_once() -> None:
    with pytest.raises(BadMessage, match="offered to 002 already"):
        offered(taker=ELSEWHERE, sides=(side_of({offered()}),))


def test_after_a_refusal_it_is_offered_to_another_with_a_higher_turn() -> None:
    taker = taker_after(Kind.REJECT)
    refused = sending.receive({offered()}, message_of(taker, Kind.REJECT), here=HERE, on=DAY)
    assert stage(refused.held) is Stage.REJECTED
    assert offered(taker=ELSEWHERE, sides=(side_of(refused.held),), transfer="t2").turn == 2


def test_whoever_has_only_accepted_passes_a_child_to_nobody() -> None:
    with pytest.raises(BadMessage, match="not yours to pass on"):
        sending.offer(
            THERE, ELSEWHERE, (side_of(taker_after(Kind.ACCEPT)),), came_otherwise=False,
            transfer="t2", on=DAY,
        )  # fmt: skip


def test_another_message_of_the_same_number_is_refused() -> None:
    reject = message_of(taker_after(Kind.REJECT), Kind.REJECT)
    accept = replace(reject, kind=Kind.ACCEPT)
    held = sending.receive({offered()}, reject, here=HERE, on=DAY).held
    with pytest.raises(BadMessage, match="says something else"):
        sending.receive(held, accept, here=HERE, on=DAY)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"taker": HERE}, "to itself"),
        ({"by": ELSEWHERE}, "written by 003"),
        ({"kind": Kind.ACCEPT}, "cannot say 'accept'"),
        ({"number": 0}, "1 or more"),
        ({"about": 3}, "names message 3"),
    ],
)
def test_what_cannot_have_been_written_is_refused_in_words(
    wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(BadMessage, match=words):
        check(replace(offered(), **wrong))


def test_a_duty_is_not_pressed_on_who_never_accepted() -> None:
    accepted = sending.receive(
        {offered()}, message_of(taker_after(Kind.ACCEPT), Kind.ACCEPT), here=HERE, on=DAY
    )
    with pytest.raises(BadMessage, match="you sent no 'accept'"):
        sending.receive(taker_after(), accepted.to_send[0], here=THERE, on=DAY)


def test_where_no_claim_is_firm_that_of_the_highest_turn_has_the_duty() -> None:
    """The first taker has not heard yet that the offer to it was withdrawn."""
    assert who_holds([Claim(THERE, 1, False), Claim(ELSEWHERE, 2, False)]) == ELSEWHERE
    assert who_holds([Claim(THERE, 3, False), Claim(HERE, 2, True)]) == HERE
    for wrong in ([], [Claim(HERE, 0, True), Claim(THERE, 1, True)]):
        with pytest.raises(BadMessage):
            who_holds(wrong)
