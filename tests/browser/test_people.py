"""A data manager gives and ends a role, and a manager says who works with a child, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_shields import NARROW, WIDE, look, tab_to
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PEOPLE = {
    "dana": ("Dana Manager", "Data manager"),
    "stella": ("Stella Service", "Service manager"),
    "omar": ("Omar Officer", "Education officer"),
    "nobody": ("Noor Newcomer", ""),
}


@pytest.fixture(scope="module")
def numbers(service: str, published_once: Path, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """Four people, by the name they sign in with; a program; a team; a role that is asked for."""
    from django.utils.timezone import localdate, now

    from onroll.web.access.accounts import add_user
    from onroll.web.access.models import Allocation, Read, Role, RoleAsked, RoleHeld, Team, User
    from onroll.web.api.keys import make_key
    from onroll.web.api.models import Key, Webhook
    from onroll.web.api.programs import make_program
    from onroll.web.api.webhooks import tell_at
    from onroll.web.signing_in.models import Invitation
    from tests.web.log_opened import take_out

    with django_db_blocker.unblock():
        made = {
            name: add_user(
                email=f"{name}@exampleshire.example", full_name=full, password=PASSWORD, role=role
            )
            for name, (full, role) in PEOPLE.items()
        }
        team = Team.objects.create(name="Missing education", definitions=["missing_education"])
        asked = RoleAsked.objects.create(
            user=made["nobody"], role="Director", starts_on=localdate(), asked_by=made["stella"],
            why="Starts as director in January",
        )  # fmt: skip
        dana = made["dana"]
        program = make_program(
            name="Hilltop, pupil system", role=Role.SCHOOL_USER, urn="100001", by=dana
        )
        make_key(account=program, name="Server", last_day=localdate(), by=dana, at=now())
        tell_at(program, "https://pupils.example/onroll", dana, now())
        numbers = {name: user.pk for name, user in made.items()} | {"program": program.pk}
        key = program.api_keys.get().pk
    yield numbers | {"team": team.pk, "asked": asked.pk, "key": key}
    with django_db_blocker.unblock():
        these = User.objects.filter(pk__in=numbers.values())
        take_out(Read.objects.filter(user__in=these))
        for model in (Key, Webhook):
            model.objects.filter(account__in=these).delete()
        for model in (Allocation, Invitation, RoleAsked, RoleHeld):
            model.objects.filter(user__in=these).delete()
        Team.objects.filter(name="Missing education").delete()
        these.delete()


@pytest.fixture(scope="module")
def kept(browser: Browser, service: str, numbers: dict[str, int]) -> dict[str, Any]:
    """What the browser of each of two keeps once they have signed in."""
    found: dict[str, Any] = {}
    for name in ("dana", "stella"):
        context = browser.new_context(base_url=service)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("Email address").fill(f"{name}@exampleshire.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        found[name] = context.storage_state()
        context.close()
    return found


@pytest.fixture
def page_of(browser: Browser, service: str, kept: dict[str, Any]) -> Iterator[Any]:
    contexts = []

    def open_page(name: str, address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=service, storage_state=kept[name], **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


PAGES = {
    "people": "/people/",
    "new_person": "/people/new/",
    "person": "/people/{omar}/",
    "give_role": "/people/{omar}/give/",
    "close_account": "/people/{omar}/close/",
    "role_asked": "/people/asked/{asked}/",
    "teams": "/teams/",
    "team": "/teams/{team}/",
    "retire_team": "/teams/{team}/retire/",
    "programs": "/programs/",
    "program": "/programs/{program}/",
    "new_program": "/programs/new/",
    "new_key": "/programs/{program}/keys/new/",
    "withdraw_key": "/programs/{program}/keys/{key}/withdraw/",
    "webhook": "/programs/{program}/webhook/",
    "my_access": "/my-access/",
}


def test_no_page_has_a_fault_and_none_needs_a_script(page_of: Any, numbers: dict[str, int]) -> None:
    wide = page_of("dana", "/people/", viewport=WIDE)
    narrow = page_of("dana", "/people/", viewport=NARROW, java_script_enabled=False)
    for name, address in PAGES.items():
        for page in (wide, narrow):
            page.goto(address.format(**numbers))
            look(page, name)


def test_a_role_is_given_by_keyboard_and_ended_and_given_again(
    page_of: Any, numbers: dict[str, int]
) -> None:
    page = page_of("dana", f"/people/{numbers['nobody']}/", viewport=WIDE)
    expect(page.get_by_text("has no role today, and sees no child")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Give Noor Newcomer a role"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Give the role"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Select a role")).to_be_visible()
    look(page, "give_role_error")
    page.get_by_label("Role", exact=True).select_option("Duty officer")
    page.get_by_label("Team").select_option("Missing education")
    page.get_by_label("Why do they need it?").fill("Covers the telephone")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Noor Newcomer")
    page.get_by_role("link", name="End it (Duty officer)").click()
    page.get_by_label("Now").check()
    page.get_by_label("Why?").fill("The wrong person")
    look(page, "end_role")
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_text("Before", exact=True)).to_be_visible()
    look(page, "person_ended")
    page.get_by_role("link", name="Give it again (Duty officer)").click()
    expect(page.get_by_label("Role", exact=True)).to_have_value("Duty officer")


def test_a_program_is_let_in_by_keyboard_on_a_phone_without_script(page_of: Any) -> None:
    page = page_of("dana", "/programs/new/", viewport=NARROW, java_script_enabled=False)
    tab_to(page, page.get_by_role("button", name="Make the key"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Select whose program it is")).to_be_visible()
    look(page, "new_program_error")


def test_a_team_is_changed_on_a_phone_without_script_and_changed_back(
    page_of: Any, numbers: dict[str, int]
) -> None:
    page = page_of(
        "stella", f"/teams/{numbers['team']}/", viewport=NARROW, java_script_enabled=False
    )
    page.get_by_label("XE1").check()
    page.get_by_role("button", name="See how many children").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    look(page, "team_preview")
    page.get_by_role("button", name="Save the team").click()
    expect(page.get_by_text("Before, it was")).to_be_visible()
    look(page, "team_changed")
    page.get_by_role("button", name="Change it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Missing education is saved")


def test_a_manager_says_who_works_with_a_child(page_of: Any, numbers: dict[str, int]) -> None:
    page = page_of("stella", f"/children/{AMARA}/", viewport=WIDE)
    page.get_by_role("link", name="Who works with", exact=True).click()
    page.get_by_label("Colleague").select_option(label="Omar Officer, omar@exampleshire.example")
    page.get_by_label("Why?").fill("Meets Amara weekly")
    look(page, "who_works_with_form")
    page.get_by_role("button", name="Add this colleague").click()
    look(page, "who_works_with")
    page.get_by_role("link", name="End it (Omar Officer)").click()
    look(page, "end_works_with")
    page.get_by_label("Now").check()
    page.get_by_label("Why?").fill("Another colleague does")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("(no longer)")).to_be_visible()


def test_an_invited_persons_link_is_shown(page_of: Any, numbers: dict[str, int]) -> None:
    page = page_of("dana", f"/people/{numbers['omar']}/link/", viewport=WIDE)
    page.get_by_role("button", name="Make the link").click()
    look(page, "link")
    expect(page.get_by_text("/invited/")).to_be_visible()
