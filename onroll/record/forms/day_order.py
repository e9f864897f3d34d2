"""Days that must follow each other, whatever else a form asks."""

from __future__ import annotations

from collections.abc import Iterator

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Check, Circumstances, Finding


def on_or_after(last: str, called: str, first: str, which_is: str) -> Check:
    """That the day answered to `last` is not before that to `first`; unanswered days are not held.

    `called` is what the message calls the one and `which_is` the other: "the day it begins".
    """

    def check(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
        begins, ends = answers.day(first), answers.day(last)
        if begins and ends and ends < begins:
            yield Finding(last, f"{called} must be on or after {in_words(begins)}, {which_is}")

    return check


def after(last: str, called: str, first: str, which_is: str) -> Check:
    """The same, and not on that day either."""

    def check(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
        begins, ends = answers.day(first), answers.day(last)
        if begins and ends and ends <= begins:
            yield Finding(last, f"{called} must be after {in_words(begins)}, {which_is}")

    return check


def born_before(last: str, called: str) -> Check:
    """That a day is not before the child was born."""
    return on_or_after(last, called, "date_of_birth", "the date of birth")
