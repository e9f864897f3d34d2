"""A child passes to another authority, in a browser: by keyboard, on a phone, no JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from onroll.record.exchange import sending
from onroll.record.exchange.keys import make_key, own_keys, trust
from onroll.record.exchange.messages import Kind
from onroll.record.exchange.sealed_file import Package, seal
from tests.browser.test_cases import SECRET, take_away
from tests.browser.test_shields import NARROW, WIDE, look, tab_to
from tests.record.exchange.two_homes import Authority, authority
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def case(
    service: str, published_once: Path, home: Any, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[dict[str, Any]]:
    """A case that is open about Amara, the session of who works in it, and another authority."""
    from onroll.web.access.accounts import add_user
    from onroll.web.access.acting import acting_as
    from onroll.web.publish import publish
    from tests.web.case_pages import browser_of, opened

    make_key(home, localdate())
    other = authority(tmp_path_factory.mktemp("other") / "theirs", "002", "Weirshire")
    ours = own_keys(home)[0].public
    trust(home, other.key.public, other.key.public.fingerprint)
    trust(other.home, ours, ours.fingerprint)
    with django_db_blocker.unblock():
        tara = add_user(
            email="tara.passing@exampleshire.example", full_name="Tara Roe",
            password=PASSWORD, role="Pathway manager",
        )  # fmt: skip
        held = opened(tara, AMARA, token="passing")
        session = browser_of(tara).cookies["onroll"].value
        connection.close()
    yield {"address": f"/cases/{held.pk}/", "session": session, "other": other, "ours": ours}
    shutil.rmtree(home.exchange)
    with django_db_blocker.unblock():
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("truncate exchange_exchangemessage, exchange_packageopened")
            # as of cases: in the history, so taken away one by one
            cursor.execute("alter table exchange_transfer no force row level security")
            cursor.execute("delete from exchange_transfer")
            cursor.execute("alter table exchange_transfer force row level security")
        take_away([tara.pk])
        publish(published_once, home)
        connection.close()


@pytest.fixture
def page_of(browser: Browser, service: str, case: dict[str, Any]) -> Iterator[Any]:
    contexts = []

    def open_page(address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=service, **options)
        context.add_cookies([{"name": "onroll", "value": case["session"], "url": service}])
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def looked(page: Page, name: str) -> None:
    """No fault, no sideways scroll, and neither name nor UPN in the title or the address."""
    look(page, f"passing_{name}")
    outside = f"{page.url} {page.title()}".lower()
    assert not [each for each in SECRET if each in outside], outside


def test_a_child_is_offered_by_keyboard_without_javascript_and_passes_by_file(
    page_of: Any, case: dict[str, Any], tmp_path: Path
) -> None:
    other: Authority = case["other"]
    page = page_of(case["address"], viewport=NARROW, java_script_enabled=False)
    page.get_by_role("link", name="Offer the child to another authority").press("Enter")
    page.get_by_label("Which authority?").select_option("002")
    page.get_by_label("Address in your area").fill("4 Weir Lane")
    page.get_by_label("Why we think the child lives there").fill("The grandmother says so.")
    page.get_by_label("What you must know today").fill("Nothing known.")
    page.get_by_role("button", name="See what will be sent").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check what will be sent")
    page.get_by_role("button", name="Offer the child to Weirshire").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The duty stays with us")
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download the sealed file").click()
    offer = other.open(Path(sent.value.path()).read_bytes(), localdate()).package.message
    held = sending.receive(frozenset(), offer, here="002", on=localdate()).held
    accept = sending.write(held, Kind.ACCEPT, here="002", on=localdate())
    file = tmp_path / "answer.onroll-sealed"
    told = {"contact": "Sam Blake"}
    file.write_bytes(
        seal(Package(accept, told), by=other.key, to=case["ours"], at=datetime.now(UTC))
    )
    page.goto("/passing/file/")
    page.get_by_label("Choose the file").set_input_files(file)
    page.get_by_role("button", name="Open the file").press("Enter")
    expect(page.get_by_text("Passed", exact=True)).to_be_visible()
    page.goto(case["address"])
    expect(page.get_by_text("from today the duty is theirs")).to_be_visible()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_has_a_fault_or_scrolls_sideways(
    page_of: Any, case: dict[str, Any], viewport: Any
) -> None:
    """Each, in both widths, with the transfer that the test before made."""
    page = page_of("/passing/", viewport=viewport)
    looked(page, "list")
    tab_to(page, page.get_by_role("link", name="Amara"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amara")
    looked(page, "one")
    for address, name in (
        ("/passing/file/", "file"), (f"{case['address']}offer/", "offer"),
    ):  # fmt: skip
        page.goto(address)
        looked(page, name)
        page.locator("main form button").first.click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        looked(page, f"{name}_refused")
