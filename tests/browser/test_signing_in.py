"""Somebody who was invited comes in, with an app and then with a security key; sign-out; limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import faults, widest
from tests.web.fixtures import PASSWORD
from tests.web.signing_in_world import REQUIRED, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
INVITED, KEYED = "invited@hilltop.example", "keyed@hilltop.example"
PICTURES = os.environ.get("ONROLL_LOOK", "")


@pytest.fixture(scope="module")
def people(service: str, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Two people who see no child."""
    from onroll.web.access.models import User
    from onroll.web.signing_in.invitations import invite

    with django_db_blocker.unblock():
        made = {
            INVITED: User.objects.create_user(INVITED, full_name="Invited Okafor"),
            KEYED: User.objects.create_user(KEYED, PASSWORD, full_name="Keyed Jones"),
        }
        secret = invite(made[INVITED], None)
    yield made | {"secret": secret}
    with django_db_blocker.unblock():
        User.objects.filter(pk__in=[each.pk for each in made.values()]).delete()


@pytest.fixture
def browse(browser: Browser, service: str, people: Any, tmp_path: Path) -> Iterator[Any]:
    """A browser that nobody has signed in with, where everybody needs a second step.

    A security key works at a name, not at an address.
    """
    (tmp_path / "authority.toml").write_text(REQUIRED, encoding="utf-8")
    before, settings.ONROLL_HOME = settings.ONROLL_HOME, tmp_path
    contexts = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(
            base_url=service.replace("127.0.0.1", "localhost"), viewport=WIDE, **options
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    settings.ONROLL_HOME = before


def is_sound(page: Page, name: str) -> None:
    """No accessibility fault, and narrow nothing to scroll to sideways."""
    assert faults(page) == []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 320, widest(page)
    assert page.title().endswith("– Children's education record – Exampleshire")
    page.set_viewport_size(WIDE)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_somebody_invited_chooses_a_password_and_sets_up_an_app_without_javascript(
    browse: Any, people: Any
) -> None:
    secret = people["secret"]
    page = browse(java_script_enabled=False)
    looking = browse()
    page.goto(f"/invited/{secret}/")
    assert secret not in page.url
    page.get_by_label("Password", exact=True).fill("violet tractor elbow")
    page.get_by_label("The same password again").fill("violet tractor elbow")
    page.get_by_role("button", name="Set this password and sign in").click()
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()
    page.goto("/feeds/")
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()
    page.get_by_role("button", name="Set up an app").click()
    key = page.locator("strong.onroll-fact").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_of(key, -1))
    page.get_by_role("button", name="Set up this app").click()
    expect(page.get_by_text("They are shown this once")).to_be_visible()
    first = page.locator("main li").first.inner_text()

    page = looking
    page.goto("/my-sessions/")
    is_sound(page, "sign-in")
    sign_in(page, INVITED, "violet tractor elbow")
    is_sound(page, "code")
    page.get_by_label("Code").fill(first)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    is_sound(page, "my-sessions")
    page.get_by_role("button", name="End all the others").click()
    expect(page.get_by_text("this one")).to_be_visible()
    assert page.get_by_role("button", name="End it").count() == 0


def test_a_security_key_is_set_up_and_signs_in(browse: Any) -> None:
    page = browse()
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    key.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "usb", "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    page.goto("/my-sessions/")
    sign_in(page, KEYED)
    is_sound(page, "second-step-must")
    page.get_by_role("button", name="Set up an app").click()
    is_sound(page, "app")
    page.get_by_role("link", name="Go back").click()
    page.get_by_role("button", name="Set up a security key").click()
    is_sound(page, "key")
    expect(page.get_by_text("The key did not answer")).to_be_hidden()
    page.get_by_label("What do you call this key?").fill("Blue key")
    page.get_by_role("button", name="Set up this key").click()
    expect(page.get_by_text("They are shown this once")).to_be_visible()
    is_sound(page, "recovery-codes")
    page.goto("/second-step/")
    expect(page.get_by_text("Blue key").first).to_be_visible()
    is_sound(page, "second-step")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    page.goto("/my-sessions/")
    sign_in(page, KEYED)
    is_sound(page, "code-or-key")
    page.get_by_role("button", name="Use your security key").click()
    expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    assert [text for text in console if "Content Security Policy" in text] == []


def test_without_javascript_a_key_says_so(browse: Any) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/my-sessions/")
    sign_in(page, KEYED)
    expect(page.get_by_text("A security key needs JavaScript")).to_be_visible()
    assert page.get_by_role("button", name="Use your security key").count() == 0


def test_after_signing_out_back_shows_nothing(opened: Any, service: str) -> None:
    """And nothing of a child is left in what the browser keeps."""
    page = opened("/sign-in/")
    page.context.clear_cookies()
    page.goto("/my-access/")
    sign_in(page, "priya@exampleshire.example")
    expect(page.get_by_role("heading", name="My access")).to_be_visible()
    page.goto("/my-sessions/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/*")
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert page.get_by_text("Priya").count() == 0
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"
    assert page.evaluate("document.cookie") == "", "cookies are not for scripts"


def test_a_session_ended_elsewhere_says_so_here(opened: Any) -> None:
    here, elsewhere = opened("/health/"), opened("/health/")
    for page in (here, elsewhere):
        page.context.clear_cookies()
        page.goto("/my-sessions/")
        sign_in(page, "priya@exampleshire.example")
        expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
    elsewhere.get_by_role("button", name="End all the others").click()
    expect(elsewhere.get_by_role("button", name="End all the others")).to_have_count(0)
    here.reload()
    expect(here.get_by_text("your session was ended")).to_be_visible()
    is_sound(here, "sign-in-why")
