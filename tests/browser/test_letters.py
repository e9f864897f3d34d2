"""An officer writes to a family, in a browser: by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_shields import NARROW, WIDE, look, tab_to
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ALL = f"/children/{AMARA}/letters/"


@pytest.fixture(scope="module", autouse=True)
def letters_taken_away(
    service: str, published_once: Path, django_db_blocker: Any
) -> Iterator[None]:
    from django.db import connection, transaction

    from onroll.web.access.acting import acting_as
    from onroll.web.letters.models import Letter

    yield
    with django_db_blocker.unblock():
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute("truncate letters_letterevent")
        Letter.objects.all().delete()


def fill_day(page: Page, legend: str, on: date) -> None:
    group = page.get_by_role("group", name=legend)
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        group.get_by_label(part).fill(str(value))


def write_notice(page: Page, today: date) -> None:
    page.get_by_label("Name of the parent").fill("Mrs Example")
    page.get_by_label("What do we know, and who said so?").fill(
        "You told me on 9 November 2026 that you have no books yet."
    )
    fill_day(page, "Day of service", today + timedelta(days=3))
    fill_day(page, "Last day to answer", today + timedelta(days=17))
    page.get_by_role("button", name="Save and see the letter").click()


def make_ready(page: Page, today: date) -> None:
    page.get_by_label("We print it, and post it or take it there").check()
    page.get_by_label("Name and address, as on the envelope").fill(
        "Mrs Example\n1 High Street\nXE1 2BB"
    )
    fill_day(page, "When was it checked?", today)
    page.get_by_label("How do you know that the address is theirs now?").fill(
        "She told me on the number that the school has"
    )
    page.get_by_role("button", name="Make it ready").click()


def test_a_notice_is_written_by_keyboard_made_ready_and_posted(opened: Any) -> None:
    from django.utils.timezone import localdate

    today = localdate()
    page = opened(f"/children/{AMARA}/", viewport=WIDE)
    tab_to(page, page.get_by_role("link", name="Letters", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Letters")).to_be_visible()
    look(page, "letters_none")
    page.get_by_role("button", name="Write a letter").click()
    expect(page.get_by_role("heading", name="Choose a letter")).to_be_visible()
    look(page, "letters_choose")
    page.get_by_role("link", name="Notice under section 437(1)").click()
    expect(page.get_by_label("Name of the parent")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Save and see the letter"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Enter the day of service")).to_be_visible()
    look(page, "letters_write_errors")
    write_notice(page, today)
    look(page, "letters_draft")
    page.get_by_role("button", name="Make it ready to send").click()
    page.get_by_role("button", name="Make it ready").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter how you know")
    look(page, "letters_ready_errors")
    make_ready(page, today)
    look(page, "letters_ready")
    with page.expect_download() as kept:
        page.get_by_role("link", name="PDF").click()
    assert kept.value.suggested_filename.startswith("letter-")
    page.get_by_role("button", name="Say that it was posted").click()
    fill_day(page, "When was it posted or handed over?", today)
    look(page, "letters_posted")
    page.get_by_role("button", name="It was posted").click()
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    look(page, "letters_sent")


def test_a_letter_is_written_and_cancelled_on_a_phone_without_script(opened: Any) -> None:
    from django.utils.timezone import localdate

    page = opened(f"{ALL}new/section_437_notice/", viewport=NARROW, java_script_enabled=False)
    look(page, "letters_write_narrow")
    write_notice(page, localdate())
    look(page, "letters_draft_narrow")
    page.get_by_role("button", name="Make it ready to send").click()
    look(page, "letters_ready_narrow")
    page.go_back()
    page.get_by_role("link", name="Cancel this letter").click()
    look(page, "letters_cancel_narrow")
    page.get_by_label("Why?").fill("The family moved")
    page.get_by_role("button", name="Cancel the letter").click()
    expect(page.get_by_text("“The family moved”")).to_be_visible()
    page.goto(ALL)
    look(page, "letters_narrow")
    page.goto("/letters/?state=cancelled")
    expect(page.get_by_text("Notice under section 437(1)")).to_be_visible()
    look(page, "letters_outbox_narrow")
