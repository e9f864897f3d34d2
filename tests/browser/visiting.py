"""Visits to make, a phone to make them with, and two officers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page, expect

from onroll.record.casework.events import Kind
from tests.browser.phone import Phone, elsewhere
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA

PATIENCE = 60_000  # milliseconds: a phone asks again within moments, a busy machine is slow

VERA, OTTO = "vera@exampleshire.example", "otto@exampleshire.example"


@pytest.fixture(scope="module")
def visit_people(
    service: str, published_once: Path, home: Any, django_db_blocker: Any
) -> Iterator[dict[str, Any]]:
    """Two officers by their addresses, and the number of a case of Vera's about Amara."""
    from onroll.web.access.accounts import add_user
    from onroll.web.publish import publish
    from tests.browser.test_cases import take_away
    from tests.web.case_pages import given

    with django_db_blocker.unblock():
        made = {
            email: add_user(
                email=email, full_name=f"{email[:4].title()} Roe", password=PASSWORD,
                role="Education officer",
            )
            for email in (VERA, OTTO)
        }  # fmt: skip
        case = given(made[VERA], AMARA).pk
        connection.close()
    yield made | {AMARA: case}
    with django_db_blocker.unblock():
        take_away([user.pk for user in made.values()])
        publish(published_once, home)


@pytest.fixture
def visit(visit_people: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """A visit that Vera makes today: the numbers of the case and of the visit in it."""
    from onroll.web.cases.actions import add
    from onroll.web.cases.models import Case

    case = visit_people[AMARA]

    def write(kind: Kind, **told: Any) -> int:
        held = Case.objects.get(pk=case)
        event = add(
            held, kind, told, on=localdate(), by=visit_people[VERA], at=now(),
            token=f"{case} {held.last_number} {kind}",
        )  # fmt: skip
        return event.number

    number = elsewhere(
        lambda: write(
            Kind.VISIT_SET, visit_on=localdate().isoformat(), at_time="14:00", where="at home",
            officer=visit_people[VERA].pk,
        )
    )  # fmt: skip
    yield case, number
    for left in elsewhere(lambda: list(Case.objects.get(pk=case).stands().visits_to_come)):
        elsewhere(lambda left=left: write(Kind.TAKEN_BACK, number=left, why="the test is over"))


def made_of(case: int, number: int) -> list[Any]:
    """The events that were written of a visit that was set."""
    from onroll.web.cases.models import CaseEvent

    return list(CaseEvent.objects.filter(case=case, kind="visited", told__set=number))


def session_of(visit_people: dict[str, Any], email: str) -> str:
    from tests.web.case_pages import browser_of

    return elsewhere(lambda: browser_of(visit_people[email]).cookies["onroll"].value)


@pytest.fixture
def phone(browser: Browser, service: str, visit_people: dict[str, Any]) -> Iterator[Phone]:
    """Vera's phone, signed in."""
    held = Phone(browser, service)
    held.holds(session_of(visit_people, VERA))
    yield held
    held.context.close()


def door(visit: tuple[int, int]) -> str:
    return f"/visits/{visit[0]}/?of={visit[1]}"


def answered(phone: Phone) -> None:
    """A visit at which the child was seen, one question a screen, up to the button that saves."""
    page = phone.page
    expect(phone.button("Continue")).to_be_visible()
    phone.tap(page.get_by_text("Yes, alone"))
    phone.tap(page.get_by_text("At home"))
    expect(page.get_by_label("Who was there?")).to_be_focused()  # so that nobody taps it
    page.get_by_label("Who was there?").fill("Mum")
    phone.tap(phone.button("Continue"))
    page.get_by_label("What did you see of their education?").fill("Read to me from a book")
    phone.tap(phone.button("Continue"))
    page.get_by_label("What worries you?").fill("Nothing to heat the room")
    phone.tap(phone.button("Continue"))
    page.get_by_label("What happens next?").fill("Call the landlord")


def saved_without_signal(phone: Phone, visit: tuple[int, int]) -> None:
    """The visits were opened, then there is no signal, and the visit is answered and saved."""
    phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.signal(False)
    phone.opens(door(visit))
    answered(phone)
    phone.button("Save this visit").tap()
    expect(phone.page.get_by_text("Saved on this phone. Not yet sent")).to_be_visible()


def is_sent(page: Page) -> None:
    """What waited is sent: at once, or in moments where nobody told the phone of the signal."""
    expect(page.get_by_text("Saved.")).to_be_visible(timeout=PATIENCE)
