"""Reading what was typed as the answer to a question: a value to keep, or what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.form import Circumstances, Form, Kind, Page, Question
from onroll.record.identifiers import upn
from onroll.record.typed_days import NotADay, day_of_boxes, day_of_text

LINE_AT_MOST: Final = 200
WORDS_AT_MOST: Final = 4000
POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")

Typed = str | Sequence[str]
"""What came of a question: a text, three boxes of a day, or the options that were ticked."""


class NotAnAnswer(ValueError):
    """What was typed is no answer to the question. The message is for whoever typed it."""


def read(question: Question, typed: Typed, today: date) -> Kept:
    """The answer as it is kept (`Kind`); "" or no option where none was given and none is needed.

    Raises `NotAnAnswer`.
    """
    if question.kind is Kind.ANY_OF:
        return options(question, [typed] if isinstance(typed, str) else list(typed))
    if question.kind is Kind.DAY:
        kept = day(question, typed, today)
    else:
        text = typed if isinstance(typed, str) else next(iter(typed), "")
        text = "\n".join(line.rstrip() for line in text.replace("\x00", "").splitlines()).strip()
        kept = READ[question.kind](question, text) if text else ""
    if not kept and question.asks:
        raise NotAnAnswer(question.asks)
    return kept


def day(question: Question, typed: Typed, today: date) -> str:
    try:
        if isinstance(typed, str):
            found = day_of_text(typed, question.name)
        else:
            boxes = (*(part.strip() for part in typed), "", "", "")[:3]
            found = day_of_boxes(boxes, question.name)
    except NotADay as problem:
        raise NotAnAnswer(str(problem)) from None
    if found is None:
        return ""
    if question.past and found > today:
        raise NotAnAnswer(f"{question.name} must be today or in the past")
    return found.isoformat()


def options(question: Question, ticked: Sequence[str]) -> list[str]:
    found = [key for key in question.options if key in ticked]
    if len(found) < len({key for key in ticked if key}) or (question.asks and not found):
        raise NotAnAnswer(question.asks or f"Select from the list of {question.name}")
    return found


def option(question: Question, text: str) -> str:
    if text not in question.options:
        raise NotAnAnswer(question.asks or f"Select from the list of {question.name}")
    return text


def words(question: Question, text: str) -> str:
    most = int(question.most) or (LINE_AT_MOST if question.kind is Kind.LINE else WORDS_AT_MOST)
    if question.kind is Kind.LINE:
        text = " ".join(text.split())
    if len(text) > most:
        raise NotAnAnswer(f"{question.name} must be {most:,} characters or fewer")
    return text


def number(question: Question, text: str) -> str:
    words = f"{question.name} must be between {question.least:g} and {question.most:g}"
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", text):
        raise NotAnAnswer(f"{question.name} must be a number, such as 12 or 12.5")
    if not question.least <= float(text) <= question.most:
        raise NotAnAnswer(words)
    return f"{float(text):g}"


def unique_pupil_number(_question: Question, text: str) -> str:
    closed = "".join(text.split()).upper()
    said = upn(closed)
    if not said.valid:
        about = said.in_general.removeprefix("UPN ")
        raise NotAnAnswer(f"UPN {closed[:40]} {about}. {said.fix}")
    return closed


def postcode(question: Question, text: str) -> str:
    closed = "".join(text.split()).upper()
    if not POSTCODE.fullmatch(closed):
        raise NotAnAnswer(f"{question.name} must be a whole one, such as XE1 1AA")
    return f"{closed[:-3]} {closed[-3:]}"


READ: Final[Mapping[Kind, Callable[[Question, str], str]]] = {
    Kind.LINE: words,
    Kind.WORDS: words,
    Kind.NUMBER: number,
    Kind.ONE_OF: option,
    Kind.UPN: unique_pupil_number,
    Kind.POSTCODE: postcode,
}


def read_page(
    page: Page, typed: Mapping[str, Typed], today: date
) -> tuple[dict[str, Kept], dict[str, str]]:
    """The answers of a page that could be read, and what is said of the others, by question."""
    kept: dict[str, Kept] = {}
    problems: dict[str, str] = {}
    for question in page.questions:
        try:
            kept[question.key] = read(question, typed.get(question.key, ""), today)
        except NotAnAnswer as problem:
            problems[question.key] = str(problem)
    return kept, problems


def unanswered(form: Form, answers: Answers, today: date) -> Page | None:
    """The first page that is asked and whose answers do not stand; null where all do."""
    for page in form.asked(answers):
        typed: dict[str, Typed] = dict(answers.kept)
        if not page.questions or any(q.key not in typed for q in page.questions):
            return page
        if read_page(page, typed, today)[1]:
            return page
    return None


def asked_only(form: Form, answers: Answers) -> Answers:
    """The answers to what is asked, without those to pages that are not asked any more."""
    keys = {question.key for page in form.asked(answers) for question in page.questions}
    return Answers({key: kept for key, kept in answers.kept.items() if key in keys})


def said(question: Question, kept: Kept) -> str:
    """An answer in words; "" where there is none."""
    if isinstance(kept, list):
        return "\n".join(question.options.get(key, key) for key in kept)
    if question.kind is Kind.DAY and kept:
        return in_words(date.fromisoformat(kept))
    return question.options.get(kept, kept)


def read_whole(
    form: Form, typed: Mapping[str, Typed], at: Circumstances
) -> tuple[Answers, list[tuple[str, str]]]:
    """A whole form at once, as a file or a program sends it: the answers, and what is wrong.

    What is wrong is pairs of the key of a question and words; none: the answers stand.
    """
    answers = Answers()
    problems: list[tuple[str, str]] = []
    for page in form.pages:
        if page.asked_if(answers):
            kept, wrong = read_page(page, typed, at.today)
            answers = answers.with_answers(kept)
            problems += wrong.items()
    if not problems:
        found = form.findings(answers, at)
        problems = [(each.question, each.words) for each in found if each.refused]
    return answers, problems
