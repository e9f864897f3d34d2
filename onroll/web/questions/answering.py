"""Answering a question, and taking an answer back; what follows is an event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from onroll.record.forms.answers import Kept
from onroll.record.forms.form import Kind as Sort
from onroll.record.forms.form import Page
from onroll.record.forms.form import Question as Asked
from onroll.record.questions.answers import Answer
from onroll.record.questions.states import OPEN_AFTER, Kind
from onroll.web.access.models import User
from onroll.web.feeds.models import Feed
from onroll.web.questions.enquiries import hold_case, taken_back_in_case, told_to_case
from onroll.web.questions.models import OfficersReason, Question, QuestionEvent
from onroll.web.questions.refused import Clash
from onroll.web.receipts.sending import Told, email_receipt

SAID_BY: Final = Asked(
    "said_by",
    "Who says so?",
    Sort.LINE,
    asks="Enter the name and job of whoever says so",
    hint="Name and job",
    called="Who says so",
)


def page_of(answer: Answer) -> Page:
    """What is asked beside an answer: its own questions, and who says so."""
    return Page(answer.key, answer.words, (*answer.page.questions, SAID_BY))


def wrong_day(question: Question, answer: Answer, told: Mapping[str, Kept]) -> str:
    """What is wrong with the day of an answer that something is over; "" where nothing is.

    It is over after it began: the first of the school's own rows has the day.
    """
    began = min((each["starts_on"] for each in question.rows), default="")
    if answer.ended and began and str(told.get("on", "")) < began:
        day = date.fromisoformat(began)
        return f"The day must be {day.day} {day:%B %Y} or later: your own file has it from then"
    return ""


def one_at_a_time(question: Question) -> None:
    """Wait for whoever does something with this question at the moment."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [question.ref])


@transaction.atomic
def see(question: Question, by: User) -> None:
    """Keep that somebody of the place that is asked saw it, once for each person."""
    if not question.events.filter(kind=Kind.SEEN, by=by).exists():
        happens(question, Kind.SEEN, by)


@transaction.atomic
def answer(question: Question, chosen: Answer, told: Mapping[str, Kept], by: User) -> QuestionEvent:
    """Keep an answer. The same again from the same person is the one that stands; raises `Clash`
    where it does not wait for one any more."""
    if question.enquiry:
        hold_case(question)
    one_at_a_time(question)
    given = {"answer": chosen.key, **told}
    last = latest(question)
    if last not in OPEN_AFTER:
        stands = question.answered()
        if stands and stands.by_id == by.pk and stands.told == given:
            return stands
        raise Clash
    event = happens(question, Kind.ANSWERED, by, given)
    if question.enquiry:
        told_to_case(event)
    receipt = Told(
        f"{question.ref}-{event.pk}", "Answer to a question", by.email, event.at,
        "under Questions put to you",
    )  # fmt: skip
    email_receipt(receipt, by)
    return event


@transaction.atomic
def take_back(question: Question, by: User, why: str = "") -> None:
    """Take the answer that stands back; `why` is an officer's. Raises `Clash` where none stands.

    That of an enquiry is taken back in its case, and officers do it there.
    """
    if question.enquiry:
        return taken_back_in_case(question, by)
    one_at_a_time(question)
    if question.answered() is None:
        raise Clash
    event = happens(question, Kind.TAKEN_BACK, by)
    if why:
        OfficersReason.objects.create(event=event, words=why, by=by)


@transaction.atomic
def withdraw(question: Question, by: User, why: str) -> None:
    """Ask no more. Raises `Clash` where it does not wait for an answer."""
    one_at_a_time(question)
    if latest(question) not in OPEN_AFTER:
        raise Clash
    event = happens(question, Kind.WITHDRAWN, by)
    OfficersReason.objects.create(event=event, words=why, by=by)


def latest(question: Question) -> str | None:
    return Question.objects.with_last().get(pk=question.pk).happened_last


def happens(question: Question, kind: Kind, by: User, told: Any = None) -> QuestionEvent:
    assert by.sight is not None
    return QuestionEvent.objects.create(
        question=question, kind=kind, by=by, at=by.sight.at, told=told or {}
    )


def file_came_since(question: Question, answered: QuestionEvent) -> bool:
    """Whether a file came since of a feed whose rows the question rests on: it speaks now."""
    feeds = {each["feed"] for each in question.rows}
    return Feed.objects.filter(feed__in=feeds, received_at__gt=answered.at).exists()
