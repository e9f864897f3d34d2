"""Two officers write in one case at the same moment, in two browsers: neither loses a word."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_cases import BEN, WIDE
from tests.browser.test_cases import cases as cases
from tests.browser.test_cases import page_of as page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = int(os.environ.get("ONROLL_SEED", "1"))
RACES = PROOF or 2
WITHIN = 0.02
"""Seconds within which both forms are sent: about what the server takes to write one."""


@pytest.mark.proof
def test_race_of_two_browsers_loses_no_word(page_of: Any, cases: dict[str, Any]) -> None:
    random, case = Random(SEED), f"/cases/{cases[BEN]}/"
    pages = [page_of(name, case, viewport=WIDE, java_script_enabled=True)
             for name in ("Paula", "Tara")]  # fmt: skip
    second = 0
    for race in range(RACES):
        kind = random.choice(["plan", "plan", "note"])
        typed = [f"Words {race} of {who}" for who in ("Paula", "Tara")]
        for page, said in zip(pages, typed, strict=True):
            filled(page, f"{case}write/{kind}/", said, plan=kind == "plan")
        sent_at_once(pages, random)
        late = [page for page in pages if f"/write/{kind}/" in page.url]
        assert len(late) == (1 if kind == "plan" else 0), [page.url for page in pages]
        for page in late:
            shown_both(page, typed[pages.index(page)], typed[1 - pages.index(page)])
            page.get_by_role("button", name="Save this plan").click()
            page.wait_for_url("**/?done=saved")
        second += len(late)
        assert written(kind) >= set(typed)
    print(f"seed {SEED}: {RACES} races of two browsers, {second} came second, no word lost")


def filled(page: Page, address: str, said: str, *, plan: bool) -> None:
    """A form that is filled in, and not sent yet."""
    page.goto(address)
    page.locator("#words").fill(said)
    if plan:
        for part, value in (("day", "1"), ("month", "9"), ("year", "2099")):
            page.locator(f"[name=review_on-{part}]").fill(value)


def sent_at_once(pages: list[Page], random: Random) -> None:
    """Both press the button within `WITHIN`; comes back when both have their answer."""
    for page in pages:
        page.evaluate("() => { window.waiting = true }")
    for page in pages:
        after = random.random() * WITHIN * 1000
        page.evaluate(
            "after => { const at = Math.ceil(Date.now() / 400) * 400 + after;"
            " setTimeout(() => document.querySelector('main form button[type=submit]').click(),"
            " at - Date.now()) }", after,
        )  # fmt: skip
    for page in pages:
        page.wait_for_function("() => !window.waiting && document.readyState === 'complete'")


def shown_both(page: Page, own: str, others: str) -> None:
    """Whoever came second sees what the first wrote, and their own words still in the form."""
    expect(page.get_by_text("changed this case meanwhile").first).to_be_visible()
    expect(page.get_by_text(others)).to_be_visible()
    expect(page.locator("#words")).to_have_value(own)


def written(kind: str) -> set[str]:
    """The words of every such event. Each is there once."""
    from onroll.web.access.acting import as_publisher
    from onroll.web.cases.models import CaseEvent

    kinds = {"plan": "planned", "note": "noted"}
    with as_publisher():
        words = [event.told["words"] for event in CaseEvent.objects.filter(kind=kinds[kind])]
    assert len(words) == len(set(words))
    return set(words)
