"""What a second person approves is checked once more by a process of its own, then released."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from onroll.figures.releasing.stages import Kind, Stage
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.releases.making import make_what_waits
from onroll.web.releases.models import Counted, Release
from onroll.web.releases.releasing import happens, release_or_hold_back
from tests.web.case_pages import browser_of, colleague, words
from tests.web.kept_release import kept_release
from tests.web.released_report import WRITTEN, drafted_report
from tests.web.test_releases import approve, waits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def approver() -> User:
    return colleague("Director", name="Dora Ansah")


def approved(by: User) -> str:
    """The address of what somebody approved, before the process looked at it."""
    at = kept_release([], [], Kind.ASKED)
    answer = browser_of(by).post(f"{at}do/approved/", {"token": "approved"})
    assert answer["Location"] == f"{at}?done=approved"
    return at


def kept(at: str) -> Release:
    with as_publisher():
        return Release.objects.prefetch_related("events").get(pk=at.strip("/").split("/")[-1])


def test_it_is_released_in_the_name_of_whoever_approved_and_they_may_leave(approver: User) -> None:
    director = browser_of(approver)
    at = waits(browser_of(colleague("Data analyst")))
    director.post(f"{at}do/approved/", {"token": "approved"})
    page = director.get(f"{at}?done=approved")
    assert "Dora Ansah approved it. It waits to be checked" in words(page)
    assert b"data-progress" in page.content  # the page follows it by itself
    assert "Release it" not in words(page)
    assert "Approved, and checked once more" in words(director.get("/releases/"))
    assert browser_of(colleague("Council member")).get(at).status_code == 404
    with as_publisher():
        assert happens(kept(at), Kind.CHECKING, approver)
    assert re.search("Since .* it is being checked beside everything", words(director.get(at)))
    make_what_waits()
    page = director.get(f"{at}?done=approved")
    assert "It is released. Its numbers will not change." in words(page)
    assert "It was released, as Dora Ansah approved" in words(page)
    assert b"data-progress" not in page.content
    assert kept(at).events.get(kind=Kind.RELEASED).by == approver


def test_what_is_no_longer_safe_is_held_back_and_says_why(approver: User) -> None:
    at, analyst = drafted_report("drafted-when-nothing-was-released")
    other = kept_release([], [], Kind.ASKED)
    with as_publisher():
        counted = kept(at).counted
        Counted.objects.create(release=kept(other), report=counted.report, hidden=counted.hidden)
    director = browser_of(approver)
    assert analyst.post(f"{at}words/", WRITTEN).status_code == 302
    assert analyst.post(f"{at}do/asked/", {"token": "of this one"}).status_code == 302
    approve(director, other)
    approve(director, at)
    assert kept(other).stage is Stage.RELEASED
    page = director.get(at)
    assert "It was not released. What was released since this was drafted, together" in words(page)
    assert "It was held back: What was released since" in words(page)
    assert kept(at).stage is Stage.WAITS
    assert not kept(at).files.exists()
    assert "Release it" in words(page)
    assert (
        director.post(
            f"{at}do/sent_back/", {"token": "back", "note": "Draft it again."}
        ).status_code
        == 302
    )
    assert "It was not released" not in words(director.get(at))


@pytest.mark.parametrize("what", ["sent_back", "withdrawn"])
def test_what_is_sent_back_while_it_is_checked_is_not_released(approver: User, what: str) -> None:
    at = approved(approver)
    looked_at = kept(at)
    happens(looked_at, Kind.CHECKING, approver)
    answer = browser_of(approver).post(f"{at}do/{what}/", {"token": "back", "note": "A slip."})
    assert answer.status_code == 302
    release_or_hold_back(looked_at)
    assert happens(looked_at, Kind.RELEASED, approver) is None
    assert kept(at).happened()[-1].kind == what
    make_what_waits()
    assert kept(at).happened()[-1].kind == what


def test_a_check_whose_process_was_gone_is_begun_again_and_given_up_after_three(
    approver: User,
) -> None:
    at = approved(approver)
    for _ in range(3):
        happens(kept(at), Kind.CHECKING, approver)
    make_what_waits()
    page = words(browser_of(approver).get(at))
    assert "The check was begun 3 times" in page
    assert kept(at).stage is Stage.WAITS


def test_who_may_release_no_more_when_it_is_checked_releases_nothing(approver: User) -> None:
    at = approved(approver)
    User.objects.filter(pk=approver.pk).update(is_active=False)
    make_what_waits()
    page = words(browser_of(colleague("Data analyst")).get(at))
    assert "Whoever approved it may not release reports any more" in page


def test_a_fault_is_told_with_the_reference_that_the_log_has(
    approver: User, caplog: pytest.LogCaptureFixture
) -> None:
    at = approved(approver)  # of a draft of which nothing is kept that was counted
    make_what_waits()
    page = words(browser_of(approver).get(at))
    (reference,) = set(re.findall(r"the reference ([0-9a-f]{8})", page))
    assert f"reference {reference}" in caplog.text
    assert kept(at).stage is Stage.WAITS


def test_one_approval_is_one_however_often_it_is_sent(approver: User) -> None:
    at = approved(approver)
    other = browser_of(colleague("Service manager", name="Uma Kent"))
    answer = other.post(f"{at}do/approved/", {"token": "another"})
    assert answer.status_code == 422
    assert "the release is at “Approved, and checked once more”" in words(answer)
    assert browser_of(approver).post(f"{at}do/approved/", {"token": "approved"}).status_code == 302
    assert [each.kind for each in kept(at).happened()].count(Kind.APPROVED) == 1


def test_what_is_approved_goes_before_what_is_to_be_drafted(approver: User) -> None:
    analyst: Client = browser_of(colleague("Data analyst"))
    first = waits(analyst)
    analyst.post("/releases/new/", {"report": "cme_scorecard", "day": "20 November 2026"})
    browser_of(approver).post(f"{first}do/approved/", {"token": "approved"})
    make_what_waits()
    with as_publisher():
        drafted = Release.objects.latest("pk")
        assert kept(first).events.get(kind=Kind.RELEASED).at < drafted.made_at
