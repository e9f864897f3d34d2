"""Possible matches in a browser: looked at, decided and taken back, by pointer and by keyboard."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from onroll.record.home import Home
from onroll.record.people.decisions import decisions
from tests.browser.test_pages import faults
from tests.web.fixtures import AUTHORITY, PASSWORD
from tests.web.matching_world import AMAAL, AMAL, PAWEL, PAWELS_OTHER, TWIN, TWINS_TWIN

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def shown(
    published_once: Path,
    home: Home,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Home]:
    """The possible matches, shown to everybody while this module's tests run; a home of its own."""
    from onroll.web.publish import publish
    from tests.web.matching_world import show_matches

    path = tmp_path_factory.mktemp("matches")
    (path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    with django_db_blocker.unblock():
        show_matches(Home(path))
        settings.ONROLL_HOME = path
        yield Home(path)
        settings.ONROLL_HOME = home.path
        publish(published_once, home)


@pytest.fixture
def fresh(shown: Home) -> Home:
    """The same, with nothing decided yet."""
    for made in (shown.people / "decisions").glob("*.json"):
        made.unlink()
    return shown


def look(page: Page, heading: str, *, script: bool) -> None:
    """What is asked of every step: no fault that axe finds, or no sideways scroll at 320 px."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.locator("h1").count() == 1
    assert "Hussein" not in page.title()
    if folder := os.environ.get("ONROLL_LOOK_AT"):
        name = re.sub(r"\W+", "-", heading).strip("-") + ("-wide" if script else "-narrow")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    if script:
        assert faults(page) == [], heading
    else:
        assert page.locator("html").evaluate("page => page.scrollWidth") <= 320, heading


@pytest.mark.parametrize("script", [True, False])
def test_a_pair_is_compared_decided_and_taken_back(opened: Any, fresh: Home, script: bool) -> None:
    page = opened("/matches/", java_script_enabled=script, viewport=WIDE if script else NARROW)
    look(page, "Possible matches", script=script)
    page.get_by_role("link", name=f"Compare {AMAL} and {AMAAL}").click()
    look(page, "Are these the same child?", script=script)
    expect(page.get_by_text("Differs: day and month the other way round")).to_be_visible()
    page.get_by_label("Same child", exact=True).check()
    page.get_by_role("button", name="Keep this answer").click()
    look(page, "Are these the same child?", script=script)
    expect(page.get_by_role("link", name="Enter why")).to_be_visible()
    assert page.title().startswith("Error: ")
    expect(page.get_by_label("Same child", exact=True)).to_be_checked()
    page.get_by_label("Why?").fill("Their mother told me")
    page.get_by_role("button", name="Keep this answer").click()
    look(page, "Same child", script=script)
    expect(page.get_by_text("Your answer is kept: same child")).to_be_visible()
    assert len(decisions(fresh)) == 1

    page.get_by_role("link", name="What was decided").click()
    look(page, "What was decided", script=script)
    page.get_by_role("link", name="1: Same child").click()
    page.get_by_role("link", name="Take this decision back").click()
    look(page, "Take this decision back?", script=script)
    page.get_by_label("Why is it taken back?").fill("It was her sister")
    page.get_by_role("button", name="Take it back").click()
    look(page, "Same child Taken back", script=script)
    assert len(decisions(fresh)) == 2


@pytest.mark.parametrize("script", [True, False])
def test_a_colleague_is_asked(opened: Any, fresh: Home, script: bool) -> None:
    page = opened(
        f"/matches/{TWIN}/{TWINS_TWIN}/",
        java_script_enabled=script,
        viewport=WIDE if script else NARROW,
    )
    expect(page.get_by_text("They may be twins")).to_be_visible()
    page.get_by_label("Not sure, ask a colleague").check()
    page.get_by_label("Why?").fill("I do not know the family")
    page.get_by_role("button", name="Keep this answer").click()
    look(page, "Not sure Stands", script=script)
    page.get_by_role("link", name="Possible matches", exact=True).last.click()
    page.get_by_role("link", name="Those that a colleague is not sure about").click()
    expect(page.get_by_text("Asked a colleague")).to_be_visible()
    look(page, "Possible matches", script=script)


def test_a_pair_is_decided_by_keyboard(opened: Any, fresh: Home) -> None:
    """Tab, arrows and Enter alone, from the queue to the decision."""
    page = opened("/matches/", viewport=WIDE)
    reach(page, f"Compare {PAWEL} and {PAWELS_OTHER}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these the same child?")
    reach(page, "", element="verdict")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    reach(page, "", element="why")
    page.keyboard.type("Two UPNs, two schools")
    reach(page, "Keep this answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Different children")
    assert decisions(fresh)[0].verdict == "different"


@pytest.mark.parametrize("script", [True, False])
def test_how_a_weight_was_made_is_for_analysts(
    browser: Any, service: str, analyst_once: Any, fresh: Home, script: bool
) -> None:
    context = browser.new_context(
        base_url=service, java_script_enabled=script, viewport=WIDE if script else NARROW
    )
    page = context.new_page()
    page.goto(f"/sign-in/?next=/matches/{AMAL}/{AMAAL}/")
    page.get_by_label("Email address").fill("joanne@exampleshire.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("How the weight was made").click()
    expect(page.get_by_role("img", name="The weight begins at")).to_be_visible()
    look(page, "Are these the same child", script=script)
    context.close()


def reach(page: Page, words: str, *, element: str = "") -> None:
    """Press Tab until the focus is on what says the words, or on the element of that id."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.id, document.activeElement.textContent.trim()]"
        )
        if focused[0] == element if element else focused[1] == words:
            return
    raise AssertionError(f"no number of tabs reaches {element or words}")


@pytest.mark.parametrize("script", [True, False])
def test_a_referral_is_looked_for_and_then_taken(opened: Any, fresh: Home, script: bool) -> None:
    for made in (fresh.people / "referrals").glob("*.json"):
        made.unlink()
    page = opened("/matches/", java_script_enabled=script, viewport=WIDE if script else NARROW)
    page.get_by_role("link", name="New referral").click()
    look(page, "New referral: do we know this child already?", script=script)
    page.get_by_label("Surname").fill("Husain")
    page.get_by_label("Date of birth").fill("5 March 2004")
    page.get_by_role("button", name="Look for this child").click()
    expect(page.get_by_role("link", name="This child would be 22")).to_be_visible()
    look(page, "New referral: do we know", script=script)
    page.get_by_label("Date of birth").fill("5 March 2014")
    page.get_by_role("button", name="Look for this child").click()
    look(page, "Is it one of these children?", script=script)
    page.get_by_role("group", name=f"Amal Hussein, {AMAL}").get_by_label("Different child").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name=f"Select whether Amaal Husayn, {AMAAL}")).to_be_visible()
    look(page, "Is it one of these", script=script)
    page.get_by_role("group", name=f"Amaal Husayn, {AMAAL}").get_by_label("Not sure").check()
    page.get_by_role("button", name="Continue").click()
    look(page, "What were you told of this child?", script=script)
    page.get_by_role("button", name="Check what you entered").click()
    expect(page.get_by_role("link", name="Enter who told us")).to_be_visible()
    look(page, "What were you told of this", script=script)
    for label, value in (
        ("Forename", "Idris"),
        ("Postcode", "XE1 1AA"),
        ("Their name, and what they are to the child", "His aunt"),
        ("When did they tell us?", "20 November 2026"),
    ):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Boy").check()
    page.get_by_label("A parent or carer").check()
    page.get_by_label("Not attending").check()
    page.get_by_role("button", name="Check what you entered").click()
    look(page, "Check the referral", script=script)
    page.get_by_role("button", name="Keep this referral").click()
    look(page, "Referrals taken", script=script)
    expect(page.get_by_text("Referral R000001 is kept.")).to_be_visible()
    assert len(decisions(fresh)) == 2


@pytest.mark.parametrize("script", [True, False])
def test_a_referral_of_a_known_child_ends_at_their_record(
    opened: Any, fresh: Home, script: bool
) -> None:
    """From the two questions to the record in few clicks; nothing new is made."""
    page = opened("/referrals/new/", java_script_enabled=script, viewport=WIDE)
    page.get_by_label("Surname").fill("Made")
    page.get_by_label("Date of birth").fill("2012")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it one of these children?")
    page.get_by_role("group", name=PAWEL).get_by_label("Same child").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pawel Made")
    assert decisions(fresh) == []


@pytest.mark.parametrize("script", [True, False])
def test_nobody_is_like_what_was_told(opened: Any, fresh: Home, script: bool) -> None:
    page = opened(
        "/referrals/new/", java_script_enabled=script, viewport=WIDE if script else NARROW
    )
    page.get_by_label("Surname").fill("Zzyzx")
    page.get_by_label("Date of birth").fill("2012")
    page.get_by_role("button", name="Look for this child").click()
    look(page, "We know no child like this", script=script)
    page.get_by_role("button", name="This is a new child").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What were you told")
