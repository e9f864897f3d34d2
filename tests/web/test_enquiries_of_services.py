"""An enquiry of a case is put to a service, answered on its page, and is an event of the case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.casework.enquiries import catalogue, put_to_services
from onroll.record.casework.events import Kind
from onroll.record.questions.enquiry_answers import enquiry_answers
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import Read, RestrictedChild, User
from onroll.web.access.roles import ANSWERS_FOR
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.children.models import Child
from onroll.web.questions.models import Question, QuestionEvent
from tests.web.case_pages import accepted, browser_of, send, words
from tests.web.people_pages import boxes, made
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.django_db]
NAME = "Amara Example"
KNOWN = {
    "where": "4 Ferry Lane, Quayside", "more": "A health visitor, at home, in October",
    "said_by": "Hetty Example, named nurse",
}  # fmt: skip


@pytest.fixture
def case(published: object) -> Case:
    return accepted(made("Prue", "Pathway manager"))


@pytest.fixture
def officer(case: Case) -> Client:
    return browser_of(User.objects.get(full_name="Prue Example"))


@pytest.fixture
def health(case: Case) -> Client:
    return browser_of(made("Hetty", "Health practitioner"))


def put(officer: Client, case: Case, *keys: str) -> list[Question]:
    sent = send(officer, f"/cases/{case.pk}/ask-services/", enquiry=list(keys))
    assert sent.status_code == 302, words(sent)
    with as_publisher():
        return list(Question.objects.order_by("pk"))


def answer(service: Client, question: Question, result: str, **told: str) -> int:
    at = f"/questions-to-us/{question.ref}/{result}/"
    day = boxes("on", localdate() - timedelta(days=40)) if result == "found" else {}
    typed = {"said_by": "Hetty Example, named nurse"} | day | told | {"sure": "1"}
    return int(service.post(at, typed).status_code)


def stands(question: Question) -> str:
    with as_publisher():
        return str(question.state(localdate()))


def test_asked_answered_in_the_case_on_today_and_taken_back_whole(
    case: Case, officer: Client, health: Client
) -> None:
    page = words(health.get("/questions-to-us/"))
    assert "No question waits for you" in page, "a service with none is told so"
    (question,) = put(officer, case, "named_nurse")
    page = words(health.get(f"/questions-to-us/{question.ref}/"))
    assert NAME in page
    assert "known to you? Since when, and where?" in page
    assert "Not seen since half term" not in page, "nothing that the case was told"
    assert case.reference not in page
    assert Read.objects.filter(child=AMARA, page="our_question", user__full_name="Hetty Example")
    assert answer(health, question, "found", **KNOWN) == 302

    page = words(officer.get(f"/cases/{case.pk}/"))
    assert "Answer to number 3: Something was found" in page
    assert "Where, as you have it? 4 Ferry Lane, Quayside" in page
    assert "Said by: Hetty Example, named nurse" in page
    assert "Written by Hetty Example" in page
    assert "1 answer of services" in words(officer.get("/"))
    listed = words(officer.get("/questions/asked/?which=services"))
    assert f"{NAME} {AMARA}" in listed
    assert "Answered Known" in listed
    reply = CaseEvent.objects.get(case=case, kind=Kind.REPLIED)
    assert (reply.told["result"], reply.told["evidence"]) == ("found", question.ref)

    assert health.post(f"/questions-to-us/{question.ref}/", {"act": "take_back"}).status_code == 302
    assert stands(question) == "Waiting"
    assert case.stands().enquiries[question.asked_in.number].replies == []  # type: ignore[union-attr]
    assert "1 answer of services" not in words(officer.get("/"))
    assert answer(health, question, "nil") == 302, "and it is answered anew"
    assert case.stands().enquiries[question.asked_in.number].result == "nil"  # type: ignore[union-attr]


def test_each_service_reads_what_is_put_to_it_and_no_answer_of_another(
    case: Case, officer: Client, health: Client
) -> None:
    to_health, to_justice = put(officer, case, "named_nurse", "youth_justice")
    justice = browser_of(made("Yan", "Youth justice worker"))
    answer(health, to_health, "found", **KNOWN)
    assert "Ferry Lane" not in words(justice.get("/questions-to-us/"))
    assert justice.get(f"/questions-to-us/{to_health.ref}/").status_code == 404
    assert answer(justice, to_health, "nil") == 404
    assert justice.get(f"/cases/{case.pk}/").status_code == 403
    assert justice.get(f"/children/{AMARA}/").status_code == 403
    for name, refs in (("Yan", {to_justice.ref}), ("Hetty", {to_health.ref})):
        with as_person(User.objects.get(full_name=f"{name} Example"), now()):
            assert set(Question.objects.values_list("ref", flat=True)) == refs
            assert not Child.objects.exists(), "the child itself is not theirs to see"
            assert not CaseEvent.objects.exists()
            events = QuestionEvent.objects.exclude(kind="seen")
            assert {each.question.ref for each in events} <= refs


def test_a_service_writes_no_answer_for_another_in_postgresql(
    case: Case, officer: Client, health: Client
) -> None:
    put(officer, case, "youth_justice")
    hetty = User.objects.get(full_name="Hetty Example")
    with as_publisher():
        (other,) = Question.objects.all()
    with pytest.raises(ProgrammingError), transaction.atomic(), as_person(hetty, now()):
        QuestionEvent.objects.create(
            question=other, kind="answered", told={"answer": "nil"}, by=hetty, at=now()
        )


def test_what_an_officer_takes_back_or_hears_otherwise_is_asked_no_more(
    case: Case, officer: Client, health: Client
) -> None:
    (first,) = put(officer, case, "named_nurse")
    assert first.asked_in is not None
    back = f"/cases/{case.pk}/take-back/{first.asked_in.number}/"
    assert send(officer, back, why="Wrong child").status_code == 302
    assert stands(first) == "Withdrawn"
    assert "Wrong child" not in words(health.get(f"/questions-to-us/{first.ref}/"))
    assert answer(health, first, "nil") == 302
    assert stands(first) == "Withdrawn"

    second = put(officer, case, "named_nurse")[-1]
    assert (second.nth, second.asked_in is not None) == (2, True)
    number = second.asked_in.number  # type: ignore[union-attr]
    reply = f"/cases/{case.pk}/write/answer/?of={number}"
    send(officer, reply, result="no_reply", words="Rang, nobody there")
    assert stands(second) == "Waiting", "that nobody answered is no answer"
    send(officer, reply, result="nil", words="They rang back")
    assert stands(second) == "Withdrawn"


def test_one_that_waits_is_not_put_twice_and_none_is_chosen_is_said(
    case: Case, officer: Client, health: Client
) -> None:
    put(officer, case, "named_nurse")
    assert len(put(officer, case, "named_nurse")) == 1
    assert "Health, to be answered by" in words(officer.get(f"/cases/{case.pk}/ask-services/"))
    none = officer.post(f"/cases/{case.pk}/ask-services/", {})
    assert (none.status_code, "Select whom to ask" in words(none)) == (422, True)


def test_of_a_protected_child_no_service_is_asked_and_what_was_asked_is_gone(
    case: Case, officer: Client, health: Client
) -> None:
    (question,) = put(officer, case, "named_nurse")
    lead = browser_of(made("Sal", "Safeguarding lead"))
    with as_publisher():
        RestrictedChild.objects.create(child=AMARA)
    assert NAME not in words(health.get("/questions-to-us/"))
    assert health.get(f"/questions-to-us/{question.ref}/").status_code == 404
    assert answer(health, question, "nil") == 404
    refused = send(lead, f"/cases/{case.pk}/ask-services/", enquiry=["youth_justice"])
    assert (refused.status_code, "nobody is asked" in words(refused)) == (422, True)
    with as_person(User.objects.get(full_name="Hetty Example"), now()):
        assert not Question.objects.exists()


def test_once_the_case_is_over_nothing_waits_and_nothing_is_taken_back(
    published: object, health: Client, case: Case, officer: Client
) -> None:
    answered, waits = put(officer, case, "named_nurse", "youth_justice")
    assert answer(health, answered, "nil") == 302
    with as_publisher():
        user = User.objects.get(full_name="Prue Example")
        told = {"outcome": "found_in_education"}
        for kind in (Kind.CLOSE_ASKED, Kind.CLOSED):
            add(case, kind, told, on=localdate(), by=user, at=now(), token=f"{kind}")
    assert stands(waits) == "Withdrawn"
    late = health.post(f"/questions-to-us/{answered.ref}/", {"act": "take_back"})
    assert late.status_code == 409
    assert stands(answered) == "Answered"


def test_every_service_has_a_role_an_enquiry_and_answers_that_are_results() -> None:
    put_on_pages = put_to_services(localdate())
    assert {kind.service for kind in put_on_pages} == {each.value for each in ANSWERS_FOR}
    for kind in put_on_pages:
        assert {"found", "nil"} <= set(kind.answers) <= set(catalogue()[kind.key].results)
        keys = [each.key for each in enquiry_answers(kind.key)]
        assert keys == list(kind.answers)
