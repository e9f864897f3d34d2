"""A page of a form as the browser has it: what came of each question, and what to show of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from onroll.record.forms.answering import Typed, said
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Form, Kind, Page, Question
from onroll.record.typed_days import PARTS


@dataclass(frozen=True)
class Field:
    """A question to show, with what was typed or answered before, and what is wrong with it.

    `value` is a text; of a day its three parts; of several options the keys that are ticked. `of`
    tells it from the same question of others on one page.
    """

    question: Question
    value: Any
    problem: str
    of: str = ""

    @property
    def name(self) -> str:
        return self.question.key + self.of


def typed_in(post: QueryDict, page: Page, of: str = "") -> dict[str, Typed]:
    """What came of each question of the page."""
    typed: dict[str, Typed] = {}
    for question in page.questions:
        name = question.key + of
        if question.kind is Kind.DAY:
            typed[question.key] = [post.get(f"{name}-{part}", "") for part in PARTS]
        elif question.kind is Kind.ANY_OF:
            typed[question.key] = post.getlist(name)
        else:
            typed[question.key] = post.get(name, "")
    return typed


def fields(
    page: Page,
    answers: Answers,
    typed: Mapping[str, Typed],
    problems: Mapping[str, str],
    of: str = "",
) -> list[Field]:
    """The questions of the page: with what was typed, or else with what was answered before."""
    return [
        Field(
            question,
            typed[question.key] if question.key in typed else before(question, answers),
            problems.get(question.key, ""),
            of,
        )
        for question in page.questions
    ]


def before(question: Question, answers: Answers) -> Any:
    if question.kind is Kind.DAY:
        day = answers.day(question.key)
        return [str(day.day), str(day.month), str(day.year)] if day else ["", "", ""]
    return answers.kept.get(question.key, [] if question.kind is Kind.ANY_OF else "")


@dataclass(frozen=True)
class Answered:
    """A page of a form as it was answered: each question's words and its answer in words."""

    page: Page
    rows: list[tuple[str, str]]


def answered(form: Form, answers: Answers) -> list[Answered]:
    """Every page that was asked, in order. A question left empty says so."""
    return [
        Answered(page, [(q.label, in_words(q, answers) or "Not answered") for q in page.questions])
        for page in form.asked(answers)
    ]


def told(form: Form, answers: Answers) -> list[Answered]:
    """The same, without what was left empty: for whoever reads what they did not write."""
    pages = [
        Answered(
            page, [(q.label, in_words(q, answers)) for q in page.questions if in_words(q, answers)]
        )
        for page in form.asked(answers)
    ]
    return [page for page in pages if page.rows]


def in_words(question: Question, answers: Answers) -> str:
    return said(question, answers.kept.get(question.key, ""))
