"""What a transfer waits for, and the day from which that is overdue."""

from __future__ import annotations

from datetime import date

from onroll.record.exchange import sending
from onroll.record.exchange.awaiting import awaited
from onroll.record.exchange.messages import Kind, Message
from tests.record.exchange.two_homes import offer_to

MONDAY = date(2026, 11, 2)


def story(*kinds: Kind) -> frozenset[Message]:
    """What the taker has, every message written on Monday."""
    held = sending.receive(frozenset(), offer_to(), here="002", on=MONDAY).held
    for kind in kinds:
        held |= {sending.write(held, kind, here="002", on=MONDAY)}
    return held


def on_monday(held: frozenset[Message]) -> dict[Message, date]:
    return dict.fromkeys(held, MONDAY)


def test_an_offer_is_answered_within_five_working_days_of_its_coming() -> None:
    """It came on Monday 2 November: Monday 9 November is the fifth, the 10th is too late."""
    waits = awaited("002", on_monday(story()))
    assert waits is not None
    assert (waits.ours, waits.due_on) == (True, date(2026, 11, 9))
    assert not waits.is_overdue(date(2026, 11, 9))
    assert waits.is_overdue(date(2026, 11, 10))


def test_the_days_count_from_when_it_came_and_not_from_when_it_was_written() -> None:
    late = dict.fromkeys(story(), date(2026, 11, 16))
    waits = awaited("002", late)
    assert waits is not None
    assert waits.due_on == date(2026, 11, 23)


def test_a_question_is_the_givers_to_answer() -> None:
    held = story(Kind.QUERY)
    there, here = awaited("002", on_monday(held)), awaited("001", on_monday(held))
    assert there is not None
    assert here is not None
    assert (there.ours, here.ours) == (False, True)


def test_after_an_acceptance_the_taker_waits_for_its_confirmation() -> None:
    held = story(Kind.ACCEPT)
    waits = awaited("002", on_monday(held))
    assert waits is not None
    assert waits.words == "They confirm that they have your acceptance"


def test_the_giver_waits_until_it_hears_that_the_handover_arrived() -> None:
    taker = story(Kind.ACCEPT)
    accept = next(each for each in taker if each.kind is Kind.ACCEPT)
    giver = sending.receive(frozenset({offer_to()}), accept, here="001", on=MONDAY)
    assert awaited("001", on_monday(giver.held)) is not None
    (confirm,) = giver.to_send
    after = sending.receive(taker, confirm, here="002", on=MONDAY)
    (receipt,) = after.to_send
    held = sending.receive(giver.held, receipt, here="001", on=MONDAY).held
    assert awaited("001", on_monday(held)) is None
    assert awaited("002", on_monday(after.held)) is None


def test_a_refusal_waits_for_nothing() -> None:
    assert awaited("002", on_monday(story(Kind.REJECT))) is None
