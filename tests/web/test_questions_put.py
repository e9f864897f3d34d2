"""A contradiction is put to a school, answered there, and settled by the run that follows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.home import Home
from onroll.record.questions.states import Kind
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import Read, RestrictedChild, Role, User
from onroll.web.api import webhooks
from onroll.web.api.models import Delivery
from onroll.web.api.outbox import Event
from onroll.web.api.programs import make_program
from onroll.web.briefs.models import Kind as Brief
from onroll.web.briefs.sending import BEFORE, send_all
from onroll.web.cases.record_of_case import with_their_cases
from onroll.web.config.words import day
from onroll.web.contradictions.models import Contradiction
from onroll.web.library.models import Run
from onroll.web.publish import publish
from onroll.web.questions.asking import ask, chosen
from onroll.web.questions.models import Question, QuestionEvent
from tests.web.case_pages import browser_of, words
from tests.web.letters_post import post_office
from tests.web.people_pages import boxes, made
from tests.web.questions_world import (
    DAY,
    HILLTOP,
    QUAY,
    answered,
    asked,
    begun,
    child,
    load,
    picked,
    roll,
    shown,
)

pytestmark = [pytest.mark.django_db]
LEFT = {"ground": "a"}


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a home with both rolls and their run: made once, and each test has a copy."""
    return begun(tmp_path_factory.mktemp("first-night"))


@pytest.fixture
def at_home(own_home: Home, first_night: Path) -> Home:
    copytree(first_night, own_home.path, dirs_exist_ok=True)
    publish(next(own_home.runs.glob("20*")), own_home)
    return own_home


@pytest.fixture
def officer() -> Client:
    return browser_of(made("Cora", "Coordinator"))


@pytest.fixture
def school() -> Client:
    return browser_of(made("Una", "School user", urns=[HILLTOP]))


def left_on(day: date) -> dict[str, str]:
    return {**LEFT, **boxes("on", day)}


def contradict() -> set[str]:
    on = Contradiction.objects.on(localdate())
    return set(on.values_list("child__forename", flat=True))


def test_asked_answered_settled_taken_back_and_there_again(
    at_home: Home, officer: Client, school: Client
) -> None:
    """The whole way, through the pages and three real runs."""
    assert contradict() == {"Amira", "Ben"}
    page = words(officer.post("/questions/ask/", {"pick": picked("Amira", "Ben")}))
    assert "2 questions to Hilltop Academy" in page
    amira, ben = asked(officer, "Amira", "Ben")
    assert (amira.school, amira.rows[0]["feed"]) == (HILLTOP, "pupil_roll")

    ours = words(school.get("/our-school/"))
    assert "Amira Adebayo" in ours
    assert "Waiting" in ours
    page = words(school.get(f"/questions-to-us/{amira.ref}/"))
    assert "Two schools have this child on their main roll" in page
    assert "Quay" not in page, "which other school it is, is not for this one"
    assert "row 2" in page, "its own row, and where it stands"
    assert "row 3" not in page
    assert Read.objects.filter(child=amira.child, page="our_question").exists()
    day = localdate() - 60 * DAY
    assert answered(school, amira, "left_our_roll", left_on(day)).status_code == 302
    receipt = words(school.get(f"/questions-to-us/{amira.ref}/"))
    assert f"Your reference is {amira.ref}" in receipt
    assert contradict() == {"Amira", "Ben"}, "it counts with the run that follows"

    shown(at_home)
    assert contradict() == {"Ben"}
    kinds = list(amira.events.values_list("kind", flat=True))
    assert kinds == [Kind.SEEN, Kind.ANSWERED, Kind.AGREED]
    assert "Closed: the sources agree now" in words(officer.get(f"/questions/asked/{amira.pk}/"))

    back = {"act": "take_back", "why": "The school rang: it was the sister"}
    assert officer.post(f"/questions/asked/{amira.pk}/", back).status_code == 302
    shown(at_home)
    assert contradict() == {"Amira", "Ben"}
    assert "it was the sister" in words(officer.get(f"/questions/asked/{amira.pk}/"))
    page = words(school.get(f"/questions-to-us/{amira.ref}/"))
    assert "it was the sister" not in page, "why an officer did something is not the school's"
    assert "What is so?" in page, "the question waits again"
    assert ben.answered() is None


def test_what_settles_nothing_leaves_it_and_the_other_school_is_asked_next(
    at_home: Home, officer: Client, school: Client
) -> None:
    (first,) = asked(officer, "Amira")
    answered(school, first, "on_our_roll", {})
    shown(at_home)
    assert contradict() == {"Amira", "Ben"}
    assert first.state(localdate()) == "Answered"
    (second,) = asked(officer, "Amira")
    assert second.school == QUAY
    quay = browser_of(made("Kit", "School user", urns=[QUAY]))
    answered(quay, second, "subsidiary_registration", boxes("on", localdate() - 60 * DAY))
    shown(at_home)
    assert contradict() == {"Ben"}


def test_a_question_whose_sources_agree_by_themselves_is_closed_by_the_run(
    at_home: Home, officer: Client, school: Client
) -> None:
    (question,) = asked(officer, "Amira")
    load(at_home, roll(subsidiary="Amira"))
    shown(at_home)
    assert question.state(localdate()) == "Closed: the sources agree now"
    assert "No question waits for you" in words(school.get("/our-school/"))
    answer = school.post(f"/questions-to-us/{question.ref}/", {"answer": "on_our_roll"})
    assert answer.status_code == 409


def test_it_is_asked_once_while_it_waits_and_again_once_it_was_withdrawn(
    at_home: Home, officer: Client, school: Client
) -> None:
    (question,) = asked(officer, "Amira")
    again = officer.post("/questions/ask/", {"pick": picked("Amira"), "sure": "1"})
    assert again.status_code == 422
    assert "was asked before, and waits for an answer" in words(again)
    assert Question.objects.count() == 1
    no_why = officer.post(f"/questions/asked/{question.pk}/", {"act": "withdraw", "why": ""})
    assert no_why.status_code == 422
    officer.post(f"/questions/asked/{question.pk}/", {"act": "withdraw", "why": "They rang"})
    assert question.state(localdate()) == "Withdrawn"
    page = words(school.get(f"/questions-to-us/{question.ref}/"))
    assert "Withdrawn" in page
    assert "They rang" not in page
    (second,) = asked(officer, "Amira")
    assert (second.pk, second.nth) != (question.pk, question.nth)


def test_of_two_who_ask_at_once_one_asks(at_home: Home, officer: Client) -> None:
    """Both were shown that nobody had asked yet."""
    cora = User.objects.get(full_name="Cora Example")
    with as_person(cora, now()):
        (first,) = chosen(cora, picked("Amira"), localdate()).put
        (second,) = chosen(cora, picked("Amira"), localdate()).put
        assert ask(first, cora) is not None
        assert ask(second, cora) is None


def test_what_was_answered_goes_with_its_record_where_records_are_taken_apart(
    at_home: Home, officer: Client, school: Client
) -> None:
    (question,) = asked(officer, "Amira")
    theirs, ours = question.record_id, f"question_answers:{question.ref}"
    every = {theirs, ours, "health:1"}
    assert with_their_cases({theirs}, every) == {theirs, ours}
    assert with_their_cases({"health:1", ours}, every) == {"health:1"}


def test_on_the_day_it_is_due_it_waits_and_on_the_next_it_is_overdue_and_first(
    at_home: Home, officer: Client, school: Client
) -> None:
    amira, ben = asked(officer, "Amira", "Ben")
    with as_publisher():
        Question.objects.filter(pk=amira.pk).update(due_on=localdate())
        Question.objects.filter(pk=ben.pk).update(due_on=localdate() - DAY)
    page = words(school.get("/our-school/"))
    assert page.index("Ben Adebayo") < page.index("Amira Adebayo")
    assert page.count("Overdue") == 1
    assert "1 is overdue" in words(officer.get("/questions/asked/"))
    assert "2 questions wait for a school, team or service , 1 overdue" in words(officer.get("/"))


def test_a_day_before_the_schools_own_row_begins_is_refused_in_words(
    at_home: Home, officer: Client, school: Client
) -> None:
    (question,) = asked(officer, "Amira")
    began = localdate() - 360 * DAY
    refused = answered(school, question, "left_our_roll", left_on(began - DAY))
    assert refused.status_code == 422
    assert "your own file has it from then" in words(refused)
    assert answered(school, question, "left_our_roll", left_on(began)).status_code == 302


def test_the_school_takes_its_answer_back_until_a_file_of_its_comes(
    at_home: Home, officer: Client, school: Client
) -> None:
    amira, ben = asked(officer, "Amira", "Ben")
    address = "/questions-to-us/{}/"
    for each in (amira, ben):
        answered(school, each, "never_on_our_roll", {})
    assert school.post(address.format(amira.ref), {"act": "take_back"}).status_code == 302
    assert amira.answered() is None
    load(at_home, roll(more="Cara"))
    shown(at_home)
    assert contradict() >= {"Amira"}
    late = school.post(address.format(ben.ref), {"act": "take_back"})
    assert late.status_code == 409
    assert "a file of yours came since" in words(late)
    assert ben.answered() is not None


def test_a_protected_child_is_asked_about_of_nobody(
    at_home: Home, officer: Client, school: Client
) -> None:
    """Asked before the protection, the school has no page of it any more; after it, only those who
    see such a child are told why nobody is asked."""
    (question,) = asked(officer, "Amira")
    lead = browser_of(made("Sal", "Safeguarding lead"))
    reference = child("Amira")
    with as_publisher():
        RestrictedChild.objects.create(child=reference)
    assert school.get(f"/questions-to-us/{question.ref}/").status_code == 404
    assert "Amira" not in words(school.get("/our-school/"))
    assert officer.get(f"/questions/asked/{question.pk}/").status_code == 404
    pick = {"pick": [f"{reference}:two_main_rolls"], "sure": "1"}
    assert "is about a protected child" in words(lead.post("/questions/ask/", pick))
    assert "is about a protected child" not in words(officer.post("/questions/ask/", pick))
    assert Question.objects.count() == 1


def test_others_have_no_page_of_a_question_and_no_row_in_postgresql(
    at_home: Home, officer: Client, school: Client
) -> None:
    (question,) = asked(officer, "Amira")
    quay = browser_of(made("Kit", "School user", urns=[QUAY]))
    assert quay.get(f"/questions-to-us/{question.ref}/").status_code == 404
    assert officer.get(f"/questions-to-us/{question.ref}/").status_code == 404, "not hers to answer"
    assert school.get(f"/questions/asked/{question.pk}/").status_code == 403
    for name, many in (("Kit", 0), ("Una", 1), ("Cora", 1)):
        user = User.objects.get(full_name=f"{name} Example")
        with as_person(user, now()):
            assert Question.objects.count() == many, name
            assert QuestionEvent.objects.count() == 0


def test_a_school_is_emailed_once_how_many_wait_and_no_name(
    at_home: Home, officer: Client, school: Client
) -> None:
    run, una = Run.objects.current(), User.objects.get(full_name="Una Example")
    assert run is not None
    with post_office() as (post, notify):
        assert list(send_all(Brief.QUESTIONS, run, notify, now())) == [], "nothing waits"
        question, _ = asked(officer, "Amira", "Ben")
        states = [
            (each.email, each.state, each.words)
            for _ in range(2)
            for each in send_all(Brief.QUESTIONS, run, notify, now() + DAY)
        ]
        (said,) = map(str, post.bodies)
    assert states == [(una.email, "sent", ""), (una.email, "sent", BEFORE)]
    assert f"2 questions wait for you, the first is due {day(question.due_on)}" in said
    assert "/questions-to-us/" in said
    assert not {"Amira", "Ben", "Adebayo"} & set(re.findall(r"\w+", said))


def test_what_would_say_too_much_to_a_school_is_asked_in_other_words() -> None:
    for rule in CONTRADICTIONS:
        if rule.asked_of.schools_of:
            for word in ("custody", "hospital", "social", "looked after", "medical case"):
                assert word not in rule.asked_of_a_school, rule.key


def test_a_schools_program_is_told_that_a_question_was_put_and_of_nobody(
    at_home: Home, officer: Client
) -> None:
    manager = made("Mo", "Service manager")
    program = make_program(name="Pupil system", role=Role.SCHOOL_USER, urn=HILLTOP, by=manager)
    webhooks.tell_at(program, "https://pupils.example/onroll", manager, now())
    (question,) = asked(officer, "Amira")
    with as_publisher():
        (told,) = Delivery.objects.filter(event=Event.QUESTION_ASKED)
    assert told.about == {"question": question.ref, "due_on": question.due_on.isoformat()}
