"""What an event of a case makes of the enquiries that it has put to services.

Whoever writes it may not read what a service reads, nor the other way round, so it is done as the
publisher, in the transaction of the event.
"""

from __future__ import annotations

from typing import Any, Final

from onroll.record.casework.events import Kind
from onroll.record.questions.states import Kind as OfQuestion
from onroll.web.access.acting import as_publisher
from onroll.web.cases.models import CaseEvent
from onroll.web.questions.models import OfficersReason, Question, QuestionEvent, QuestionQuerySet

OF_AN_ANSWER: Final = "question {}"
"""The token of the event that a service's answer makes, with the number of the answer."""

OTHERWISE: Final = "An answer came another way"
OVER: Final = "The work with the child is over"


def follow(written: CaseEvent, *, ended: bool) -> None:
    """Withdraw what is asked no more, and take back an answer that was taken back in the case.

    `ended` is whether the case was open before the event, and is over now.
    """
    if written.kind not in (Kind.TAKEN_BACK, Kind.REPLIED) and not ended:
        return
    with as_publisher():
        told: dict[str, Any] = written.told
        if written.kind == Kind.TAKEN_BACK:
            withdraw(waiting_of(written, told["number"]), written, told.get("why", ""))
            take_back(written, told["number"])
        elif written.kind == Kind.REPLIED and came_otherwise(written):
            withdraw(waiting_of(written, told["asked"]), written, OTHERWISE)
        if ended:
            withdraw(of_case(written), written, OVER)


def came_otherwise(reply: CaseEvent) -> bool:
    """Whether a reply that answers was not given on the service's page."""
    return reply.told["result"] != "no_reply" and not reply.token.startswith(OF_AN_ANSWER[:-2])


def of_case(written: CaseEvent) -> QuestionQuerySet:
    return Question.objects.enquiries().waiting().filter(asked_in__case=written.case_id)


def waiting_of(written: CaseEvent, number: int) -> QuestionQuerySet:
    """The question that waits of an event of the same case, by its number."""
    return of_case(written).filter(asked_in__number=number)


def withdraw(questions: QuestionQuerySet, written: CaseEvent, why: str) -> None:
    for question in questions:
        happened(question, OfQuestion.WITHDRAWN, written, why)


def take_back(written: CaseEvent, number: int) -> None:
    """Take back the answer from which an event came, where it came from one; it waits again."""
    back = CaseEvent.objects.get(case=written.case_id, number=number)
    if back.token.startswith(OF_AN_ANSWER[:-2]):
        answered = QuestionEvent.objects.get(pk=int(back.token.split()[-1]))
        why = "" if answered.by_id == written.by_id else written.told.get("why", "")
        happened(answered.question, OfQuestion.TAKEN_BACK, written, why)


def happened(question: Question, kind: OfQuestion, written: CaseEvent, why: str) -> None:
    event = QuestionEvent.objects.create(question=question, kind=kind, by=written.by, at=written.at)
    if why:
        OfficersReason.objects.create(event=event, words=why, by=written.by)
