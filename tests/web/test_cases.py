"""Cases through their pages: opened once, decided on, worked in by many, closed by two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from onroll.web.access.acting import as_person
from onroll.web.access.models import Allocation, Read
from onroll.web.access.policy import see_now
from onroll.web.cases.models import Case, CaseEvent
from tests.web.case_pages import TOLD, accepted, browser_of, colleague, given, opened, send, words
from tests.web.small_run import AMARA, CHILDREN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def test_a_word_about_a_child_opens_a_case_and_the_next_is_added_to_it(signed_in: Any) -> None:
    """Duplicate referrals attach to the open case."""
    address = f"/children/{AMARA}/case/"
    first = send(signed_in, address, **TOLD)
    assert "A case is open" in words(signed_in.get(first["Location"]))
    second = send(signed_in, address, **TOLD | {"words": "A neighbour saw a van"})
    assert second["Location"].startswith(first["Location"].partition("?")[0])
    page = words(signed_in.get(second["Location"]))
    assert "added to the case that is open" in page
    assert "Not seen since half term" in page
    assert "A neighbour saw a van" in page
    assert Case.objects.count() == 1


def test_a_form_sent_twice_opens_one_case(signed_in: Any) -> None:
    typed = TOLD | {"token": "same"}
    signed_in.post(f"/children/{AMARA}/case/", typed)
    signed_in.post(f"/children/{AMARA}/case/", typed)
    assert CaseEvent.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_is_kept(signed_in: Any) -> None:
    refused = send(signed_in, f"/children/{AMARA}/case/", words="Only this")
    assert refused.status_code == 422
    page = refused.content.decode()
    for asked in ("Select who tells us", "Enter their name", "Select what it is mostly about"):
        assert asked in page
    assert "Only this" in page
    assert not Case.objects.exists()


def test_the_pathway_manager_decides_and_an_officer_cannot(signed_in: Any, officer: Any) -> None:
    manager = colleague("Pathway manager")
    case = opened(officer)
    assert send(signed_in, f"/cases/{case.pk}/decide/", route="accept").status_code == 403
    theirs = browser_of(manager)
    listed = words(theirs.get("/cases/"))
    assert "Decide for Amara" in listed
    decided = {"route": "accept", "risk": "none", "whereabouts": "not_known"}
    assert send(theirs, f"/cases/{case.pk}/decide/", **decided).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.risk) == ("gathering", "none")
    assert "Nothing new to decide" in words(theirs.get("/cases/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"route": "redirect"}, "Enter which service"),
        ({"route": "not_ours"}, "Enter why it is not ours"),
        ({"route": "ask_more"}, "Enter whom you ask"),
        (
            {"route": "redirect", "to": "Early help", "risk": "immediate"},
            "A child at immediate risk",
        ),
    ],
)
def test_a_decision_that_lacks_something_says_what(typed: dict[str, str], said: str) -> None:
    manager = colleague("Pathway manager")
    case = opened(manager)
    full = {"risk": "none", "whereabouts": "not_known"} | typed
    refused = send(browser_of(manager), f"/cases/{case.pk}/decide/", **full)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    case.refresh_from_db()
    assert case.state == "received"


def test_whoever_is_given_a_case_sees_the_child_from_then_on() -> None:
    manager = colleague("Pathway manager")
    youth_worker = colleague("Youth worker", "Ada Cole")
    case = accepted(manager)
    theirs = browser_of(youth_worker)
    assert theirs.get(f"/cases/{case.pk}/").status_code == 404
    page = browser_of(manager).get(f"/cases/{case.pk}/give/").content.decode()
    assert "Ada Cole: 0 open" in page
    send(browser_of(manager), f"/cases/{case.pk}/give/", officer=youth_worker.pk)
    assert Allocation.objects.filter(child=AMARA, user=youth_worker).exists()
    assert "Ada Cole" in words(theirs.get(f"/cases/{case.pk}/"))
    assert "Amara" in words(theirs.get("/cases/?which=mine"))
    assert "Ada Cole 1" in words(browser_of(manager).get("/cases/supervision/"))


def test_nobody_is_given_a_case_before_it_is_decided_on() -> None:
    manager = colleague("Pathway manager")
    case = opened(manager)
    refused = send(browser_of(manager), f"/cases/{case.pk}/give/", officer=manager.pk)
    assert refused.status_code == 422
    assert "Decide where the case goes" in refused.content.decode()


def test_a_nil_return_is_an_answer_and_no_reply_is_not() -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    write = f"/cases/{case.pk}/write/"
    send(theirs, f"{write}enquiry/", enquiry="last_school", of_whom="Hilltop Academy")
    asked = CaseEvent.objects.get(kind="asked")
    assert asked.told["due_on"] > localdate().isoformat()  # the usual time, where none was typed
    assert "Waiting for reply" in words(theirs.get(f"/cases/{case.pk}/"))
    send(theirs, f"{write}answer/?of={asked.number}", result="no_reply", words="Nobody rang back")
    assert "No reply" in words(theirs.get(f"/cases/{case.pk}/"))
    send(theirs, f"{write}answer/?of={asked.number}", result="nil", words="They know nothing more")
    page = words(theirs.get(f"/cases/{case.pk}/"))
    assert "Answered" in page
    assert "Knows nothing more" in page
    assert "No reply came" in page  # every answer stays


def test_an_enquiry_that_needs_authority_is_not_kept_without_it() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    address = f"/cases/{case.pk}/write/enquiry/"
    refused = send(browser_of(manager), address, enquiry="social_media", of_whom="Public page")
    assert refused.status_code == 422
    assert "Enter who authorised it" in refused.content.decode()


def test_where_somebody_says_the_child_is_does_not_make_it_known() -> None:
    """In the first case study one unverified address was taken for whereabouts for three years."""
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    told = {"place": "elsewhere", "where": "A site in Devon", "by_whom": "The school nurse"}
    send(theirs, f"/cases/{case.pk}/write/whereabouts/", **told)
    assert "Whereabouts not known" in words(theirs.get(f"/cases/{case.pk}/"))
    number = CaseEvent.objects.get(kind="whereabouts_told").number
    found = {"how": "authority", "words": "Devon wrote to us", "in_area": "no"}
    send(theirs, f"/cases/{case.pk}/write/verified/?of={number}", **found)
    assert "Whereabouts known" in words(theirs.get(f"/cases/{case.pk}/"))


def test_a_day_to_come_is_refused() -> None:
    manager = colleague("Pathway manager")
    case, tomorrow = accepted(manager), localdate() + timedelta(days=1)
    typed = {"on-day": tomorrow.day, "on-month": tomorrow.month, "on-year": tomorrow.year}
    refused = send(browser_of(manager), f"/visits/{case.pk}/", seen="alone", where="home", **typed)
    assert refused.status_code == 422
    assert "Day of the visit must be today or in the past" in refused.content.decode()


def test_a_restricted_note_is_its_writers_and_of_those_who_answer_for_safeguarding(
    signed_in: Any,
) -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    typed = {"words": "Quorvexnote", "restricted": "on"}
    send(signed_in, f"/cases/{case.pk}/write/note/", **typed)
    assert "Quorvexnote" in words(signed_in.get(f"/cases/{case.pk}/"))
    assert "Quorvexnote" not in words(browser_of(manager).get(f"/cases/{case.pk}/"))
    lead = browser_of(colleague("Safeguarding lead", "Ruth Adeyemi"))
    assert "Quorvexnote" in words(lead.get(f"/cases/{case.pk}/"))


def test_what_is_taken_back_stays_with_who_and_why() -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    send(theirs, f"/cases/{case.pk}/write/note/", words="Of another child")
    number = CaseEvent.objects.get(kind="noted").number
    send(theirs, f"/cases/{case.pk}/take-back/{number}/", why="Wrong child")
    page = theirs.get(f"/cases/{case.pk}/").content.decode()
    assert "<s>Of another child</s>" in page
    assert "Wrong child" in page
    assert CaseEvent.objects.filter(kind="noted").count() == 1
    assert theirs.get(f"/cases/{case.pk}/take-back/{number}/").status_code == 404  # once
    assert theirs.get(f"/cases/{case.pk}/take-back/1/").status_code == 404  # how it opened stays


def test_events_can_be_added_and_not_changed(signed_in: Any, officer: Any) -> None:
    """Also by SQL of a page: its role has no right to."""
    case = opened(officer)
    see_now([officer], now())
    for change in ("delete from cases_caseevent", "update cases_caseevent set told = '{}'"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            as_person(officer, now()),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert case.events.count() == 1


def test_a_child_has_one_open_case_whatever_is_tried(officer: Any) -> None:
    case = opened(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            child=AMARA, record_id=case.record_id, opened_on=localdate(), state="received",
            since=localdate(),
        )  # fmt: skip


def test_every_look_at_a_case_is_in_the_log(signed_in: Any, officer: Any) -> None:
    case = opened(officer)
    before = Read.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    signed_in.get(f"/cases/{case.pk}/")
    signed_in.get("/cases/?which=open")
    looked = Read.objects.filter(pk__gt=before, child=AMARA).values_list("page", flat=True)
    assert sorted(looked) == ["case", "cases"]


@pytest.mark.parametrize("which", ["undecided", "mine", "due", "close", "open", "over"])
def test_a_list_asks_as_often_of_one_case_as_of_six(which: str) -> None:
    manager = colleague("Pathway manager")
    theirs = browser_of(manager)

    def asked() -> int:
        theirs.get(f"/cases/?which={which}")
        with CaptureQueriesContext(connection) as queries:
            assert theirs.get(f"/cases/?which={which}").status_code == 200
        return len([each for each in queries if "set_config(" not in each["sql"]])

    given(manager, AMARA)
    few = asked()
    for child, *_ in CHILDREN[1:6]:
        given(manager, child)
    assert asked() == few


def test_a_case_asks_as_often_of_much_as_of_little() -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)

    def asked() -> list[str]:
        theirs.get(f"/cases/{case.pk}/")
        with CaptureQueriesContext(connection) as queries:
            theirs.get(f"/cases/{case.pk}/")
        return [each["sql"] for each in queries]

    few = asked()
    for n in range(5):
        send(theirs, f"/cases/{case.pk}/write/note/", words=f"Note {n}")
    assert len(asked()) == len(few)
