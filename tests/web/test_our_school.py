"""A school's own page: its pupils of concern and its own time limits, and nothing of others."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from onroll.record.definitions import CLOCKS as EVERY_CLOCK
from onroll.record.definitions import definition
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import ChildRelation, Read, RestrictedChild
from onroll.web.children.models import Clock, Status
from onroll.web.telling_us.our_school import CLOCKS, CONCERNS
from tests.web.case_pages import browser_of, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
OVERDUE = date(2026, 11, 16)


def true(child: str, key: str) -> None:
    with as_publisher():
        Status.objects.create(
            row_id=uuid.uuid4(), child_id=child, definition=key, starts_on=date(2026, 11, 2)
        )


def due(child: str, key: str, setting: str = "100001") -> None:
    with as_publisher():
        Clock.objects.create(
            row_id=uuid.uuid4(), child_id=child, clock=key, starts_on=date(2026, 11, 2),
            due_on=OVERDUE, setting=setting, feed="attendance_marks", file="marks.csv", row=1,
        )  # fmt: skip


@pytest.fixture
def school() -> Client:
    with as_publisher():
        for child in (AMARA, JOSHUA):
            ChildRelation.objects.get_or_create(child=child, relation="at:100001")
    return browser_of(made("Una", "School user", urns=["100001"]))


def test_its_pupils_of_concern_are_named_and_counted_and_each_look_is_logged(school: Any) -> None:
    true(AMARA, "severe_absence")
    true(ZOFIA, "severe_absence")
    page = words(school.get("/our-school/"))
    assert "Amara Example" in page
    assert "Zofia" not in page, "a pupil of another school"
    assert Read.objects.filter(child=AMARA, page="our_school").exists()


def test_what_others_tell_of_a_pupil_is_not_on_it(school: Any) -> None:
    """That a child has a social worker, or is missing education, is not the school's to read."""
    true(AMARA, "with_a_social_worker")
    true(AMARA, "missing_out_on_education")
    due(AMARA, "absence_of_a_protected_child")
    due(AMARA, "case_review")
    assert "Amara" not in words(school.get("/our-school/"))
    assert {"absence_of_a_protected_child", "case_review"}.isdisjoint(CLOCKS)


def test_what_it_must_do_is_overdue_first_and_only_its_own(school: Any) -> None:
    due(AMARA, "attendance_return")
    due(JOSHUA, "attendance_return", setting="100009")
    page = words(school.get("/our-school/"))
    assert "Amara Example" in page
    assert "Overdue" in page
    assert "Joshua" not in page, "what another school must do of a pupil of both"


def test_a_protected_pupil_is_absent(school: Any) -> None:
    true(AMARA, "severe_absence")
    due(AMARA, "attendance_return")
    with as_publisher():
        RestrictedChild.objects.create(child=AMARA)
    assert "Amara" not in school.get("/our-school/").content.decode()


def test_with_nothing_to_say_it_says_so(school: Any) -> None:
    page = words(school.get("/our-school/"))
    assert "Nothing is overdue or soon due" in page
    assert "not sent yet" in page


def test_every_name_in_the_lists_is_one_that_there_is() -> None:
    assert [definition(key).key for key in CONCERNS] == list(CONCERNS)
    assert set(CLOCKS) <= {clock.key for clock in EVERY_CLOCK if clock.at_school}
