"""A question from its asking to its end by keyboard alone: no JavaScript, 320 px, no fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser

from tests.browser.keyboard import keyboards
from tests.browser.phone import elsewhere
from tests.browser.test_cases import take_away
from tests.web.small_run import ZOFIA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WHO: dict[str, tuple[str, list[str]]] = {
    "Una": ("School user", ["100001"]), "Cora": ("Coordinator", []),
}  # fmt: skip


def forget_questions() -> None:
    from onroll.web.access.acting import acting_as

    with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate questions_officersreason, questions_questionevent")
        # its owner sees no row of such a table, and may empty none that is in the history
        cursor.execute("alter table questions_question no force row level security")
        cursor.execute("delete from questions_question")
        cursor.execute("alter table questions_question force row level security")


@pytest.fixture
def people(service: str, home: Any, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The session of each person by name."""
    from onroll.web.access.accounts import add_user
    from tests.web.case_pages import browser_of

    def made() -> tuple[list[int], dict[str, str]]:
        users = {
            name: add_user(
                email=f"{name.lower()}@question.example", full_name=f"{name} Roe", password=None,
                role=role, urns=urns,
            )
            for name, (role, urns) in WHO.items()
        }  # fmt: skip
        sessions = {name: browser_of(u).cookies["onroll"].value for name, u in users.items()}
        return [user.pk for user in users.values()], sessions

    with django_db_blocker.unblock():
        numbers, sessions = elsewhere(made)
        yield sessions
        elsewhere(forget_questions)
        elsewhere(lambda: take_away(numbers))


def the_sources_agree(agree: bool) -> None:
    """What a run would say of Zofia once the school's register was put right, or before."""
    from onroll.web.access.acting import as_publisher
    from onroll.web.contradictions.models import Contradiction
    from onroll.web.questions.settling import after_publishing

    with as_publisher():
        ends = localdate() - timedelta(days=30) if agree else None
        Contradiction.objects.filter(child=ZOFIA).update(ends_before=ends)
        if agree:
            after_publishing([], now())


def test_asked_seen_answered_and_settled(
    browser: Browser, service: str, people: dict[str, str]
) -> None:
    with keyboards(browser, service, people) as sits_down:
        officer, school = sits_down("Cora"), sits_down("Una")
        officer.goes_to("/questions/?place=100001", "Questions to ask")
        officer.tabs_to(officer.page.locator("[name=pick]"))
        officer.page.keyboard.press("Space")
        officer.presses("Ask those that are ticked", "Ask 1 question?")
        officer.reads("1 question to Hilltop Academy")
        officer.presses("Ask it", "Questions that were asked")
        officer.reads("1 question was put")

        school.goes_to("/our-school/", "Hilltop Academy")
        school.follows("Zofia", "Zofia")
        school.reads("What your own rows said")
        school.is_told("Continue", "Select what is so")
        school.chooses("What is so?", "The pupil has left our roll")
        school.presses("Continue", "The pupil has left our roll")
        school.is_told("Continue", "Enter the day")
        for part, typed in zip(("day", "month", "year"), ("2", "11", "2026"), strict=True):
            school.tabs_to(school.page.locator(f"[name=on-{part}]"))
            school.page.keyboard.type(typed)
        school.chooses("Under which ground?", "(a) registered at another school")
        school.presses("Continue", "Check your answer")
        school.presses("Send to", "Zofia")
        school.reads("Your reference is QU-")
        school.goes_to("/questions-to-us/", "Questions put to you")
        school.reads("Answered")

        officer.goes_to("/questions/asked/?which=answered", "Questions that were asked")
        officer.follows("Zofia", "Home educated, and marked present at school")
        officer.reads("registered at another school")
        officer.is_told("Take it back", "Enter why")
        elsewhere(lambda: the_sources_agree(True))
        try:
            officer.goes_to("/questions/asked/?which=closed", "Questions that were asked")
            officer.reads("Closed: the sources agree now")
            school.goes_to("/our-school/", "Hilltop Academy")
            school.reads("No question waits for you")
        finally:
            elsewhere(lambda: the_sources_agree(False))
