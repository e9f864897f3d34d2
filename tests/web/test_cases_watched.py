"""A child whom nobody found is looked for in whatever comes in after the case was closed."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.models import User
from onroll.web.cases.actions import add, open_case
from onroll.web.cases.models import Case
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.children.models import Fact
from onroll.web.matching.models import PossibleMatch
from tests.web.case_pages import TOLD, browser_of, colleague, opened, send, words
from tests.web.small_run import AMARA, JOSHUA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def closed_on() -> date:
    return localdate() - timedelta(days=30)


def closed(by: User, child: str, outcome: str = "enquiries_exhausted") -> Case:
    """A case that was closed a month ago."""
    case, _ = open_case(
        child=child, record_id=record_known_by(child), told=TOLD, on=closed_on(), by=by, at=now(),
        token=f"of {child}",
    )  # fmt: skip
    ended = {"outcome": outcome, "evidence": "all asked"}
    for kind, told in ((Kind.TRIAGED, {"route": "accept", "risk": "none"}),
                       (Kind.CLOSE_ASKED, ended), (Kind.CLOSED, ended)):  # fmt: skip
        add(case, kind, told, on=closed_on(), by=by, at=now(), token=f"{kind} of {child}")
    return case


def told(child: str, fact: str, on: Any, feed: str = "pupil_roll") -> None:
    """A row of a file that says so of a child."""
    Fact.objects.create(
        row_id=uuid.uuid4(), child_id=child, fact=fact, starts_on=on, setting="", feed=feed,
        file="roll.csv", row=7,
    )  # fmt: skip


def list_of(by: User) -> str:
    return words(browser_of(by).get("/cases/?which=watched"))


def test_only_a_child_whom_nobody_found_is_watched_for_until_told_of_again() -> None:
    manager = colleague("Pathway manager")
    closed(manager, AMARA)
    closed(manager, JOSHUA, "reintegrated")
    page = list_of(manager)
    assert "Amara Example" in page
    assert "Joshua" not in page
    opened(manager, token="again")
    assert "Amara" not in list_of(manager)
    assert "No case was closed of a child whom nobody found" in list_of(manager)


def test_a_new_row_on_a_roll_puts_the_child_first_and_says_so_on_today() -> None:
    manager = colleague("Pathway manager")
    closed(manager, AMARA)
    closed(manager, JOSHUA)
    Fact.objects.filter(child__in=[AMARA, JOSHUA], starts_on__gt=closed_on()).delete()
    assert "watch for" not in words(browser_of(manager).get("/"))
    told(JOSHUA, "on_roll", closed_on() + timedelta(days=1))
    page = list_of(manager)
    assert "On a school roll since" in page
    assert page.index("Joshua Sample") < page.index("Amara Example")
    today = words(browser_of(manager).get("/"))
    assert "1 child whom we watch for : something came in" in today


def test_what_began_by_the_day_of_closing_and_a_birthday_are_no_news() -> None:
    manager = colleague("Pathway manager")
    closed(manager, AMARA)
    Fact.objects.filter(child=AMARA, starts_on__gt=closed_on()).delete()
    told(AMARA, "on_roll", closed_on())
    told(AMARA, "year_11", closed_on() + timedelta(days=3), feed="age")
    told(AMARA, "child_seen", closed_on() + timedelta(days=3), feed="casework")
    assert "watch for" not in words(browser_of(manager).get("/"))
    assert "since" not in list_of(manager).partition("What it is about")[2].partition("Do next")[2]


def test_a_record_that_may_be_theirs_is_news() -> None:
    manager = colleague("Pathway manager")
    closed(manager, AMARA)
    Fact.objects.filter(child=AMARA, starts_on__gt=closed_on()).delete()
    PossibleMatch.objects.create(
        row_id=uuid.uuid4(), child_a_id=AMARA, child_b_id=JOSHUA, record_a="a:1", record_b="b:1",
        reason="alike", harm=1, since=localdate(),
    )  # fmt: skip
    assert "Another record may be this child’s" in list_of(manager)


def test_whoever_is_found_is_told_of_again_and_linked_to_the_last_case() -> None:
    manager = colleague("Pathway manager")
    case = closed(manager, AMARA)
    address = f"/children/{AMARA}/case/"
    assert address in browser_of(manager).get("/cases/?which=watched").content.decode()
    send(browser_of(manager), address, source="found", issue="whereabouts", told_by="The roll",
         words="On the roll of Hilltop")  # fmt: skip
    assert Case.objects.latest("pk").repeat_of == case
