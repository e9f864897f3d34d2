"""An analyst and a broken extract: checked, mended, loaded, compared and undone, in a browser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FileChooser, Page, expect

from onroll.record.feeds.loads import loads
from onroll.record.home import Home
from tests.browser.test_pages import faults
from tests.web.files_to_load import FIVE_FAULTS, broken, csv_of, pupil, pupils
from tests.web.fixtures import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture
def analysts_page(
    browser: Browser, service: str, analyst_once: Any, own_home: Home
) -> Iterator[Any]:
    """Opens a page on which the analyst has signed in, with the options given."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=service, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in/?next=/feeds/")
        page.get_by_label("Email address").fill("joanne@exampleshire.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    yield open_page
    for context in contexts:
        context.close()


class Look:
    """What is asked of every step: no fault axe can find, or no sideways scroll at 320 px."""

    def __init__(self, page: Page, *, script: bool) -> None:
        self.page, self.script = page, script
        self.steps = 0

    def at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=30_000)
        assert self.page.locator("h1").count() == 1
        assert "Example," not in self.page.title()
        self.steps += 1
        if self.script:
            assert faults(self.page) == [], heading
        else:
            width = self.page.locator("html").evaluate("page => page.scrollWidth")
            assert width <= 320, heading


def corrected(fix_file: bytes) -> bytes:
    """The fix file as the analyst saves it, each value that was planted put right."""
    rows = list(csv.DictReader(io.StringIO(fix_file.decode("utf-8-sig"))))
    assert len(rows) == len(FIVE_FAULTS)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row, number in zip(rows, sorted(FIVE_FAULTS), strict=True):
        assert row["problem"]
        assert row["how_to_fix"]
        right = pupil(number)
        writer.writerow(row | {name: right[name] for name in FIVE_FAULTS[number]})
    return out.getvalue().encode()


@pytest.mark.parametrize("script", [True, False])
def test_a_broken_extract_is_mended_loaded_compared_and_undone(
    analysts_page: Any, own_home: Home, tmp_path: Path, published: Any, script: bool
) -> None:
    page = analysts_page(java_script_enabled=script, viewport=WIDE if script else NARROW)
    look = Look(page, script=script)
    look.at("Data feeds")
    send(page, look, "roll_2026-11-01.csv", csv_of(broken(30)))
    look.at("Check result")
    expect(page.get_by_text("25 accepted")).to_be_visible()
    expect(page.get_by_text("5 held back")).to_be_visible()

    page.get_by_role("link", name="See how it was read").click()
    look.at("Which column is which?")
    expect(page.get_by_label("Date of Birth")).to_have_value("date_of_birth")
    page.go_back()
    page.get_by_role("link", name="1 row: URN").click()
    look.at("1 row: URN")
    page.get_by_role("link", name="Back to the check result").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the fix file").click()
    assert download.value.suggested_filename == "roll_2026-11-01.fix.csv"
    mended = corrected(Path(download.value.path()).read_bytes())

    page.get_by_role("button", name="Load 25 rows").click()
    look.at("25 rows loaded")
    page.get_by_role("link", name="load it", exact=True).click()
    send(page, look, "roll_2026-11-01.fix.csv", mended, arrived=True)
    look.at("Check result")
    expect(page.get_by_text("5 accepted")).to_be_visible()
    page.get_by_role("button", name="Load 5 rows").click()
    look.at("5 rows loaded")

    page.get_by_role("link", name="Data feeds").first.click()
    next_month = [*pupils(28, first=3), pupil(2, Surname="Sample"), pupil(40)]
    send(page, look, "roll_2026-12-01.csv", csv_of(next_month))
    look.at("Check result")
    expect(page.get_by_text("1 new, 1 changed, 1 gone, 28 the same")).to_be_visible()
    for box in page.get_by_label("This is right. Load it all the same").all():
        box.check()
    page.get_by_role("button", name="Load 30 rows").click()
    look.at("30 rows loaded")
    page.get_by_role("link", name="Undo this load").click()
    look.at("Undo this load?")
    expect(page.get_by_text("will count in its place")).to_be_visible()
    page.get_by_role("button", name="Undo the whole load").click()
    look.at("roll_2026-12-01.csv Undone")
    expect(page.get_by_text("Undone by Joanne Lee")).to_be_visible()
    page.get_by_role("link", name="History of Pupil roll").click()
    look.at("History of loads")
    assert len(loads(own_home)) == 3
    assert look.steps >= 15


def send(page: Page, look: Look, name: str, content: bytes, *, arrived: bool = False) -> None:
    if not arrived:
        page.get_by_role("button", name="Load a file").or_(
            page.get_by_role("link", name="Load a file")
        ).first.click()
    look.at("Load a file")
    page.get_by_label("Choose one or more files").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Check").click()


def test_a_file_is_loaded_and_undone_by_keyboard(
    analysts_page: Any, own_home: Home, published: Any
) -> None:
    """Tab and Enter alone, from Data feeds to the load and back out of it."""
    page = analysts_page(viewport=WIDE)
    choosers: list[FileChooser] = []
    # asked for long before the key is pressed, or the browser may not tell of it
    page.on("filechooser", lambda shown: choosers.append(shown))
    page.expose_function("isChoosing", lambda: len(choosers))
    reach(page, "Load a file")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Load a file")
    page.wait_for_load_state()  # a page that still loads may take the focus back
    reach(page, "", element="chosen")
    expect(page.locator("#chosen")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_function("() => self.isChoosing()")
    choosers[0].set_files(
        {"name": "roll_2026-11-01.csv", "mimeType": "text/csv", "buffer": csv_of(pupils(30))}
    )
    for press, heading in (
        ("Check", "Check result"),
        ("Load 30 rows", "30 rows loaded"),
        ("Undo this load", "Undo this load?"),
        ("Undo the whole load", "roll_2026-11-01.csv Undone"),
    ):
        reach(page, press)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=30_000)


def reach(page: Page, words: str, *, element: str = "") -> None:
    """Press Tab until the focus is on what says the words, or on the element of that id."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.id, document.activeElement.textContent.trim()]"
        )
        if focused[0] == element if element else focused[1] == words:
            return
    raise AssertionError(f"no number of tabs reaches {element or words}")


@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_is_said_where_it_is(
    analysts_page: Any, own_home: Home, published: Any, script: bool
) -> None:
    """No file chosen; a file that is refused; a question that is not answered."""
    page = analysts_page(java_script_enabled=script, viewport=WIDE if script else NARROW)
    look = Look(page, script=script)
    page.goto("/feeds/load/")
    page.get_by_role("button", name="Check").click()
    look.at("Load a file")
    expect(page.get_by_role("link", name="Select the file to load")).to_be_visible()
    if script:
        expect(page.get_by_role("alert")).to_be_visible()

    send(page, look, "letters_2026-11-01.csv", b"Dear,Sir\r\nWe,write\r\n", arrived=True)
    look.at("File refused")
    expect(page.get_by_text("no row in the first 30 holds column headings")).to_be_visible()
    page.get_by_role("button", name="Put the file aside").click()
    look.at("The file is not here any more")

    for name, count in (("roll_2026-10-01.csv", 100), ("roll_2026-11-01.csv", 59)):
        page.goto("/feeds/load/")
        send(page, look, name, csv_of(pupils(count)), arrived=True)
        look.at("Check result")
        page.get_by_role("button", name=f"Load {count} rows").click()
    look.at("Check result")
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="59 rows, 41% fewer than October").first.click()
    expect(page.get_by_label("This is right. Load it all the same").first).to_be_focused()
    assert len(loads(own_home)) == 1
