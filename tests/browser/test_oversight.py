"""Asking for a child, declaring, files and the queue, in a browser and without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from playwright.sync_api import Page, expect

from onroll.web.access.acting import acting_as
from onroll.web.access.models import Read
from tests.browser.test_pages import faults, widest
from tests.web.log_opened import take_out
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
OF_THE_QUEUE = "oversight_itemchild, oversight_reviewevent, oversight_item, oversight_logread"
SENTENCE = "The school rang about the child this morning."


@pytest.fixture(scope="module")
def people(service: str, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """A practitioner with whom no child works, and a manager; each by the cookie of a session."""
    from tests.web.oversight_people import somebody

    with django_db_blocker.unblock():
        yield {
            name: somebody(f"{name} Roe", role).cookies["onroll"].value
            for name, role in (
                ("Pat", "Graduated response practitioner"),
                ("Ada", "Safeguarding lead"),
            )
        }
        take_out(Read.objects.filter(user__full_name__in=["Pat Roe", "Ada Roe"]))
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute(f"truncate {OF_THE_QUEUE}")
            # their owner sees no row of such a table, and may empty none that is in the history
            cursor.execute("alter table access_breakglass no force row level security")
            cursor.execute("delete from access_breakglass")
            cursor.execute("alter table access_breakglass force row level security")


@pytest.fixture
def as_somebody(browser: Any, service: str, people: dict[str, str]) -> Iterator[Any]:
    """Opens a page as one of them, narrow and without JavaScript unless it is said otherwise."""
    contexts = []

    def open_page(name: str, address: str, **options: Any) -> Page:
        narrow = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}
        context = browser.new_context(base_url=service, **(narrow | options))
        context.add_cookies([{"name": "onroll", "value": people[name], "url": service}])
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def fits(page: Page) -> None:
    assert page.locator("html").evaluate("page => page.scrollWidth") <= 320, widest(page)


def test_a_record_is_asked_for_opened_and_reviewed_without_script(as_somebody: Any) -> None:
    page = as_somebody("Pat", f"/children/{AMARA}/")
    page.get_by_role("link", name="Ask to see a child who is not yours").click()
    fits(page)
    page.get_by_role("button", name="Open the record for 8 hours").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    fits(page)
    page.get_by_label("Reference or UPN").fill(AMARA)
    page.get_by_label("A school, a parent or another service asks about the child").check()
    page.get_by_label("What do you need the record for?").fill(SENTENCE)
    page.get_by_role("button", name="Open the record for 8 hours").click()
    page.wait_for_url(f"**/children/{AMARA}/")
    expect(page.get_by_text("You opened this record because: a school")).to_be_visible()
    fits(page)

    lead = as_somebody("Ada", "/review/")
    expect(lead.get_by_text(SENTENCE).first).to_be_visible()
    fits(lead)
    lead.get_by_role("link", name="Review Pat Roe").first.click()
    fits(lead)
    lead.get_by_label("Nothing wrong").check()
    lead.get_by_label("What did you find?").fill("I rang the school and they had asked")
    lead.get_by_role("button", name="Keep this answer").click()
    assert lead.get_by_role("link", name="Review Pat Roe").count() == 0


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Pat", "/open-a-record/"),
        ("Pat", "/declarations/"),
        ("Pat", "/review/"),
        ("Ada", "/review/"),
        ("Ada", "/review/?shown=nothing-wrong"),
        ("Ada", "/exports/"),
        ("Ada", "/my-access/"),
    ],
)
def test_its_pages_have_no_fault(as_somebody: Any, name: str, address: str) -> None:
    wide = {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": True}
    page = as_somebody(name, address, **wide)
    assert faults(page) == []
    assert page.locator("h1").count() == 1
    fits(as_somebody(name, address))
