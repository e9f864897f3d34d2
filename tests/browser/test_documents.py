"""Documents of a case in a browser: by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_cases import SECRET, take_away
from tests.browser.test_shields import NARROW, WIDE, look, tab_to
from tests.web import document_files as files
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def case(
    service: str, published_once: Path, home: Any, django_db_blocker: Any
) -> Iterator[dict[str, Any]]:
    """The address of a case that is open about Amara, and the session of who works in it."""
    from onroll.web.access.accounts import add_user
    from onroll.web.access.acting import acting_as
    from onroll.web.publish import publish
    from tests.web.case_pages import browser_of, opened

    with django_db_blocker.unblock():
        tara = add_user(
            email="tara.documents@exampleshire.example", full_name="Tara Roe",
            password=PASSWORD, role="Pathway manager",
        )  # fmt: skip
        held = opened(tara, AMARA, token="documents")
        session = browser_of(tara).cookies["onroll"].value
        connection.close()
    yield {"address": f"/cases/{held.pk}/", "reference": held.reference, "session": session}
    with django_db_blocker.unblock():
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute("truncate documents_document")
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
    look(page, f"document_{name}")
    outside = f"{page.url} {page.title()}".lower()
    assert not [each for each in SECRET if each in outside], outside


def test_a_document_is_added_by_keyboard_and_downloaded_under_a_name_that_names_nobody(
    page_of: Any, case: dict[str, Any], tmp_path: Path
) -> None:
    page = page_of(case["address"], viewport=WIDE)
    looked(page, "none_yet")
    tab_to(page, page.get_by_role("link", name="Add a document"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a document")
    looked(page, "form")
    tab_to(page, page.get_by_role("button", name="Keep this document"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Choose the file to keep")).to_be_visible()
    looked(page, "form_errors")
    (letter := tmp_path / "Amara Example.pdf").write_bytes(content := files.pdf())
    page.get_by_label("Choose the file").set_input_files(letter)
    tab_to(page, page.get_by_label("Letter or message from a parent"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("What does it say, in a few words?"))
    page.keyboard.type("Why she was away")
    tab_to(page, page.get_by_role("button", name="Keep this document"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The document is kept.")).to_be_visible()
    looked(page, "kept")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Download number 2").click()
    assert saving.value.suggested_filename == f"{case['reference']}-2.pdf"
    assert Path(saving.value.path()).read_bytes() == content


def test_it_is_added_refused_and_taken_back_on_a_phone_without_script(
    page_of: Any, case: dict[str, Any], tmp_path: Path
) -> None:
    page = page_of(case["address"], viewport=NARROW, java_script_enabled=False)
    page.get_by_role("link", name="Add a document").click()
    looked(page, "form")
    (program := tmp_path / "letter.pdf").write_bytes(files.PROGRAM)
    page.get_by_label("Choose the file").set_input_files(program)
    page.get_by_label("Medical evidence").check()
    page.get_by_label("What does it say, in a few words?").fill("Why she was away")
    page.get_by_role("button", name="Keep this document").click()
    expect(page.get_by_role("link", name="The file is a program")).to_be_visible()
    expect(page.get_by_label("Medical evidence")).to_be_checked()
    looked(page, "refused")
    (photograph := tmp_path / "photo.jpg").write_bytes(files.jpeg())
    page.get_by_label("Choose the file").set_input_files(photograph)
    page.get_by_role("button", name="Keep this document").click()
    expect(page.get_by_text("The document is kept.")).to_be_visible()
    looked(page, "kept")
    page.get_by_role("link", name="Take back number 3").first.click()
    page.get_by_label("Why?").fill("Of another child")
    page.get_by_role("button", name="Take it back").click()
    struck = page.get_by_role("row").filter(has_text="Of another child")
    expect(struck.locator("s").first).to_have_text("Medical evidence")
    looked(page, "taken_back")
