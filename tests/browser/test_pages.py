"""Every page in a browser: no accessibility fault, no sideways scroll, works without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import IMAGES
from tests.web.small_run import AMARA

PAGES = {
    "today": "/",
    "children": "/children/",
    "children of a definition": "/children/?definition=missing_education",
    "record": f"/children/{AMARA}/",
    "record with a wrong date": f"/children/{AMARA}/?day=31&month=2&year=2026",
    "why": f"/children/{AMARA}/why/missing_education/",
    "why not": f"/children/{AMARA}/why/home_educated_suitable/",
    "timeline": f"/children/{AMARA}/timeline/",
    "source records": f"/children/{AMARA}/sources/",
    "definitions": "/definitions/",
    "definition": "/definitions/missing_education/",
    "near misses": "/definitions/missing_education/near-misses/3/",
    "questions to ask": "/questions/",
    "questions to one school": "/questions/?place=100001",
    "packs to compare": "/definitions/compare/?go=1",
    "packs compared": "/definitions/compare/?pack=statutory&pack=seslip&in=statutory&not=seslip",
    "a number to try": "/definitions/what-if/",
    "a number tried": "/definitions/what-if/?threshold=part_time_timetable_limit&value=28",
    "feeds": "/feeds/",
    "feed": "/feeds/pupil_roll/",
    "quiet schools": "/feeds/attendance_marks/schools/",
    "columns and rules": "/feeds/pupil_roll/columns/",
    "history of loads": "/feeds/loads/",
    "loading, for one who may not": "/feeds/load/",
    "figures by month": "/figures/missing_education/?by=month",
    "figures by quarter": "/figures/missing_education/?by=quarter",
    "exits by school": "/figures/exits-by-school/?by=quarter",
    "children behind an exit": (
        "/figures/exits-by-school/children/?school=100001&by=quarter&from=2026-07-01"
    ),
    "a return": "/figures/returns/",
    "work over a period": "/figures/cases-over-a-period/?by=quarter",
    "my access": "/my-access/",
    "who has looked, for one who may not see it": f"/children/{AMARA}/looked/",
    "nothing there": "/nowhere/",
}

# `django_db` has pytest-django make the test database; the service reads it from its own threads.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


AXE = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
"""Every rule that axe has switched on. It reads the style sheets before it begins only for a rule
that is switched off, and to read them takes a quarter of its time."""


def faults(page: Page) -> list[str]:
    """Each accessibility fault that axe finds, with the first element that has it."""
    page.wait_for_load_state()  # a click is over when the next page begins, which may be empty yet
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{each['id']}: {each['help']} {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_it_has_no_fault_and_needs_no_script(opened: Any, address: str) -> None:
    refused: list[str] = []
    page = opened(address, console=refused, viewport={"width": 1280, "height": 900})
    assert faults(page) == []
    assert page.locator("h1").count() == 1
    assert page.title().endswith("– Children's education record – Exampleshire")
    answered = ("403", "404")  # a page that is not for this officer, one that is not there
    assert [text for text in refused if not any(code in text for code in answered)] == []

    runs_no_script(page)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    width = page.locator("html").evaluate("page => page.scrollWidth")
    assert width <= 320, widest(page)
    assert page.locator("h1").is_visible()
    assert page.get_by_role("link", name="Definitions", exact=True).is_visible()


def runs_no_script(page: Page) -> None:
    """From the next address on, the page runs none: another browser takes four times as long."""
    engine = page.context.new_cdp_session(page)
    engine.send("Emulation.setScriptExecutionDisabled", {"value": True})


def widest(page: Page) -> str:
    """The markup of an element that sticks out, to say which."""
    return page.evaluate(
        """() => { const wide = [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > 321);
            return wide.length ? wide.at(-1).outerHTML.slice(0, 300) : "nothing" }"""
    )


def test_a_narrow_page_with_its_menu_folded_has_no_fault(opened: Any) -> None:
    page = opened("/", viewport={"width": 320, "height": 640})
    assert page.get_by_role("link", name="Feeds", exact=True).count() == 0
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Data feeds", exact=True).is_visible()
    assert faults(page) == []


@pytest.mark.parametrize("name", ["today", "record", "source records", "figures by month"])
def test_on_paper_nothing_is_cut_off_or_covered(opened: Any, name: str) -> None:
    page = opened(PAGES[name], viewport={"width": 1000, "height": 900})
    page.emulate_media(media="print")
    after = """link => getComputedStyle(link, "::after").content"""
    assert {link.evaluate(after) for link in page.locator("main a").all()} <= {"none"}
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 1000, widest(page)
    cut = """e => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX != "visible" """
    assert not any(part.evaluate(cut) for part in page.locator(".onroll-scroll").all())
    for heading in ("See another date", "Another scorecard"):
        assert not page.get_by_role("heading", name=heading).is_visible()


def test_a_caption_has_the_whole_of_a_narrow_page(opened: Any) -> None:
    page = opened(PAGES["record"], viewport={"width": 320, "height": 640})
    caption = page.get_by_text("Children missing education: each test").bounding_box()
    assert caption["width"] > 250


def test_the_sign_in_page_has_no_fault(browser: Any, service: str) -> None:
    page = browser.new_page(base_url=service)
    page.goto("/sign-in/")
    assert faults(page) == []
    page.get_by_role("button", name="Sign in").click()
    assert page.title().startswith("Error: ")
    assert faults(page) == []
    page.close()


@pytest.mark.parametrize(("name", "address"), [("today", "/"), ("child", f"/children/{AMARA}/")])
def test_pictures_for_the_documents(opened: Any, tmp_path: Path, name: str, address: str) -> None:
    """The README's pictures can be taken; with ONROLL_SCREENSHOTS=1 they are taken anew."""
    folder = IMAGES if os.environ.get("ONROLL_SCREENSHOTS") == "1" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page = opened(address, viewport={"width": 1280, "height": 900})
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    assert (folder / f"{name}.png").stat().st_size > 20_000
    assert (IMAGES / f"{name}.png").exists()
