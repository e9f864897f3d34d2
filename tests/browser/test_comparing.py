"""A region's files become one table, in a browser: by keyboard, without JavaScript, on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from onroll.figures.regional.snapshot import COLUMNS
from onroll.figures.regional.snapshot_file import as_csv
from tests.browser.test_shields import NARROW, WIDE, look, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
COUNTED = {"day": "2026-10-01", "measure": "not_on_roll", "title": "Not on a school roll",
           "version": "3", "formula": "on no roll", "population": "20000"}  # fmt: skip


@pytest.fixture(scope="module")
def session(service: str, home: Any, django_db_blocker: Any) -> Iterator[str]:
    """The session of a regional analyst, who sees figures only."""
    from onroll.web.access.accounts import add_user
    from onroll.web.access.models import RoleHeld
    from tests.web.case_pages import browser_of
    from tests.web.fixtures import PASSWORD

    with django_db_blocker.unblock():
        rae = add_user(
            email="rae.region@exampleshire.example", full_name="Rae Moss", password=PASSWORD,
            role="Regional analyst",
        )  # fmt: skip
        key = browser_of(rae).cookies["onroll"].value
        connection.close()
    yield key
    shutil.rmtree(home.region)
    with django_db_blocker.unblock():
        RoleHeld.objects.filter(user=rae).delete()
        rae.delete()
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


def test_files_are_added_and_sorted_and_compared_anyway(page_of: Any, tmp_path: Path) -> None:
    files = []
    for code, name, known, definition in (
        ("871", "Slough", "41", "statutory"), ("870", "Reading", "60", "extended"),
    ):  # fmt: skip
        cells = {"la_code": code, "authority": name, "known": known, "not_known": "c"}
        row = dict.fromkeys(COLUMNS, "") | COUNTED | cells | {"definition": definition}
        files.append(tmp_path / f"{code}.csv")
        files[-1].write_text(as_csv([row]), encoding="utf-8")
    page = page_of("/", viewport=NARROW, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare authorities")
    tab_to(page, page.get_by_role("link", name="Add files that authorities sent"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add the files").press("Enter")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Choose the files").set_input_files(files)
    page.get_by_role("button", name="Add the files").press("Enter")
    page.get_by_role("status").get_by_role("link", name="1 October 2026").first.press("Enter")
    expect(page.get_by_text("2 of 19 sent")).to_be_visible()
    expect(page.get_by_role("row", name="Slough")).to_contain_text("not signed")
    tab_to(page, page.get_by_role("region", name="Not on a school roll, 1 October 2026"))
    page.get_by_role("link", name="Compare anyway").press("Enter")
    page.get_by_role("link", name="total", exact=True).press("Enter")
    expect(page.get_by_role("row", name="Sent so far")).to_contain_text("101")
    look(page, "compare")
    address = page.url
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download this table (CSV)").click()
    assert sent.value.suggested_filename == "south-east_2026-10-01.csv"
    page = page_of(address, viewport=WIDE)
    look(page, "compare")
    for other in ("/compare/files/", "/compare/published/"):
        page.goto(other)
        look(page, other.strip("/").replace("/", "_"))
