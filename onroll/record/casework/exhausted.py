"""What is left to do before it may be said that every enquiry about a child is exhausted.

A round is one answer of every enquiry that the test asks for. Each has two answers that were asked
for at least 28 days apart, or somebody wrote why it does not apply: after the first answer, why it
need not be asked again. A nil return is an answer; a refusal and a silence are none, and whatever
was asked beyond the test and never answered stands open too. Time alone takes nothing off the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from onroll.record.casework.askings import Asking, askings, not_applicable
from onroll.record.casework.case import Case
from onroll.record.casework.dated_files import BadFile, entries, source_text
from onroll.record.casework.day_words import in_words
from onroll.record.casework.enquiries import catalogue, enquiry
from onroll.record.school_days import days_after

FILE: Final = "exhausted.toml"
_NAMES: Final = ("must_be_answered", "rounds", "apart_days", "in_force_from", "source")

SIGN: Final = "A manager who had no part in the last round signs that every enquiry is exhausted"
SIGN_ANEW: Final = "More was done since a manager signed: a manager signs again"
ANOTHER_SIGNS: Final = (
    "Who signed had a part in the last round: another manager signs that every enquiry is exhausted"
)


@dataclass(frozen=True)
class Measure:
    """What must be done: of each of `groups` one enquiry answered, so often, so many days apart."""

    groups: tuple[tuple[str, ...], ...]
    rounds: int
    apart_days: int
    source: str


@cache
def measure() -> Measure:
    """The test in use. Raises `BadFile` for a file that is wrong."""
    return read(source_text(FILE))


def read(text: str) -> Measure:
    held = entries(FILE, text)
    if list(held) != ["exhausted"]:
        raise BadFile(
            f"{FILE}: found {', '.join(held) or 'nothing'}. Write one entry, [exhausted]."
        )
    of = held["exhausted"]
    of.only(_NAMES)
    of.day("in_force_from")
    groups = tuple(tuple(each.split(" or ")) for each in of.texts("must_be_answered"))
    if not groups or not {key for group in groups for key in group} <= catalogue().keys():
        raise of.bad("must_be_answered", f"Write only: {', '.join(catalogue())}")
    rounds, apart = of.whole("rounds", least=1), of.whole("apart_days", least=1)
    return Measure(groups, rounds, apart, of.text("source"))


def what_is_left(case: Case, day: date) -> list[str]:
    """What must be done yet, in words, in the order of the catalogue; empty when it is exhausted.

    The signature is asked for only when nothing else is left.
    """
    made = [each for each in askings(case) if each.asked_on <= day]
    left = [words for group in measure().groups for words in _left_of(case, made, group, day)]
    left += _asked_in_vain(case)
    return left or _signature(case, day)


def is_exhausted(case: Case, day: date) -> bool:
    return not what_is_left(case, day)


def may_sign_exhausted(case: Case, day: date, by: str) -> str | None:
    """Why somebody may not sign that every enquiry is exhausted; None when they may."""
    left = what_is_left(case, day)
    if left and left[0] not in (SIGN, SIGN_ANEW, ANOTHER_SIGNS):
        return f"{left[0]}. Sign when nothing is left."
    if by in last_round_by(case, day):
        return "You had a part in the last round of enquiries. Another manager signs."
    return None


def last_round_by(case: Case, day: date) -> set[str]:
    """Who had a part in the newest asking of each enquiry, or wrote that one does not apply."""
    newest = {each.enquiry: each for each in askings(case) if each.asked_on <= day}
    asked = {person for each in newest.values() for person in each.people}
    return asked | {each.by for each in case.not_applicable.values()}


def answered_rounds(made: list[Asking], apart_days: int) -> list[Asking]:
    """The answered askings of which each was asked so many days after the one before."""
    rounds: list[Asking] = []
    for each in made:
        far = not rounds or each.asked_on >= days_after(rounds[-1].asked_on, apart_days)
        if each.is_answered and far:
            rounds.append(each)
    return rounds


def _left_of(case: Case, every: list[Asking], group: tuple[str, ...], day: date) -> list[str]:
    asked_for = [key for key in group if not enquiry(key).is_over(day)]
    if not asked_for or all(not_applicable(case, key) for key in asked_for):
        return []
    made = [each for each in every if each.enquiry in asked_for]
    rounds = answered_rounds(made, measure().apart_days)
    if len(rounds) >= measure().rounds or any(_rest_does_not_apply(case, each) for each in rounds):
        return []
    title = ", or: ".join(enquiry(key).title for key in asked_for)
    if not rounds:
        return [title if not made else f"{title}: no answer yet, and a refusal is none"]
    on = in_words(days_after(rounds[-1].asked_on, measure().apart_days))
    return [f"{title}: a second time, on {on} or later"]


def _rest_does_not_apply(case: Case, answered: Asking) -> bool:
    """Somebody wrote, after an answer, why the enquiry need not be made again."""
    said = case.not_applicable.get(answered.enquiry)
    return (
        said is not None and said.number > answered.last and not_applicable(case, answered.enquiry)
    )


def _asked_in_vain(case: Case) -> list[str]:
    """What was asked beyond the test, whose newest asking nobody answered."""
    tested = {key for group in measure().groups for key in group}
    newest = {each.enquiry: each for each in askings(case) if each.enquiry not in tested}
    return [
        f"{kind.title}: no answer yet, and a refusal is none"
        for key, kind in catalogue().items()
        if key in newest and not newest[key].is_answered and not not_applicable(case, key)
    ]


def _signature(case: Case, day: date) -> list[str]:
    signed = case.exhausted
    if signed is None:
        return [SIGN]
    done = [each.last for each in askings(case)]
    done += [each.number for each in case.not_applicable.values()]
    if any(number > signed.number for number in done):
        return [SIGN_ANEW]
    return [ANOTHER_SIGNS] if signed.by in last_round_by(case, day) else []
