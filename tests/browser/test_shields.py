"""An officer protects a child and two people end it, in a browser: by keyboard, on a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from onroll.record.home import Home
from onroll.record.people.shields import history, shields
from tests.browser.test_pages import faults
from tests.web.fixtures import AUTHORITY, PASSWORD
from tests.web.shielded_world import ADOPTION, REFUGE, allocate, publish_world
from tests.web.small_run import AMARA, ZOFIA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BEN = "EC-BENM0001"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PEOPLE = {"ola": "Education officer", "ruth": "Safeguarding lead", "owen": "Director"}
PICTURES = os.environ.get("ONROLL_LOOK", "")


@pytest.fixture(scope="module")
def protected_home(
    service: str, published_once: Path, home: Home, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Home]:
    """A home of this module's own, its run with protected children published, and three people."""
    from onroll.web.access.accounts import add_user
    from onroll.web.access.models import Allocation, Read, RoleHeld, User
    from onroll.web.publish import publish
    from tests.web.log_opened import take_out

    path = tmp_path_factory.mktemp("protected")
    (path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    before, settings.ONROLL_HOME = settings.ONROLL_HOME, path
    with django_db_blocker.unblock():
        publish_world(Home(path))
        for name, role in PEOPLE.items():
            email = f"{name}@exampleshire.example"
            add_user(email=email, full_name=name.title(), password=PASSWORD, role=role)
        allocate(User.objects.get(email="ola@exampleshire.example"), AMARA)
    yield Home(path)
    settings.ONROLL_HOME = before
    with django_db_blocker.unblock():
        these = User.objects.filter(email__in=[f"{name}@exampleshire.example" for name in PEOPLE])
        take_out(Read.objects.filter(user__in=these))
        for held in (Allocation, RoleHeld):
            held.objects.filter(user__in=these).delete()
        these.delete()
        publish(published_once, home)


@pytest.fixture
def page_of(browser: Browser, service: str, protected_home: Home) -> Iterator[Any]:
    """Opens a page on which somebody has signed in, with the options given."""
    contexts: list[BrowserContext] = []

    def open_page(name: str, address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=service, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"/sign-in/?next={address}")
        page.get_by_label("Email address").fill(f"{name}@exampleshire.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    yield open_page
    for context in contexts:
        context.close()


def look(page: Page, name: str) -> None:
    """No fault that axe finds, no sideways scroll; with ONROLL_LOOK=folder, a picture of it."""
    wide = page.viewport_size["width"] > 400
    if wide:
        assert faults(page) == [], name
    assert page.locator("html").evaluate("page => page.scrollWidth") <= page.viewport_size["width"]
    assert page.locator("h1").count() == 1
    if PICTURES:
        where = Path(PICTURES) / f"{name}_{page.viewport_size['width']}.png"
        page.screenshot(path=where, full_page=True)


PAGES = {
    "protected_record": ("ola", f"/children/{AMARA}/"),
    "protected_timeline": ("ola", f"/children/{AMARA}/timeline/"),
    "protected_sources": ("ola", f"/children/{AMARA}/sources/"),
    "protect": ("ola", f"/children/{BEN}/protect/"),
    "absent": ("ola", f"/children/{ZOFIA}/"),
    "not_allowed": ("ola", "/shields/"),
    "whole_record": ("ruth", f"/children/{AMARA}/"),
    "suspected_record": ("ruth", f"/children/{ZOFIA}/"),
    "shields": ("ruth", "/shields/"),
    "shield": ("ruth", f"/shields/{REFUGE}/"),
    "end": ("ruth", f"/shields/{REFUGE}/end/{ZOFIA}/"),
}


@pytest.mark.parametrize(("who", "address"), PAGES.values(), ids=PAGES)
def test_each_page_has_no_fault_and_needs_no_script(
    page_of: Any, request: Any, who: str, address: str
) -> None:
    name = request.node.callspec.id
    look(page_of(who, address, viewport=WIDE), name)
    look(page_of(who, address, viewport=NARROW, java_script_enabled=False), name)


def test_a_child_is_protected_by_keyboard_alone(page_of: Any, protected_home: Home) -> None:
    page = page_of("ola", f"/children/{BEN}/", viewport=WIDE)
    tab_to(page, page.get_by_role("link", name="Protect this child"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Adopted, or about to be"))
    page.keyboard.press("ArrowDown")  # a group of choices is one stop; arrows choose in it
    expect(page.get_by_label("In a refuge, or hidden from somebody")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Mum's advocate rang us")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ben Mock is protected")
    look(page, "protecting")
    assert page.get_by_text("For you there is no such child any more.").is_visible()
    page.get_by_role("link", name="Go to Today").click()
    page.wait_for_url("**/")
    page.goto(f"/children/{BEN}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot show this page")
    assert "Ben" not in page.content().replace(BEN, "")
    kept = shields(protected_home)[-1]
    assert (kept.by, kept.why) == ("ola@exampleshire.example", "Mum's advocate rang us")


def test_two_people_end_a_protection_on_a_phone_without_script(
    page_of: Any, protected_home: Home
) -> None:
    phone = {"viewport": NARROW, "java_script_enabled": False}
    ruth = page_of("ruth", f"/shields/{ADOPTION}/", **phone)
    ruth.get_by_role("link", name="Ask to end this protection").click()
    ruth.get_by_role("button", name="Ask to end it").click()
    look(ruth, "end_error")
    assert ruth.get_by_role("link", name="Enter why").is_visible()
    ruth.get_by_label("Why is it safe to end it?").fill("The court refused the order")
    ruth.get_by_role("button", name="Ask to end it").click()
    assert ruth.get_by_text("You asked, so somebody else must agree.").is_visible()
    ruth.get_by_label("Yes, end the protection").check()
    ruth.get_by_label("Why?").fill("It was me who asked")
    ruth.get_by_role("button", name="Save the answer").click()
    look(ruth, "asked_by_me")
    assert ruth.get_by_role("link", name="somebody else must agree").is_visible()

    owen = page_of("owen", "/shields/", **phone)
    look(owen, "waiting")
    owen.get_by_role("link", name=f"Answer about protection {ADOPTION}").click()
    owen.get_by_label("Yes, end the protection").check()
    owen.get_by_label("Why?").fill("I read the letter")
    owen.get_by_role("button", name="Save the answer").click()
    assert owen.get_by_text("This protection has ended").is_visible()
    look(owen, "ended")
    acts = [(act["what"], act["by"].partition("@")[0]) for act in history(protected_home, ADOPTION)]
    assert acts[1:] == [("asked", "ruth"), ("lowered", "owen")]


def tab_to(page: Page, target: Any) -> None:
    """Press Tab until it has the focus; fails when sixty do not reach it."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")
