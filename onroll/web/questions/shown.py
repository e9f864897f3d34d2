"""Questions as a page has them: in a list, and with what happened to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from onroll.record.forms.answering import said
from onroll.record.forms.answers import Answers
from onroll.record.questions.states import Kind, State
from onroll.web.children.status_words import Tag
from onroll.web.questions.answering import page_of
from onroll.web.questions.models import Question, QuestionEvent

COLOURS: Final = {
    State.OVERDUE: "red",
    State.WAITING: "blue",
    State.ANSWERED: "turquoise",
    State.AGAIN: "orange",
    State.AGREED: "green",
    State.WITHDRAWN: "grey",
}

WORDS: Final = {
    Kind.SEEN: "Seen",
    Kind.ANSWERED: "Answered",
    Kind.TAKEN_BACK: "Answer taken back",
    Kind.WITHDRAWN: "Withdrawn",
    Kind.AGREED: "Closed: the sources agree now",
    Kind.AGAIN: "The sources contradict each other still",
}


@dataclass(frozen=True)
class Listed:
    """A question in a list."""

    question: Question
    state: State
    tag: Tag

    @property
    def waits(self) -> bool:
        return self.state in (State.WAITING, State.OVERDUE)


def listed(questions: Iterable[Question], day: date) -> list[Listed]:
    """The same questions, in the same order, with what each stands at on a day."""
    return [
        Listed(each, state, Tag(state.value, COLOURS[state]))
        for each in questions
        for state in (each.state(day),)
    ]


@dataclass(frozen=True)
class History:
    """Something that happened: what, who did it, when, and more of it. `why` is an officer's."""

    words: str
    by: str
    at: datetime
    rows: list[tuple[str, str]]
    why: str


def happened(question: Question, *, reasons: bool) -> list[History]:
    """Everything that happened to a question, in order; `reasons` for officers alone."""
    return [
        History(
            WORDS[Kind(each.kind)],
            each.by.full_name if each.by else "The record",
            each.at,
            in_words(each) if each.kind == Kind.ANSWERED else [],
            each.reason.words if reasons and hasattr(each, "reason") else "",
        )
        for each in question.history()
    ]


def in_words(event: QuestionEvent) -> list[tuple[str, str]]:
    """An answer: what was chosen, and what was told beside it, each with what was asked."""
    answer, told = event.answer, Answers(event.told)
    rows = [("Answer", answer.words)]
    for each in page_of(answer).questions:
        if words := said(each, told.kept.get(each.key, "")):
            rows.append((each.label, words))
    return rows
