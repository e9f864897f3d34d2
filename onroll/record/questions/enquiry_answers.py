"""What a service may answer to an enquiry about a child, and what a case is told of it.

The answers are the results that the catalogue of enquiries has for the service, each with the same
few things asked beside. None changes a fact of the child: that somebody is told where a child is
verifies nothing, and what follows from it is for the officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from onroll.record.casework.enquiries import enquiry
from onroll.record.forms.answering import said
from onroll.record.forms.answers import Kept
from onroll.record.questions.answers import Answer, UnknownAnswer

KNOWN: Final = ("found", "concern")
"""The results with which a service knows the child."""

SINCE: Final = "Since which day, as near as you know?"
WHERE: Final = "Where, as you have it?"
LAST_SEEN: Final = "Who last saw the child, where and when?"
WORRY: Final = "What is the concern, and who may be asked about it?"
LOOKED: Final = "Which names and records did you look under?"
INSTEAD: Final = "Why, and who may be asked instead?"
THEN: Final = "The officer who asked reads it in the case at once. No other service is told."


@cache
def enquiry_answers(key: str) -> tuple[Answer, ...]:
    """What may be answered to an enquiry, in the order in which a page shows it."""
    return tuple(_answer(result, words) for result, words in enquiry(key).answers.items())


def _answer(result: str, words: str) -> Answer:
    if result not in KNOWN:
        if result == "nil":
            return Answer(result, words, more=LOOKED, then=THEN)
        return Answer(result, words, why=INSTEAD, then=THEN)
    why, more = (WORRY, LAST_SEEN) if result == "concern" else ("", LAST_SEEN)
    return Answer(result, words, day=SINCE, where=WHERE, why=why, more=more, then=THEN)


def enquiry_answer(key: str, result: str) -> Answer:
    """One of them. Raises `UnknownAnswer`."""
    for each in enquiry_answers(key):
        if each.key == result:
            return each
    raise UnknownAnswer(f"'{result}' does not answer the enquiry '{key}'.")


def in_words(answer: Answer, told: Mapping[str, Kept]) -> str:
    """What was told beside an answer, as a case has it: each question with what was said to it."""
    lines = [answer.words]
    for question in answer.page.questions:
        if words := said(question, told.get(question.key, "")):
            lines.append(f"{question.label} {words}")
    return "\n".join(lines)
