"""A report from its draft to its release by keyboard alone: no JavaScript, 320 px, no fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from playwright.sync_api import Browser

from tests.browser.keyboard import keyboards
from tests.browser.phone import elsewhere
from tests.browser.test_cases import take_away

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WHO = {"Ana": "Data analyst", "Dev": "Director", "Cal": "Council member"}
WORDS = {
    "Headline": "Few children are missing education.", "Why it is so": "Nobody knows.",
    "What happens next": "We look for each of them.",
}  # fmt: skip


def forget_releases() -> None:
    from onroll.web.access.acting import acting_as

    with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(
            "truncate releases_release, releases_counted, releases_releaseevent,"
            " releases_releasefile, releases_draftasked, releases_draftevent"
        )


@pytest.fixture
def people(service: str, home: Any, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The session of each person by name."""
    from tests.web.case_pages import browser_of, colleague

    def made() -> tuple[list[int], dict[str, str]]:
        users = {name: colleague(role, name=f"{name} Roe") for name, role in WHO.items()}
        sessions = {name: browser_of(u).cookies["onroll"].value for name, u in users.items()}
        return [user.pk for user in users.values()], sessions

    with django_db_blocker.unblock():
        numbers, sessions = elsewhere(made)
        yield sessions
        elsewhere(forget_releases)
        elsewhere(lambda: take_away(numbers))


def test_drafted_worded_released_by_another_and_read(
    browser: Browser, service: str, people: dict[str, str]
) -> None:
    with keyboards(browser, service, people) as sits_down:
        analyst, director, member = sits_down("Ana"), sits_down("Dev"), sits_down("Cal")
        analyst.goes_to("/releases/", "Released reports")
        analyst.reads("Nothing is released yet.")
        analyst.follows("Draft a report", "Draft a report")
        analyst.is_told("Make and check the draft", "Choose a report")
        analyst.picks("Report", "Children missing education: the headline")
        analyst.presses("Make and check the draft", "The draft is being made")
        for _ in range(200):  # a process of the service makes it meanwhile
            if "/asked/" not in analyst.page.url:
                break
            analyst.page.goto(analyst.page.url.split("#")[0])
        analyst.arrives("Children missing education: the headline")
        address = analyst.page.url.split("?")[0]
        analyst.follows("Write the words", "Words of this release")
        analyst.is_told("Keep these words", "Enter a headline")
        for label, words in WORDS.items():
            analyst.types(label, words)
        analyst.presses("Keep these words", "Children missing education: the headline")
        analyst.reads("The words are kept.")
        analyst.presses("Ask a second person to release it", "Children missing education")
        assert not analyst.page.get_by_role("button", name="Release it").count()

        director.goes_to(address, "Children missing education: the headline")
        director.presses("Release it: the numbers will not change again", "Children missing")
        director.reads("Dev Roe approved it.")
        for _ in range(200):  # the same process releases it
            if not director.page.locator("[data-progress]").count():
                break
            director.page.goto(director.page.url.split("#")[0])
        director.reads("It is released. Its numbers will not change.")

        member.goes_to("/releases/", "Released reports")
        member.follows("Children missing education: the headline", "Children missing education")
        member.reads("Few children are missing education.")
        assert not member.page.locator("td a").count()
