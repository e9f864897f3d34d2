"""How long a school needs for the form of a leaver: 4 minutes at most, counted in keystrokes.

Card, Moran and Newell (1980): 0.28 s for a key of whoever types 40 words a minute, 1.35 s to think
before each answer and each page. Ours are a second for a page to come, and how long an answer is.
What somebody has to look up meanwhile is not in it.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from onroll.record.feeds.catalogue.deletion_grounds import GROUNDS
from onroll.record.forms.answers import Answers
from onroll.record.forms.catalogue import form_named
from onroll.record.forms.form import Form, Kind, Question
from onroll.record.forms.the_child import THE_CHILD
from onroll.record.forms.the_sender import THE_SENDER, with_sender

KEY, THINK, COMES = 0.28, 1.35, 1.0
"""Seconds."""
MINUTES = 4


TYPED = {
    Kind.LINE: 20, Kind.WORDS: 80, Kind.NUMBER: 2, Kind.UPN: 13, Kind.POSTCODE: 8, Kind.DAY: 8 + 2,
}  # fmt: skip
"""The letters of an answer: a name, a sentence, a day in its three boxes."""


def keys(question: Question) -> int:
    """The keys pressed for an answer, with the Tab that leads to it; of options half of them."""
    return 1 + TYPED.get(question.kind, 1 + len(question.options) // 2)


def seconds(form: Form, told: Answers, is_typed: Callable[[Question], bool]) -> float:
    """From the first page to the receipt; of each page that is asked, what somebody types."""
    pages = form.asked(told)
    typed = [question for page in pages for question in page.questions if is_typed(question)]
    answered = sum(THINK + KEY * keys(question) for question in typed)
    return answered + (len(pages) + 2) * (THINK + KEY + COMES)  # and the check, and the receipt


def of_each_ground(is_typed: Callable[[Question], bool]) -> list[float]:
    form = with_sender(form_named("removal_from_roll"))
    return [seconds(form, Answers({"ground": ground}), is_typed) for ground in GROUNDS]


def test_a_school_that_signed_in_answers_everything_in_four_minutes_at_the_median() -> None:
    """It chose the pupil from its own list, so that who the child is, and who sends, is known."""
    known = {question.key for page in (THE_CHILD, THE_SENDER) for question in page.questions}
    taken = of_each_ground(lambda question: question.key not in known)
    print(f"{median(taken) / 60:.1f} minutes at the median, {max(taken) / 60:.1f} at the most")
    assert len(taken) == 15
    assert median(taken) <= MINUTES * 60


def test_at_the_door_for_one_child_what_is_needed_takes_as_long_at_the_median() -> None:
    taken = of_each_ground(lambda question: bool(question.asks))
    print(f"{median(taken) / 60:.1f} minutes at the median, {max(taken) / 60:.1f} at the most")
    assert median(taken) <= MINUTES * 60
