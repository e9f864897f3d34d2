"""A visit on a phone: one question a screen, by thumb or by keyboard, and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import Phone
from tests.browser.test_cases import tab_to
from tests.browser.test_pages import faults
from tests.browser.test_shields import WIDE, look
from tests.browser.visiting import VERA, answered, door, made_of, session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_visit_takes_nine_taps_at_most(phone: Phone, visit: tuple[int, int]) -> None:
    page = phone.opens("/visits/")
    phone.keeps_its_pages()
    look(page, "my_visits")
    assert faults(page) == []
    phone.tap(page.get_by_role("button", name="Record this visit of Amara"))
    expect(page.get_by_role("group", name="Did you see the child?")).to_be_visible()
    expect(page.get_by_role("group", name="Where?")).to_be_hidden()
    look(page, "first_question")
    assert faults(page) == []
    answered(phone)
    look(page, "last_question")
    assert faults(page) == []
    phone.tap(phone.button("Save this visit"))
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert phone.taps <= 9, phone.taps
    (made,) = made_of(*visit)
    assert made.told == {
        "set": visit[1], "seen": "alone", "where": "home", "who_was_there": "Mum",
        "education_seen": "Read to me from a book", "worries": "Nothing to heat the room",
        "next": "Call the landlord",
    }  # fmt: skip


def test_what_was_typed_before_a_tab_was_killed_is_still_there(
    phone: Phone, visit: tuple[int, int]
) -> None:
    phone.opens(door(visit))
    answered(phone)
    page = phone.is_killed_and_opened_again(door(visit))
    expect(page.get_by_text("What you typed before is still here.")).to_be_visible()
    expect(page.get_by_label("Yes, alone")).to_be_checked()
    for _ in range(4):
        phone.button("Continue").tap()
    expect(page.get_by_label("What worries you?")).to_have_value("Nothing to heat the room")


def test_a_visit_of_tomorrow_is_refused_on_the_phone_already(
    phone: Phone, visit: tuple[int, int]
) -> None:
    page = phone.opens(door(visit))
    answered(phone)
    boxes = page.get_by_role("group", name="Day of the visit")
    for part, words in (("Day", "1"), ("Month", "9"), ("Year", "2099")):
        boxes.get_by_label(part).fill(words)
    phone.button("Save this visit").tap()
    expect(page.get_by_text("Day of the visit must be today or in the past")).to_be_visible()
    assert not made_of(*visit)


def test_nobody_in_offers_a_card_and_the_next_visit(phone: Phone, visit: tuple[int, int]) -> None:
    page = phone.opens(door(visit))
    expect(phone.button("Continue")).to_be_visible()
    phone.tap(page.get_by_text("No, nobody came to the door"))
    phone.tap(page.get_by_text("At home"))
    phone.tap(page.get_by_text("I left a card"))
    boxes = page.get_by_role("group", name="Day on which you try again")
    for part, words in (("Day", "1"), ("Month", "9"), ("Year", "2099")):
        boxes.get_by_label(part).fill(words)
    assert faults(page) == []
    phone.tap(phone.button("Continue"))
    phone.tap(phone.button("Continue"))
    phone.tap(phone.button("Save this visit"))
    later = page.get_by_role("heading", name="1 September 2099: Amara Example")
    expect(later).to_be_visible()
    (made,) = made_of(*visit)
    assert made.told["card_left"] is True
    assert "who_was_there" not in made.told


def test_refused_says_what_the_law_has_next(phone: Phone, visit: tuple[int, int]) -> None:
    page = phone.opens(door(visit))
    expect(phone.button("Continue")).to_be_visible()
    page.get_by_text("No, we were refused").tap()
    expect(page.get_by_text("section 437 of the Education Act 1996")).to_be_visible()
    look(page, "refused_at_the_door")
    assert faults(page) == []


def test_everything_that_is_tapped_is_as_large_as_a_thumb(
    phone: Phone, visit: tuple[int, int]
) -> None:
    for address in ("/visits/", door(visit)):
        page = phone.opens(address)
        assert small(page) == [], address


def small(page: Page) -> list[str]:
    """What can be tapped and is smaller than 44 by 44 px; a radio has its label's place."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), textarea")]
            .filter(each => each.checkVisibility() && !each.matches(".govuk-skip-link"))
            .map(each => [each, each.getBoundingClientRect()])
            .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
            .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
    )
    return found


def test_by_keyboard_alone(phone: Phone, visit: tuple[int, int]) -> None:
    """The arrow keys choose without going on; Enter goes on."""
    page = phone.opens(door(visit))
    tab_to(page, page.get_by_label("Yes, alone"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Yes, with others")).to_be_checked()
    for question in (
        "Where?",
        "Who was there?",
        "What did you see",
        "What worries",
        "What happens",
    ):
        tab_to(page, phone.button("Continue"))
        page.keyboard.press("Enter")
        expect(page.get_by_text(question, exact=False).first).to_be_visible()
        if question == "Where?":
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
    tab_to(page, phone.button("Save this visit"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert [each.told["seen"] for each in made_of(*visit)] == ["with_others"]


def test_a_question_that_needs_an_answer_says_so(phone: Phone, visit: tuple[int, int]) -> None:
    page = phone.opens(door(visit))
    phone.button("Continue").tap()
    expect(page.get_by_role("alert")).to_have_text("Select whether you saw the child")
    assert faults(page) == []


def test_without_a_script_it_is_one_page(
    browser: Browser, service: str, visit_people: dict[str, Any], visit: tuple[int, int]
) -> None:
    held = Phone(
        browser, service, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    held.holds(session_of(visit_people, VERA))
    page = held.opens("/visits/")
    look(page, "my_visits")
    page.get_by_role("button", name="Record this visit of Amara").tap()
    look(page, "visit_without_script")
    page.get_by_label("Yes, alone").check()
    page.get_by_label("At home").check()
    page.get_by_label("What happens next?").fill("Call the landlord")
    held.button("Save this visit").tap()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert len(made_of(*visit)) == 1
    held.context.close()


def test_a_computer_keeps_nothing(
    browser: Browser, service: str, visit_people: dict[str, Any], visit: tuple[int, int]
) -> None:
    desk = Phone(browser, service, viewport=WIDE, has_touch=False, is_mobile=False)
    desk.holds(session_of(visit_people, VERA))
    for address in ("/visits/", door(visit)):
        page = desk.opens(address)
        look(page, "visits_at_a_desk")
        page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert [each["name"] for each in desk.context.cookies()] == ["onroll"]
    desk.context.close()
