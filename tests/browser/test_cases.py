"""A child's case in a browser: decided on at once, worked in on a phone, closed by two people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_shields import NARROW, WIDE, look
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BEN = "EC-BENM0001"
ROLES = {"Paula": "Pathway manager", "Tara": "Team manager", "Omar": "Education officer",
         "Dora": "Director"}  # fmt: skip
SECRET = ("amara", "joshua", "zofia", "mock", "a00100000000")
"""What no title and no address may hold."""


@pytest.fixture(scope="module")
def cases(
    service: str, published_once: Path, home: Any, django_db_blocker: Any
) -> Iterator[dict[str, Any]]:
    """The numbers of three cases, of which the last is decided on, and the session of each person.

    What is told in a case changes what the run says of a child, so it is published anew at the end.
    """
    from onroll.web.access.accounts import add_user
    from onroll.web.publish import publish
    from tests.web.case_pages import browser_of, opened, send

    with django_db_blocker.unblock():
        made = {
            name: add_user(
                email=f"{name.lower()}@exampleshire.example", full_name=f"{name} Roe",
                password=PASSWORD, role=role,
            )
            for name, role in ROLES.items()
        }  # fmt: skip
        sessions = {n: browser_of(user).cookies["onroll"].value for n, user in made.items()}
        numbers = {
            child: opened(made["Omar"], child, token=child).pk for child in (JOSHUA, ZOFIA, BEN)
        }
        decided = {"route": "accept", "risk": "none", "whereabouts": "known"}
        send(browser_of(made["Paula"]), f"/cases/{numbers[BEN]}/decide/", **decided)
        connection.close()
    yield sessions | numbers
    with django_db_blocker.unblock():
        take_away([user.pk for user in made.values()])
        publish(published_once, home)


def take_away(people: list[int]) -> None:
    """Take away what these tests wrote for good, where others share the database with them."""
    from onroll.web.access.acting import acting_as
    from onroll.web.access.models import Allocation, Read, RoleHeld, User
    from tests.web.log_opened import take_out

    take_out(Read.objects.filter(user__in=people))
    with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(
            "truncate telling_us_sentform, telling_us_whoitis, telling_us_dealtwith,"
            " telling_us_draft, telling_us_emailcode, telling_us_monthlyreturn,"
            " telling_us_returnedpupil, telling_us_weeklyreturn, telling_us_childsweek,"
            " provider_visits_providervisit, provider_visits_visittakenback,"
            " mistakes_calledmistake, mistakes_returncalledmistake, receipts_emailedreceipt"
        )
        # their owner sees no row of such a table, and may empty none that is in the history
        for table in ("cases_caseevent", "cases_case"):
            cursor.execute(f"alter table {table} no force row level security")
            cursor.execute(f"delete from {table}")
            cursor.execute(f"alter table {table} force row level security")
    for held in (Allocation, RoleHeld):
        held.objects.filter(user__in=people).delete()
    User.objects.filter(pk__in=people).delete()


@pytest.fixture
def page_of(browser: Browser, service: str, cases: dict[str, Any]) -> Iterator[Any]:
    """Opens a page as one of them, on a phone without JavaScript unless it is said otherwise."""
    contexts = []

    def open_page(name: str, address: str, **options: Any) -> Page:
        phone = {"viewport": NARROW, "java_script_enabled": False}
        context = browser.new_context(base_url=service, **(phone | options))
        context.add_cookies([{"name": "onroll", "value": cases[name], "url": service}])
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def desk(page_of: Any) -> Any:
    """The same person at a desk, in a page on which axe can look at what the phone shows."""
    pages: dict[str, Page] = {}

    def at(name: str) -> Page:
        if name not in pages:
            pages[name] = page_of(name, "/cases/", viewport=WIDE, java_script_enabled=True)
        return pages[name]

    return at


def looked(page: Page, name: str) -> None:
    """No fault, no sideways scroll, and neither name nor UPN in the title or the address."""
    look(page, f"case_{name}")
    outside = f"{page.url} {page.title()}".lower()
    assert not [each for each in SECRET if each in outside], outside


def test_the_first_decision_takes_two_clicks_and_three_choices_from_signing_in(
    browser: Browser, service: str, cases: dict[str, Any]
) -> None:
    page = browser.new_page(base_url=service, viewport=WIDE)
    page.goto("/")
    page.get_by_label("Email address").fill("paula@exampleshire.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    looked(page, "today")
    page.get_by_role("link", name="Decide for Joshua").click()
    looked(page, "decide")
    for answer in ("Accept: we work with the child", "No risk known", "No"):
        page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Save this decision").click()
    expect(page.get_by_text("Decided: Accept")).to_be_visible()
    page.close()


def test_a_decision_is_made_by_keyboard_alone(page_of: Any) -> None:
    page = page_of("Paula", "/", viewport=WIDE, java_script_enabled=True)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the menu
    decide = page.get_by_role("link", name="Decide for").first
    keys = 2 + tab_to(page, decide)
    page.keyboard.press("Enter")
    assert keys + 1 <= 8, keys
    tab_to(page, page.get_by_role("button", name="Save this decision"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Select where it goes")).to_be_visible()
    looked(page, "decide_error")
    page.keyboard.press("Tab")
    for question, answer in (
        ("Where does it go?", "Accept: we work with the child"),
        ("Risk now", "No risk known"),
        ("Do we know where the child is?", "Yes, somebody has seen the child there"),
    ):
        tab_to(page, page.get_by_role("group", name=question).get_by_label(answer, exact=True))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Save this decision"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decided: Accept")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Undone. It stays in what happened")).to_be_visible()


def test_the_pages_beside_a_case_have_no_fault_on_a_phone_or_at_a_desk(
    page_of: Any, cases: dict[str, Any]
) -> None:
    for who, address, name in (
        ("Dora", "/accountability/", "accountability"),
        ("Dora", "/accountability/came/", "accountability_list"),
        ("Paula", "/?done=decided", "decided"),
        ("Paula", "/cases/away/", "away"),
        ("Paula", "/cases/?which=watched", "watched"),
        ("Paula", f"/cases/{cases[BEN]}/link-brother-or-sister/", "link_sibling"),
        ("Paula", f"/cases/{cases[BEN]}/write/step/", "step"),
    ):
        page = page_of(who, address, viewport=NARROW, java_script_enabled=True)
        look(page, f"case_{name}_phone")
        page.set_viewport_size(WIDE)
        look(page, f"case_{name}")


def test_a_case_on_a_phone_without_script(page_of: Any, desk: Any, cases: dict[str, Any]) -> None:
    """From the first word to a second person who closes it."""
    omar, paula = page_of("Omar", f"/children/{AMARA}/case/"), page_of("Paula", "/cases/")
    refused(omar, desk("Omar"), "Keep this referral", "Select who tells us", "refer")
    omar.get_by_label("A school", exact=True).check()
    omar.get_by_label("Whereabouts not known").check()
    fill(omar, **{"Their name, and how to reach them": "Ms Reed, 01632 960001",
                  "What did they say?": "Not seen since half term"})  # fmt: skip
    press(omar, "Keep this referral")
    expect(omar.get_by_text("A case is open.")).to_be_visible()
    both(omar, desk("Omar"), "opened")
    case = omar.url.partition("?")[0]

    paula.reload()
    paula.get_by_role("link", name="Decide for Amara").click()
    refused(paula, desk("Paula"), "Save this decision", "Select the risk now", "decide_phone")
    for answer in ("Accept: we work with the child", "Concern", "No"):
        paula.get_by_label(answer, exact=True).check()
    press(paula, "Save this decision")
    paula.get_by_role("alert").get_by_role("link", name="Amara Example").click()
    paula.get_by_role("link", name="Give the case to a colleague").click()
    refused(paula, desk("Paula"), "Give it", "Select a colleague", "give")
    paula.get_by_label("Colleague").select_option(label="Omar Roe: 0 open")
    press(paula, "Give it")
    expect(paula.get_by_text("Allocated, since")).to_be_visible()

    omar.goto("/cases/?which=mine")
    omar.get_by_role("link", name="Amara Example").click()
    both(omar, desk("Omar"), "allocated")
    omar.get_by_text("13 more enquiries").click()
    omar.get_by_role("link", name=re.compile("^Asked.*Ask the school where")).click()
    expect(omar.get_by_label("Enquiry")).to_have_value("last_school")
    refused(omar, desk("Omar"), "Keep that it was asked", "Enter whom you asked", "ask")
    fill(omar, **{"Whom did you ask?": "Hilltop Academy"})
    press(omar, "Keep that it was asked")
    omar.get_by_role("link", name="Record the answer").click()
    refused(omar, desk("Omar"), "Keep this answer", "Select what came of it", "answer")
    omar.get_by_label("Knows nothing more").check()
    fill(omar, **{"What did they say?": "Nobody has heard from her"})
    press(omar, "Keep this answer")
    omar.get_by_role("link", name="Warn colleagues before they visit").click()
    fill(omar, **{"What must colleagues know?": "A dog is loose in the yard"})
    press(omar, "Keep this warning")
    omar.get_by_role("link", name="Record a visit").click()
    expect(omar.get_by_text("Before you visit: A dog is loose in the yard")).to_be_visible()
    refused(omar, desk("Omar"), "Save this visit", "Select whether you saw the child", "visit")
    omar.get_by_label("Yes, alone").check()
    omar.get_by_label("At home").check()
    press(omar, "Save this visit")
    expect(omar.get_by_text("Before you visit: A dog is loose in the yard")).to_be_visible()
    both(omar, desk("Omar"), "worked_in")

    omar.get_by_role("link", name="Ask to close").click()
    refused(omar, desk("Omar"), "Ask to close", "Select how it ends", "close")
    omar.get_by_label("How does it end?").select_option("safe_and_well")
    fill(omar, Evidence="My visit")
    for each in omar.get_by_label("Why need it not stop the closing?").all():
        each.fill("She starts at Riverside on Monday")
    press(omar, "Ask to close")
    expect(omar.get_by_text("Somebody else must agree.")).to_be_visible()
    both(omar, desk("Omar"), "close_asked")

    tara = page_of("Tara", "/cases/?which=close")
    tara.get_by_role("link", name="Amara Example").click()
    both(tara, desk("Tara"), "to_close")
    said = tara.locator(".govuk-inset-text")  # above all that happened before
    expect(said).to_contain_text("Asked to close: Seen, safe and well")
    tara.get_by_role("link", name="Close it").click()
    both(tara, desk("Tara"), "sign")
    press(tara, "Close it")
    expect(tara.get_by_text("The case is closed.")).to_be_visible()
    both(tara, desk("Tara"), "closed")
    omar.goto(f"{case}take-back/2/")
    looked(omar, "take_back")


def test_of_two_who_write_one_plan_the_second_is_told_and_nothing_is_lost(
    page_of: Any, desk: Any, cases: dict[str, Any]
) -> None:
    address = f"/cases/{cases[BEN]}/write/plan/"
    omar, tara = page_of("Omar", address), desk("Tara")
    tara.goto(address)
    for page, said in ((omar, "Tutor from Monday"), (tara, "Ask the school back")):
        review = page.get_by_role("group", name="Day of review")
        fill(page, Plan=said)
        fill(review, Day="1", Month="9", Year="2099")
        press(page, "Save this plan")
    expect(tara.get_by_role("alert")).to_contain_text("Omar Roe changed this case meanwhile")
    expect(tara.get_by_text("Tutor from Monday")).to_be_visible()
    expect(tara.get_by_label("Plan", exact=True)).to_have_value("Ask the school back")
    looked(tara, "plan_meanwhile")
    press(tara, "Save this plan")
    expect(tara.get_by_text("Saved.")).to_be_visible()
    events = tara.get_by_role("listitem").filter(has=tara.get_by_role("heading", name="Plan"))
    expect(events).to_have_count(2)


WRITTEN = ("write/whereabouts/", "write/move/", "write/not-applicable/")
LOOKED_AT = ("write/note/", "write/contact/", "write/task/", "escalate/")
"""Whose forms hold between them each kind of box that the others have."""
LISTS = ("?which=open", "supervision/")


def test_no_other_page_has_a_fault_and_none_needs_a_script(
    page_of: Any, desk: Any, cases: dict[str, Any]
) -> None:
    case = f"/cases/{cases[BEN]}/"
    narrow, wide = page_of("Paula", "/cases/"), desk("Paula")
    for address in [f"/cases/{each}" for each in LISTS]:
        narrow.goto(address)
        both(narrow, wide, address.replace("/", "_"))
    for what in (*WRITTEN, *LOOKED_AT):
        narrow.goto(f"{case}{what}")
        looked(narrow, what.replace("/", "_"))
    for what in LOOKED_AT:
        wide.goto(f"{case}{what}")
        wide.locator("main").get_by_role("button").click()  # nothing is filled in
        looked(wide, f"{what.replace('/', '_')}error")
    officers = page_of("Omar", f"{case}decide/")
    both(officers, desk("Omar"), "not_allowed")


def both(narrow: Page, wide: Page, name: str) -> None:
    """What the phone shows, on the phone and at a desk."""
    wide.goto(narrow.url)
    for page in (narrow, wide):
        looked(page, name)


def refused(narrow: Page, wide: Page, button: str, said: str, name: str) -> None:
    """A form sent with nothing in it says what it needs, on the phone and at a desk."""
    looked(narrow, name)
    wide.goto(narrow.url)
    for page in (narrow, wide):
        press(page, button)
        expect(page.get_by_role("link", name=said)).to_be_visible()
        assert page.title().startswith("Error: ")
        looked(page, f"{name}_error")


def tab_to(page: Page, target: Locator) -> int:
    """Press Tab until it has the focus, and say how often; fails when sixty do not reach it."""
    for keys in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return keys
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def fill(page: Page | Locator, **boxes: str) -> None:
    for label, words in boxes.items():
        page.get_by_label(label, exact=True).fill(words)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
