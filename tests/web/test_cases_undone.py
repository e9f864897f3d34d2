"""Whoever decides is told on Today that it is saved, and may undo it there for half an hour."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.models import Read
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case, CaseEvent
from tests.web.case_pages import browser_of, colleague, opened, send, words
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

NOT_OURS = {"route": "not_ours", "risk": "none", "whereabouts": "known", "why": "Lives elsewhere"}


def decided(by: Any, case: Case) -> str:
    """The page that is shown after somebody decided that a child is not ours."""
    answer = send(browser_of(by), f"/cases/{case.pk}/decide/", **NOT_OURS)
    assert answer.status_code == 302
    return str(browser_of(by).get(answer["Location"]).content.decode())


def undo_of(page: str) -> str:
    """The address of the button that undoes; "" where there is none."""
    found = re.search(r'action="(/cases/\d+/undo/\d+/)"', page)
    return found.group(1) if found else ""


def test_a_decision_is_undone_from_today_in_one_step() -> None:
    manager = colleague("Pathway manager")
    case = opened(manager)
    page = decided(manager, case)
    assert "<h1" in page
    assert "Today</h1>" in page
    assert "Amara Example</a>. Decided: Not ours" in page
    before = Read.objects.filter(child=AMARA, page="today").count()
    browser_of(manager).get("/?done=decided")
    assert Read.objects.filter(child=AMARA, page="today").count() == before + 1
    answer = browser_of(manager).post(undo_of(page), follow=True)
    assert "Undone. It stays in what happened" in words(answer)
    case.refresh_from_db()
    assert case.state == "received"
    assert undo_of(browser_of(manager).get("/?done=decided").content.decode()) == ""


def test_after_half_an_hour_it_is_not_undone() -> None:
    manager = colleague("Pathway manager")
    case = opened(manager)
    earlier = now() - timedelta(minutes=31)
    add(case, Kind.TRIAGED, NOT_OURS, on=localdate(), by=manager, at=earlier, token="decided")
    assert undo_of(browser_of(manager).get("/?done=decided").content.decode()) == ""
    refused = browser_of(manager).post(f"/cases/{case.pk}/undo/2/")
    assert refused.status_code == 409
    assert "closed is not taken back" in words(refused)
    case.refresh_from_db()
    assert case.state == "redirected"


def test_a_colleague_undoes_nothing_and_is_offered_nothing() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = opened(manager)
    address = undo_of(decided(manager, case))
    assert undo_of(browser_of(other).get("/?done=decided").content.decode()) == ""
    assert browser_of(other).post(address).status_code == 404
    case.refresh_from_db()
    assert case.state == "redirected"


def test_it_is_not_undone_after_another_case_was_opened() -> None:
    """Two open cases of one child there never are."""
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = opened(manager)
    address = undo_of(decided(manager, case))
    again = opened(other, token="again")
    assert again.pk != case.pk
    refused = browser_of(manager).post(address)
    assert refused.status_code == 409
    assert "Another case about this child was opened meanwhile" in words(refused)


def test_pressing_undo_twice_undoes_once() -> None:
    manager = colleague("Pathway manager")
    case = opened(manager)
    address = undo_of(decided(manager, case))
    for _ in range(2):
        assert browser_of(manager).post(address).status_code == 302
    assert CaseEvent.objects.filter(kind="taken_back").count() == 1
