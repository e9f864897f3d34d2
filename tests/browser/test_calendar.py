"""The page of one's own calendar in a browser: by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_cases import take_away
from tests.browser.test_shields import NARROW, WIDE, look, tab_to
from tests.web.fixtures import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def session(service: str, published_once: Path, django_db_blocker: Any) -> Iterator[str]:
    """The session of somebody who makes visits."""
    from onroll.web.access.accounts import add_user
    from tests.web.case_pages import browser_of

    with django_db_blocker.unblock():
        tara = add_user(
            email="tara.calendar@exampleshire.example", full_name="Tara Roe",
            password=PASSWORD, role="Pathway manager",
        )  # fmt: skip
        held = browser_of(tara).cookies["onroll"].value
        connection.close()
    yield held
    with django_db_blocker.unblock():
        take_away([tara.pk])
        connection.close()


@pytest.fixture
def page_of(browser: Browser, service: str, session: str) -> Iterator[Any]:
    contexts = []

    def open_page(address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=service, **options)
        context.add_cookies([{"name": "onroll", "value": session, "url": service}])
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_an_address_is_made_by_keyboard_read_by_a_program_and_ended(page_of: Any) -> None:
    page = page_of("/my-access/", viewport=WIDE)
    tab_to(page, page.get_by_role("link", name="Put my visits into my calendar"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your calendar")
    look(page, "calendar_none")
    tab_to(page, page.get_by_role("button", name="Make an address"))
    page.keyboard.press("Enter")
    shown = page.get_by_text(".ics")
    expect(shown).to_be_visible()
    look(page, "calendar_made")
    address = shown.inner_text()
    assert address not in page.url
    answer = page.request.get(address)
    assert answer.ok
    assert answer.text().startswith("BEGIN:VCALENDAR")
    page.goto("/calendar/")
    expect(page.get_by_text("1 time in all")).to_be_visible()
    look(page, "calendar_held")
    tab_to(page, page.get_by_role("button", name="End this address"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your calendar address has ended.")).to_be_visible()
    assert page.request.get(address).status == 404


def test_an_address_fits_on_a_phone_without_script(page_of: Any) -> None:
    page = page_of("/calendar/", viewport=NARROW, java_script_enabled=False)
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_text(".ics")).to_be_visible()
    look(page, "calendar_made")
