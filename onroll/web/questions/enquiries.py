"""An enquiry of a case, put to a service on its own page; its answer is an event of the case.

The case is what officers read, and the question is what the service reads: so each is written with
the other, in one transaction, the case locked before the question.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction

from onroll.record.casework.enquiries import EnquiryKind, put_to_services
from onroll.record.casework.events import BadEvent
from onroll.record.casework.events import Kind as InCase
from onroll.record.questions.enquiry_answers import in_words
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.cases.actions import add
from onroll.web.cases.enquiring import usual_day
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.put_to_services import OF_AN_ANSWER
from onroll.web.cases.telling import recalculate
from onroll.web.children.models import Child
from onroll.web.questions.asking import new_ref
from onroll.web.questions.models import Question, QuestionEvent
from onroll.web.questions.refused import Clash
from onroll.web.shields.restricting import restricted_children

ON_ITS_PAGE: Final = "{}, on its own page"
PROTECTED: Final = (
    "This child is protected, and nobody is asked of the child by a message. Ask by telephone, and "
    "write down whom"
)
LATE: Final = "{} answered after the case was over.\n{}"
BY_THE_SERVICE: Final = "The service took its answer back"


def waiting_in(case: Case) -> dict[str, Question]:
    """The enquiries of a case that wait for a service, by key."""
    put = Question.objects.enquiries().waiting().filter(asked_in__case=case)
    return {each.enquiry: each for each in put}


@transaction.atomic
def put(case: Case, keys: Collection[str], *, by: User, token: str) -> list[Question]:
    """Put enquiries to their services. One that waits already is not put again.

    Raises `BadEvent` where the case is over or the child is protected.
    """
    assert by.sight is not None
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.child in restricted_children():
        raise BadEvent(PROTECTED)
    before = waiting_in(held)
    return [
        put_one(held, kind, by=by, token=f"{token}+{kind.number}")
        for kind in put_to_services(by.sight.day)
        if kind.key in keys and kind.key not in before
    ]


def put_one(case: Case, kind: EnquiryKind, *, by: User, token: str) -> Question:
    assert by.sight is not None
    due_on = usual_day(kind, by.sight.day)
    told = {"enquiry": kind.key, "of_whom": ON_ITS_PAGE.format(kind.service)}
    more = {"due_on": due_on.isoformat()} if due_on else {}
    asked = add(
        case, InCase.ASKED, told | more, on=by.sight.day, by=by, at=by.sight.at, token=token
    )
    child = Child.objects.get(pk=case.child)
    earlier = Question.objects.filter(child=case.child, enquiry=kind.key, team=kind.service)
    return Question.objects.create(
        ref=new_ref(),
        child=case.child, record_id=case.record_id, name=child.full_name,
        born=child.date_of_birth, enquiry=kind.key, asked_in=asked, since=by.sight.day,
        team=kind.service, place=kind.service, asked_by=by, asked_at=by.sight.at,
        due_on=due_on or by.sight.day, nth=earlier.count() + 1,
    )  # fmt: skip


def hold_case(question: Question) -> None:
    """Wait for whoever writes in the case at the moment; before the question is locked."""
    with as_publisher():
        about = CaseEvent.objects.filter(put_to_services=question).values("case")
        Case.objects.select_for_update().get(pk__in=about)


def told_to_case(answered: QuestionEvent) -> None:
    """Write in the case what a service answered: as its reply, or where it is over, as a note.

    The service does not see the case, so it is written as the publisher, in the answerer's name.
    """
    question, by = answered.question, answered.by
    assert by is not None and by.sight is not None
    words = in_words(answered.answer, answered.told)
    with as_publisher():
        asked = CaseEvent.objects.select_related("case").get(put_to_services=question)
        kind, told = InCase.REPLIED, {
            "asked": asked.number, "result": answered.told["answer"], "words": words,
            "evidence": question.ref, "by_whom": answered.told.get("said_by", ""),
        }  # fmt: skip
        if not asked.case.is_open:
            kind, told = InCase.NOTED, {"words": LATE.format(question.place, words)}
        token = OF_AN_ANSWER.format(answered.pk)
        add(asked.case, kind, told, on=by.sight.day, by=by, at=by.sight.at, token=token)
        child = asked.case.child
    recalculate(child)


def taken_back_in_case(question: Question, by: User) -> None:
    """Take the answer that stands back, in the case; the question follows. Raises `Clash`."""
    assert by.sight is not None
    answered = question.answered()
    if answered is None:
        raise Clash
    with as_publisher():
        event = CaseEvent.objects.select_related("case").get(token=OF_AN_ANSWER.format(answered.pk))
        try:
            add(
                event.case, InCase.TAKEN_BACK, {"number": event.number, "why": BY_THE_SERVICE},
                on=by.sight.day, by=by, at=by.sight.at, token=f"back of {event.token}",
            )  # fmt: skip
        except BadEvent:  # the case is over, and its closing may rest on it
            raise Clash from None
        child = event.case.child
    recalculate(child)
