"""A draft is asked for and made by a process of its own: nothing waits, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from onroll.figures.releasing.stages import Kind
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.releases.making import make_what_waits
from onroll.web.releases.models import (
    DraftAsked,
    DraftEvent,
    Release,
)
from onroll.web.releases.starting import MAKING, is_at_work
from tests.web.case_pages import browser_of, colleague, words
from tests.web.kept_release import kept_release
from tests.web.test_releases import asked_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def analyst() -> Client:
    return browser_of(colleague("Data analyst"))


@pytest.fixture
def director() -> Client:
    return browser_of(colleague("Director"))


def begun_by_a_process_that_is_gone(at: str, times: int) -> None:
    with as_publisher():
        asked = DraftAsked.objects.get(pk=at.strip("/").rpartition("/")[2])
        for _ in range(times):
            asked.events.create(kind=DraftEvent.Kind.COUNTING, at=now())


def test_a_draft_is_asked_for_and_whoever_asked_may_leave(analyst: Client) -> None:
    first, other = asked_for(analyst), asked_for(analyst, "cme_scorecard")
    assert asked_for(browser_of(colleague("Data manager"))) == first  # not made twice
    page = analyst.get(first)
    assert "It is the next to be made." in words(page)
    assert b"data-progress" in page.content  # the page follows it by itself
    assert "It waits behind 1 other draft." in words(analyst.get(other))
    begun_by_a_process_that_is_gone(first, 1)
    assert "Step 1 of 2: Its numbers are being counted, since" in words(analyst.get(first))
    listed = words(analyst.get("/releases/"))
    assert "Its numbers are being counted" in listed
    assert "Waits to be made" in listed
    make_what_waits()
    drafts = [analyst.get(at)["Location"] for at in (first, other)]
    assert drafts == [f"/releases/{each}/?done=drafted" for each in numbers_of_drafts()]
    assert "Waits to be made" not in words(analyst.get("/releases/"))
    assert asked_for(analyst) != first  # once it is made, it may be drafted again


def numbers_of_drafts() -> list[int]:
    with as_publisher():
        return list(Release.objects.order_by("pk").values_list("pk", flat=True))


def test_what_came_to_no_draft_says_why_and_stands_in_the_list(analyst: Client) -> None:
    at = asked_for(analyst)
    begun_by_a_process_that_is_gone(at, 3)
    make_what_waits()
    page = analyst.get(at)
    assert "each time the process that made it was stopped" in words(page)
    assert b"data-progress" not in page.content
    assert "Something went wrong on our side" in words(analyst.get("/releases/"))
    leaver = colleague("Data manager")
    at = asked_for(browser_of(leaver), "cme_scorecard")
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    make_what_waits()
    assert "may not draft reports any more" in words(analyst.get(at))
    assert numbers_of_drafts() == []


def test_a_fault_is_told_with_the_reference_that_the_log_has(
    analyst: Client, caplog: pytest.LogCaptureFixture
) -> None:
    at = asked_for(analyst)
    with as_publisher():
        manager = colleague("Data manager")
        DraftAsked.objects.create(
            report="of_an_earlier_version", title="Another", day=date(2026, 11, 20), by=manager,
            at=now(),
        )  # fmt: skip
    make_what_waits()
    assert analyst.get(at).status_code == 302  # one that fails stops no other
    number = int(at.strip("/").rpartition("/")[2]) + 1
    page = words(analyst.get(f"/releases/asked/{number}/"))
    (reference,) = set(re.findall(r"the reference ([0-9a-f]{8})", page))
    assert f"reference {reference}" in caplog.text


def test_a_second_process_makes_and_releases_nothing(analyst: Client, director: Client) -> None:
    first = asked_for(analyst, "cme_scorecard")
    with elsewhere() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MAKING])
        assert is_at_work()
        at = kept_release([], [], Kind.ASKED)
        assert director.post(f"{at}do/approved/", {"token": "approved"}).status_code == 302
        make_what_waits()
        cursor.execute("select pg_advisory_unlock_all()")
    assert not is_at_work()
    assert "It waits to be checked" in words(director.get(at))
    assert "It is the next to be made." in words(analyst.get(first))


def test_no_more_drafts_wait_than_are_asked_for_on_purpose(
    analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onroll.web.releases.asking.MOST_WAITING", 1)
    first = asked_for(analyst)
    answer = analyst.post("/releases/new/", {"report": "cme_scorecard", "day": "20 November 2026"})
    assert answer.status_code == 422
    assert "Ask again once some of them are made" in words(answer)
    assert asked_for(analyst) == first  # which waits already
    make_what_waits()
    asked_for(analyst, "cme_scorecard")


@contextmanager
def elsewhere() -> Iterator[Any]:
    """A connection of another process to the same database."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()
