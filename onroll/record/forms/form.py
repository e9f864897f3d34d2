"""What a form is: pages of questions, one thing to a page, and what is odd about the answers.

A school, a provider or another service fills one in about one child. What a form asks, and when its
answers are refused, is in one file for each form (`catalogue`), beside the law that it serves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from onroll.record.forms.answers import Answers
from onroll.record.school_days import SchoolCalendar


class Kind(StrEnum):
    """What sort of answer a question has, and how it is kept."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    """Kept as an ISO day."""
    NUMBER = "number"
    ONE_OF = "one_of"
    """Kept as the key of an option."""
    ANY_OF = "any_of"
    """Kept as a list of keys of options."""
    UPN = "upn"
    POSTCODE = "postcode"


YES_NO: Final = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True)
class Question:
    """One question. `asks` is what is said where it was not answered; "" lets it stay empty.

    `called` begins the messages about its answer. A `past` day is today or before. Of a number
    `least` and `most` are the bounds; of words `most` is how many characters there may be.
    """

    key: str
    label: str
    kind: Kind = Kind.LINE
    asks: str = ""
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    past: bool = False
    least: float = 0
    most: float = 0

    @property
    def name(self) -> str:
        """What messages call its answer."""
        return self.called or self.label.rstrip("?")


@dataclass(frozen=True)
class Page:
    """Questions that are one thing, asked together; `asked_if` the answers before say so."""

    key: str
    title: str
    questions: tuple[Question, ...]
    words: str = ""
    asked_if: Callable[[Answers], bool] = lambda _: True


@dataclass(frozen=True)
class Circumstances:
    """What answers are held against: the day they are given on, and the school's calendar.

    `calendar` is null where nobody has told onroll the school's days.
    """

    today: date
    calendar: SchoolCalendar | None = None


@dataclass(frozen=True)
class Finding:
    """What is odd about answers together: said at a question, `refused` or only warned of."""

    question: str
    words: str
    refused: bool = True


Check = Callable[[Answers, Circumstances], Iterable[Finding]]


class Sender(StrEnum):
    """Who fills a form in."""

    SCHOOL = "school"
    PROVIDER = "provider"
    PARTNER = "partner"
    """Another service: admissions, special needs, health, social care, youth justice."""


@dataclass(frozen=True)
class Form:
    """One form. `law` says what it rests on, `before` what to know before filling it in.

    `title` says what somebody does with it, `of` what it tells as one noun. `one_child_door` is
    whether it may be sent without an account. `issue` and `source` are the keys of
    `casework.referring` under which it comes in, `issue_told` the key that the answers give in the
    place of `issue`, "" where they give none. `checks` find what is odd about the answers.
    """

    key: str
    title: str
    of: str
    about: str
    law: str
    pages: tuple[Page, ...]
    issue: str
    issue_told: Callable[[Answers], str] = lambda answers: answers.text("issue")
    source: str = "school"
    before: tuple[str, ...] = ()
    minutes: int = 4
    senders: frozenset[Sender] = frozenset({Sender.SCHOOL})
    one_child_door: bool = False
    checks: tuple[Check, ...] = ()

    def asked(self, answers: Answers) -> list[Page]:
        """The pages that are asked of whoever answered so, in their order."""
        return [page for page in self.pages if page.asked_if(answers)]

    def page(self, key: str) -> Page | None:
        """The page with a key; null where the form has none."""
        return next((page for page in self.pages if page.key == key), None)

    def question(self, key: str) -> Question | None:
        """The question with a key; null where the form has none."""
        every = (question for page in self.pages for question in page.questions)
        return next((question for question in every if question.key == key), None)

    def issue_of(self, answers: Answers) -> str:
        """The key of what it is mostly about: what the answers say, where they say it."""
        return self.issue_told(answers) or self.issue

    def source_of(self, answers: Answers) -> str:
        """The key of who tells: as it was answered, where the form asks."""
        return answers.text("source") or self.source

    def findings(self, answers: Answers, at: Circumstances) -> list[Finding]:
        """What is odd about the answers together, in the order of the checks."""
        return [found for check in self.checks for found in check(answers, at)]
