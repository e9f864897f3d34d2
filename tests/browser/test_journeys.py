"""An officer's morning, by pointer and by keyboard: from Today to why, and why not."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_from_signing_in_to_why_not_by_pointer(browser: Any, service: str) -> None:
    page = browser.new_page(base_url=service)
    page.goto("/")
    heading(page, "Sign in")
    sign_in(page)
    heading(page, "Today")
    page.get_by_role("link", name="Amara Example").first.click()
    heading(page, "Amara Example")
    expect(page.get_by_text("Since 12 November 2026 (12 days, 8 school days).")).to_be_visible()
    page.get_by_role("link", name="Why not? Home educated, suitable").click()
    expect(page.get_by_role("heading", name="Why not: home educated, suitable")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    heading(page, "Sign in")
    page.go_back()
    heading(page, "Sign in")
    page.close()


def test_today_to_a_record_by_keyboard(opened: Any) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    keys = 2
    while page.evaluate("document.activeElement.textContent.trim()") != "Amara Example":
        page.keyboard.press("Tab")
        keys += 1
        assert keys <= 12, "too many keys from the skip link to the first child"
    page.keyboard.press("Enter")
    heading(page, "Amara Example")


@pytest.mark.parametrize("script", [True, False])
def test_searching_and_coming_back(opened: Any, script: bool) -> None:
    page = opened("/", java_script_enabled=script)
    page.get_by_label("Find a child by name, UPN or reference").fill("amarah exampel")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 child matches, closest first")).to_be_visible()
    assert "xampel" not in page.url
    page.get_by_role("link", name="Amara Example").click()
    heading(page, "Amara Example")
    page.go_back()
    expect(page.get_by_text("1 child matches, closest first")).to_be_visible()


def test_seeing_another_date_and_correcting_it(opened: Any) -> None:
    page = opened("/children/EC-4821AMAR/", java_script_enabled=False)
    for box, value in (("Day", "31"), ("Month", "2"), ("Year", "2026")):
        page.get_by_label(box).fill(value)
    page.get_by_role("button", name="Show that date").click()
    expect(page.get_by_role("link", name="Date must be a real date")).to_be_visible()
    expect(page.get_by_label("Day")).to_have_value("31")
    page.get_by_label("Day").fill("15")
    page.get_by_role("button", name="Show that date").click()
    expect(page.get_by_role("heading", name="Status on 15 February 2026")).to_be_visible()
    expect(page.get_by_text("In education", exact=True)).to_be_visible()


def test_from_a_count_to_the_children_behind_it(opened: Any) -> None:
    page = opened("/definitions/missing_education/")
    page.get_by_role("link", name="3 children").click()
    heading(page, "Children missing education")
    expect(page.get_by_text("3 children on 23 November 2026, by surname.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(3)
