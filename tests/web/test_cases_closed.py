"""Closing a case: with an outcome and all it needs, agreed to by a second person, opened anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import localdate

from onroll.web.cases.models import Case, CaseEvent
from onroll.web.children.models import Clock, Fact
from tests.web.case_pages import accepted, browser_of, colleague, opened, send, words
from tests.web.people_pages import boxes
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def back_at_school() -> dict[str, Any]:
    """What closes a case whose child came to a school, and was seen there, today."""
    return {
        "outcome": "reintegrated", "evidence": "Register of Hilltop Academy",
        "destination": "Hilltop Academy", "authority_told": "Exampleshire", "seen_by": "Ms Reed",
        **boxes("destination_on", localdate()), **boxes("seen_on", localdate()),
    }  # fmt: skip


def running() -> dict[str, str]:
    """A reason for each of the child's clocks that runs, so that none stops the closing."""
    keys = Clock.objects.running(localdate()).filter(child=AMARA).values_list("clock", flat=True)
    return {f"clock-{key}": "Back at school" for key in keys}


def asked_to_close(by: Any, case: Case) -> Any:
    return send(browser_of(by), f"/cases/{case.pk}/close/", **back_at_school(), **running())


def test_a_case_is_closed_by_somebody_other_than_who_asked() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(manager)
    assert asked_to_close(manager, case).status_code == 302
    answer = f"/cases/{case.pk}/close/answer/close/"
    assert browser_of(manager).get(answer).status_code == 403
    assert "Waiting for a second person" in words(browser_of(manager).get(f"/cases/{case.pk}/"))
    assert "Amara" in words(browser_of(other).get("/cases/?which=close"))
    send(browser_of(other), answer)
    case.refresh_from_db()
    assert case.state == "closed"
    assert "Back at school full time" in words(browser_of(manager).get(f"/cases/{case.pk}/"))


def test_what_closing_lacks_is_said_field_by_field() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    refused = send(browser_of(manager), f"/cases/{case.pk}/close/", outcome="reintegrated",
                   evidence="Register")  # fmt: skip
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Enter the name of the place the child went to" in page
    assert {"clock-sixth_school_day", "clock-first_database_search"} <= running().keys()
    assert page.count("Enter why this date no longer matters") >= len(running())
    case.refresh_from_db()
    assert case.state == "gathering"


def test_a_child_who_was_not_found_is_not_closed_before_every_enquiry_is_made() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    refused = send(browser_of(manager), f"/cases/{case.pk}/close/", outcome="enquiries_exhausted",
                   evidence="Nothing was found", **running())  # fmt: skip
    assert refused.status_code == 422
    assert "Exhausted" not in Case.objects.get(pk=case.pk).state
    assert CaseEvent.objects.filter(kind="close_asked").count() == 0


def test_who_is_asked_can_let_the_case_go_on() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(manager)
    asked_to_close(manager, case)
    send(browser_of(other), f"/cases/{case.pk}/close/answer/go-on/", why="Not on the roll yet")
    case.refresh_from_db()
    assert case.state == "gathering"
    assert "Not on the roll yet" in words(browser_of(manager).get(f"/cases/{case.pk}/"))


def test_a_word_after_closing_opens_another_case_linked_to_the_last() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(manager)
    asked_to_close(manager, case)
    send(browser_of(other), f"/cases/{case.pk}/close/answer/close/")
    again = opened(manager, token="second")
    assert (again.repeat_of, again.state) == (case, "reopened")
    assert f"after {case.reference}" in words(browser_of(manager).get(f"/cases/{again.pk}/"))
    refused = send(browser_of(manager), f"/cases/{case.pk}/write/task/", words="Ring",
                   **{"due_on-day": 1, "due_on-month": 1, "due_on-year": 2099})  # fmt: skip
    assert refused.status_code == 422  # the first stays as it was


def test_a_childs_status_follows_a_decision_at_once(signed_in: Any, officer: Any) -> None:
    """A child who was seen is a fact from the moment it is written, before any run."""
    case = accepted(colleague("Pathway manager"))
    assert Fact.objects.filter(child=AMARA, fact="case_open", ends_before=None).exists()
    send(signed_in, f"/visits/{case.pk}/", seen="alone", where="home")
    assert Fact.objects.filter(child=AMARA, fact="child_seen", starts_on=localdate()).exists()
    number = CaseEvent.objects.get(kind="visited").number
    send(signed_in, f"/cases/{case.pk}/take-back/{number}/", why="Another child")
    assert not Fact.objects.filter(child=AMARA, fact="child_seen").exists()


def test_a_warning_about_a_home_outlives_the_case_until_somebody_lifts_it() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(manager)
    send(browser_of(manager), f"/cases/{case.pk}/write/safety/", words="A dog that bites")
    number = CaseEvent.objects.get(kind="safety_flagged").number
    asked_to_close(manager, case)
    send(browser_of(other), f"/cases/{case.pk}/close/answer/close/")
    again = opened(manager, token="second")
    for page in (f"/cases/{again.pk}/", f"/visits/{again.pk}/"):
        assert "A dog that bites" in words(browser_of(manager).get(page))
    send(browser_of(manager), f"/cases/{case.pk}/write/safety-lifted/?of={number}", why="Gone")
    assert "Before you visit" not in words(browser_of(manager).get(f"/cases/{again.pk}/"))
