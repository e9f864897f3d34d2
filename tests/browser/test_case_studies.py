"""Both cases of the papers, typed into the real forms in a real browser, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from tests.browser.test_cases import looked, take_away
from tests.browser.test_shields import WIDE
from tests.web.case_studies_told import Story, first_case, second_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ROLES = {"Sam Otieno": "Pathway manager", "Ada Cole": "Service manager"}


class InABrowser:
    """Somebody at a desk, who fills in each form as it is drawn and presses its button."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def read(self, address: str) -> str:
        self.page.goto(address)
        return self.page.content()

    def send(self, address: str, **typed: Any) -> str:
        self.page.goto(address)
        main = self.page.locator("main")
        for name, value in typed.items():
            box = main.locator(f'[name="{name}"]:not([type="hidden"])')
            if box.first.get_attribute("type") in ("radio", "checkbox"):
                main.locator(f'[name="{name}"][value="{value}"]').check()
            elif main.locator(f'select[name="{name}"]').count():
                box.select_option(str(value))
            else:
                box.fill(str(value))
        main.get_by_role("button").last.click()
        return self.page.content()


@pytest.fixture(scope="module")
def sessions(
    service: str, published_once: Path, home: Any, django_db_blocker: Any
) -> Iterator[list[str]]:
    """The session of an officer, and of somebody else.

    What is told in a case changes what the run says of a child, so it is published anew at the end.
    """
    from onroll.web.publish import publish
    from tests.web.case_pages import browser_of, colleague, place_not_taken_up

    with django_db_blocker.unblock():
        place_not_taken_up()
        people = [colleague(role, name) for name, role in ROLES.items()]
        made = [browser_of(user).cookies["onroll"].value for user in people]
        connection.close()
    yield made
    with django_db_blocker.unblock():
        take_away([user.pk for user in people])
        publish(published_once, home)


@pytest.fixture
def opened_by(browser: Browser, service: str, sessions: list[str]) -> Iterator[Any]:
    """Opens a page as one of the two, with or without JavaScript."""
    contexts = []

    def open_page(session: str, *, script: bool = False) -> Page:
        context = browser.new_context(base_url=service, viewport=WIDE, java_script_enabled=script)
        context.add_cookies([{"name": "onroll", "value": session, "url": service}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def writers(opened_by: Any, sessions: list[str]) -> list[InABrowser]:
    """An officer and somebody else, each in a browser of their own."""
    return [InABrowser(opened_by(session)) for session in sessions]


@pytest.fixture
def seen_as_drawn(opened_by: Any, sessions: list[str]) -> Any:
    """The page of the case, with years of events on it, has no fault and no name outside it."""

    def look(story: Story, name: str) -> None:
        page = opened_by(sessions[0], script=True)
        page.goto(story.address)
        looked(page, f"study_{name}")

    return look


def test_the_first_case(writers: list[InABrowser], seen_as_drawn: Any) -> None:
    """One case from 2011 to 2014: Devon was never whereabouts, and it ends with the child seen."""
    seen_as_drawn(first_case(*writers), "first")


def test_the_second_case(writers: list[InABrowser], seen_as_drawn: Any) -> None:
    """Two places at once for two children, every nil return kept, and an outcome for each."""
    story, _ = second_case(*writers)
    seen_as_drawn(story, "second")
