"""An officer takes apart two children in one record, in a browser, with a real run behind it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from onroll.record.home import Home
from onroll.record.run import run
from onroll.web.publish import publish
from tests.browser.test_pages import faults
from tests.web.fixtures import AUTHORITY
from tests.web.mixed_families import FRIDAY, LOADED_AT, Family, load

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
FAMILY = Family(1)
SCREENSHOTS = os.environ.get("ONROLL_LOOK", "")


@pytest.fixture(scope="module")
def mixed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mixed")
    (path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    load(Home(path), path / "files", [FAMILY])
    run(Home(path), as_of=FRIDAY, known_at=LOADED_AT)
    return path


def really(work: Any, *given: Any) -> Any:
    """Have it done on another connection, so that the service sees it too."""

    def done() -> Any:
        try:
            return work(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result(timeout=120)


@pytest.fixture
def mixed(
    mixed_once: Path, service: str, published_once: Path, home: Home, settings: Any, tmp_path: Path
) -> Iterator[Home]:
    """The service shows a family whose two children are one; afterwards the small run again."""
    there = Home(tmp_path / "home")
    shutil.copytree(mixed_once, there.path)
    settings.ONROLL_HOME = there.path
    (folder,) = (path.parent for path in there.runs.glob("*/manifest.json"))
    really(publish, folder, there)
    yield there
    really(put_back, published_once, home)


def put_back(run_folder: Path, home: Home) -> None:
    from onroll.web.separating.models import Separation

    Separation.objects.all().delete()
    publish(run_folder, home)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=60_000)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on the link, button or box that is called this."""
    for _ in range(80):
        page.keyboard.press("Tab")
        called = """e => e.labels?.[0]?.textContent ?? e.textContent"""
        if page.evaluate(f"({called})(document.activeElement)").strip().startswith(words):
            return
    raise AssertionError(f"no number of tabs reaches {words}")


def look(page: Page, name: str) -> None:
    """Keep a picture where ONROLL_LOOK says, for somebody to look at."""
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)


def test_two_children_are_separated_by_keyboard_in_five_clicks_and_two_minutes(
    opened: Any, mixed: Home
) -> None:
    """From the record: the link, two ticks, why, the button. Ticks and typing are no clicks."""
    page = opened("/children/?definition=missing_out_on_education", viewport=WIDE)
    page.get_by_role("link", name=re.compile(FAMILY.surname)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(FAMILY.surname)
    child = page.url.rstrip("/").rsplit("/", 1)[-1]
    begun, clicks = monotonic(), 0

    tab_to(page, "These are not the same child")
    page.keyboard.press("Enter")
    clicks += 1
    heading(page, "These are not the same child")
    assert faults(page) == []
    look(page, "separate-wide")
    tab_to(page, f"Health {FAMILY.nhs}")
    page.keyboard.press("Space")
    tab_to(page, f"Home education E{FAMILY.n}")
    page.keyboard.press("Space")
    tab_to(page, "Why are they not the same child?")
    page.keyboard.type("They are twins. I have met both.")
    tab_to(page, "Separate the records")
    page.keyboard.press("Enter")
    clicks += 1
    heading(page, "They are two children now")
    assert clicks <= 5
    assert monotonic() - begun < 120

    assert faults(page) == []
    look(page, "separated-wide")
    readers = page.get_by_role("table", name="Who had read the wrong record")
    expect(readers.get_by_role("row", name="Priya Sharma")).to_contain_text("the record")
    cards = page.locator(".govuk-summary-card")
    expect(cards).to_have_count(2)
    expect(cards.filter(has_text="Amara")).to_contain_text("Home educated")
    expect(cards.filter(has_text="Amira")).to_contain_text("Missing out on education")
    expect(page.get_by_text(f"Keeps {child}")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this list").click()
    assert "Priya Sharma" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_on_a_phone_without_script_and_back_again(opened: Any, mixed: Home) -> None:
    page = opened("/children/", java_script_enabled=False, viewport=NARROW)
    page.get_by_role("link", name=re.compile(FAMILY.surname)).first.click()
    page.get_by_role("link", name="Source records").click()
    page.get_by_role("link", name="These are not the same child").click()
    fits(page, "separate-narrow")
    page.get_by_role("button", name="Separate the records").click()
    expect(page.get_by_role("link", name="Select the records that are another")).to_be_visible()
    assert page.title().startswith("Error: ")
    fits(page, "separate-narrow-error")
    for record in (f"Home education E{FAMILY.n}", f"Health {FAMILY.nhs}"):
        page.get_by_label(record).check()
    page.get_by_label("Why are they not the same child?").fill("Their mother says so")
    page.get_by_role("button", name="Separate the records").click()
    heading(page, "They are two children now")
    fits(page, "separated-narrow")
    page.get_by_role("link", name="Amara").click()
    page.get_by_role("link", name="Links", exact=True).click()
    heading(page, "History of links")
    fits(page, "links-narrow")
    page.get_by_role("link", name="See both children, and who had read").click()
    page.get_by_role("link", name="Take this back").click()
    heading(page, "Take this separation back?")
    page.get_by_role("button", name="Take the separation back").click()
    expect(page.get_by_role("link", name="Enter why it is taken back")).to_be_visible()
    fits(page, "take-back-narrow")
    page.get_by_label("Why is it taken back?").fill("I had the wrong family")
    page.get_by_role("button", name="Take the separation back").click()
    heading(page, "The separation was taken back")
    fits(page, "taken-back-narrow")


def fits(page: Page, name: str) -> None:
    look(page, name)
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 320, name
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("part", ["links/", "not-the-same/"])
def test_the_pages_of_one_record_have_no_fault(opened: Any, part: str) -> None:
    page = opened(f"/children/EC-4821AMAR/{part}", viewport=WIDE)
    assert faults(page) == []
    assert page.locator("h1").count() == 1
