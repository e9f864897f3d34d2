"""Forms of schools by keyboard alone: without JavaScript, 320 px wide, no fault on any page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils.timezone import localdate
from playwright.sync_api import Browser, expect

from onroll.record.forms.catalogue import FORMS
from onroll.record.forms.form import Form, Kind, Page, Sender
from onroll.record.forms.monthly_return import MISSING_OUT
from onroll.record.forms.weekly_hours import LEFT, last_week
from onroll.record.provider_visits import LOOKED_AT, VISIT
from tests.browser.keyboard import AtAKeyboard, keyboards
from tests.browser.phone import elsewhere
from tests.browser.test_cases import BEN, take_away
from tests.record.forms.full_answers import ANSWERS
from tests.web.told_by_form import SENDER, newest_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WHO = {
    "Una": ("School user", ["100001"]), "Pat": ("Provider", ["100001"]), "Sol": ("SEN officer", []),
    "Cora": ("Coordinator", []), "Wes": ("Provider", ["100009"]),
}  # fmt: skip
SENDS = {Sender.SCHOOL: "Una", Sender.PROVIDER: "Pat", Sender.PARTNER: "Sol"}


@pytest.fixture(scope="module")
def people(service: str, home: Any, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The session of each person by name."""
    from onroll.web.access.accounts import add_user
    from tests.web.case_pages import browser_of

    with django_db_blocker.unblock():
        made = [
            add_user(
                email=f"{name.lower()}@school.example", full_name=f"{name} Roe", password=None,
                role=role, urns=urns,
            )
            for name, (role, urns) in WHO.items()
        ]  # fmt: skip
        sessions = dict(
            zip(WHO, (browser_of(u).cookies["onroll"].value for u in made), strict=True)
        )
        connection.close()
    yield sessions
    with django_db_blocker.unblock():
        take_away([user.pk for user in made])


@pytest.fixture
def of_the_school(people: dict[str, str]) -> Iterator[str]:
    """The surname of a pupil whom the record has at the school, for the time of a test."""
    from onroll.web.access.acting import as_publisher
    from onroll.web.access.models import ChildRelation

    def at_school(there: bool) -> None:
        with as_publisher():
            held = ChildRelation.objects.filter(child=BEN, relation="at:100001")
            if there:
                held.get_or_create(child=BEN, relation="at:100001")
            else:
                held.delete()

    elsewhere(lambda: at_school(True))
    yield "Mock"
    elsewhere(lambda: at_school(False))


@pytest.fixture
def placed(people: dict[str, str]) -> Iterator[str]:
    """The name of a child whom the record has placed at a provider, for the time of a test."""
    from onroll.web.access.acting import as_publisher
    from onroll.web.access.models import ChildRelation
    from onroll.web.children.models import Fact

    def at_the_provider(there: bool) -> None:
        with as_publisher():
            fact = Fact.objects.filter(child=BEN, fact="alternative_provision", setting="100009")
            held = ChildRelation.objects.filter(child=BEN, relation="at:100009")
            if there:
                Fact.objects.create(
                    row_id=uuid4(), child_id=BEN, fact="alternative_provision",
                    starts_on=last_week(localdate()), setting="100009", feed="placements",
                    file="placements.csv", row=1,
                )  # fmt: skip
                held.get_or_create(child=BEN, relation="at:100009")
            else:
                fact.delete()
                held.delete()

    elsewhere(lambda: at_the_provider(True))
    yield "Ben Mock"
    elsewhere(lambda: at_the_provider(False))


@pytest.fixture(scope="module")
def someone(browser: Browser, service: str, people: dict[str, str]) -> Iterator[Any]:
    """Sits somebody down at a keyboard: signed in, or before the door where no name is given.

    Each has one for the whole file, for a browser takes four times as long to open as a page.
    """
    with keyboards(browser, service, people) as sits_down:
        yield cache(sits_down)


looked_at: list[Page] = []
"""The pages of which it was seen that nothing is wrong with them."""


def answers_page(at: AtAKeyboard, page: Page, answers: dict[str, Any]) -> None:
    """Every question of a page answered with the keys, in order."""
    for question in page.questions:
        answer = answers.get(question.key) or ""
        if question.kind is Kind.DAY:
            parts = answer.split("-")[::-1] if isinstance(answer, str) else answer
            for part, typed in zip(("day", "month", "year"), parts, strict=False):
                at.tabs_to(at.page.locator(f"[name={question.key}-{part}]"))
                at.page.keyboard.type(typed)
        elif question.kind is Kind.ONE_OF and answer:
            at.chooses(question.label, question.options[answer])
        elif question.kind is Kind.ANY_OF:
            for key in answer:
                at.tabs_to(at.page.locator(f"[name={question.key}][value={key}]"))
                at.page.keyboard.press("Space")
        elif answer:
            at.tabs_to(at.page.locator(f"[name={question.key}]"))
            at.page.keyboard.type(answer)


def fills_in(at: AtAKeyboard, form: Form, answers: dict[str, Any]) -> None:
    """From the first page of a form to the check of its answers. What is the same in every form is
    looked at once."""
    while not at.page.url.endswith("/check/"):
        page = form.page(at.page.url.rstrip("/").rpartition("/")[2])
        assert page is not None, at.page.url
        if page not in looked_at:
            at.arrives(page.title)
            looked_at.append(page)
        answers_page(at, page, answers)
        before = at.page.url
        at.enters(at.page.get_by_role("button", name="Continue", exact=True))
        assert at.page.url != before, at.page.locator(".govuk-error-summary").all_inner_texts()
    at.arrives("Check your answers")


@pytest.mark.parametrize("form", FORMS, ids=[form.key for form in FORMS])
def test_a_form_from_its_start_to_its_receipt_and_to_today(someone: Any, form: Form) -> None:
    sender = next(SENDS[each] for each in Sender if each in form.senders)
    at = someone(sender)
    at.goes_to("/tell-us/", "Tell us about a child")
    at.follows(form.title, form.title)
    at.enters(at.page.get_by_role("button", name="Start now"))
    fills_in(at, form, ANSWERS[form.key] | {"leaves_on": ""})
    at.enters(at.page.get_by_role("button", name="Send to"))
    at.arrives("Sent")
    ref = at.page.locator(".govuk-panel__body").inner_text().split()[-1]
    officer = someone("Cora")
    officer.page.goto("/")
    officer.page.get_by_role("link", name="from schools and other services").click()
    officer.reads(ref)


def test_one_child_through_the_door_without_an_account(someone: Any, home: Any) -> None:
    from onroll.record.forms.the_sender import with_sender

    at = someone()
    at.goes_to("/tell-us/", "Tell us about a child")
    at.follows("Continue without signing in", "What is your email address?")
    at.is_told("Send the code", "Enter your email address")
    at.types("Email address", "reed@riverside.example")
    at.presses("Send the code", "Type the code we sent you")
    at.is_told("Continue", "Enter the code")
    at.types("Code", newest_code(home.path))
    at.presses("Continue", "Tell us about a child")
    form = FORMS[0]
    at.follows(form.title, form.title)
    at.enters(at.page.get_by_role("button", name="Start now"))
    fills_in(at, with_sender(form), ANSWERS[form.key] | SENDER)
    at.enters(at.page.get_by_role("button", name="Send to"))
    at.arrives("Sent")
    at.goes_to("/tell-us/", "Tell us about a child")
    at.presses("Finish and leave", "Tell us about a child")
    expect(at.page.get_by_role("link", name="Continue without signing in")).to_be_visible()


def test_what_is_missing_is_said_and_what_was_typed_stays(someone: Any) -> None:
    at = someone("Una")
    at.goes_to("/tell-us/removal_from_roll/", "Tell us a child is leaving your roll")
    at.enters(at.page.get_by_role("button", name="Start now"))
    at.types("Forename", "Ivo")
    at.is_told("Continue", "Enter the surname")
    expect(at.page.get_by_label("Forename", exact=True)).to_have_value("Ivo")


def test_an_officer_deals_with_one_by_keyboard(someone: Any) -> None:
    at = someone("Una")
    form = FORMS[0]
    at.goes_to(f"/tell-us/{form.key}/", form.title)
    at.enters(at.page.get_by_role("button", name="Start now"))
    fills_in(at, form, ANSWERS[form.key] | {"surname": "Lastone"})
    at.enters(at.page.get_by_role("button", name="Send to"))
    officer = someone("Cora")
    officer.goes_to("/told-us/", "Told by form")
    officer.follows("Lastone", form.of)
    officer.is_told("Save", "Select whom it is about, or what else is to be done")
    officer.chooses("What is to be done?", "Nothing more to do")
    officer.types("If there is nothing more to do, why?", "Only to see how it works")
    officer.presses("Save", "Told by form")
    officer.reads("Saved: nothing more to do")


def test_a_monthly_return_by_keyboard(someone: Any, of_the_school: str) -> None:
    at = someone("Una")
    at.goes_to("/tell-us/", "Tell us about a child")
    at.follows("Send the monthly return", "Pupils missing out on education")
    at.presses("Read the file", "What is wrong in the file")
    at.reads("Select the file that you filled in")
    at.follows("Back to the list", "Pupils missing out on education")
    at.is_told("Find", "Enter the surname")
    at.types("Surname of a pupil of yours", of_the_school)
    at.presses("Find", "Pupils missing out on education")
    at.presses("Add", MISSING_OUT.title)
    at.is_told("Continue", "Select the main reason")
    answers = {
        "reason": "MN",
        "hours_offered": "5",
        "hours_attended": "5",
        "starts_on": "2026-09-14",
    }
    answers_page(at, MISSING_OUT, answers)
    at.presses("Continue", "Check the monthly return")
    at.presses("Send to", "Sent")
    officer = someone("Cora")
    officer.goes_to("/told-us/monthly/", "Monthly returns")
    officer.reads("1 of")


def test_that_there_is_no_one_to_report_takes_three_presses_from_signing_in(
    someone: Any,
) -> None:
    at = someone("Pat")
    at.goes_to("/our-school/", "Hilltop")
    at.goes_to("/pupils/", "Your pupils")
    at.follows("Tell us", "Tell us about a child")
    at.follows("Send the monthly return", "Pupils missing out on education")
    at.presses("No one to report: send", "Sent")
    at.reads("there is no one to report")


def test_the_hours_of_a_week_by_keyboard(someone: Any, placed: str) -> None:
    at = someone("Wes")
    at.goes_to("/tell-us/", "Tell us about a child")
    at.follows("Send the hours of the week", "Hours of the week")
    at.is_told("Continue", f"{placed}: Enter the hours attended, 0 if none")
    at.types("Hours offered", "15")
    at.types("Hours attended", "0")
    at.tabs_to(at.page.get_by_label("No longer with us"))
    at.page.keyboard.press("Space")
    at.presses("Continue", "No longer with you")
    at.is_told("Continue", "Enter the last day")
    day = (last_week(localdate()) + timedelta(days=2)).isoformat()
    answers_page(at, LEFT, {"ended_on": day, "where_now": "At home"})
    at.presses("Continue", "Check the hours of the week")
    at.reads("came to nothing that was offered")
    at.presses("Send to", "Sent")
    officer = someone("Cora")
    officer.goes_to("/told-us/", "Told by form")
    officer.follows("Hours of weeks at providers", "Hours of the week")
    officer.follows("URN 100009", "hours of")
    officer.reads("came to nothing that was offered, and is no longer there")


def test_a_visit_to_a_provider_by_keyboard(someone: Any) -> None:
    at = someone("Cora")
    at.goes_to("/told-us/", "Told by form")
    at.follows("Providers and visits", "Providers and visits")
    at.follows("Write down a visit", "Write down a visit to a provider")
    at.is_told("Keep this visit", "Enter the URN or the name of the provider")
    at.types("Provider", "100001")
    today, soon = localdate().isoformat(), (localdate() + timedelta(days=90)).isoformat()
    answers = dict.fromkeys(LOOKED_AT, "yes") | {
        "visited_on": today, "who_went": "Joanne Lee", "outcome": "good", "next_visit_on": soon,
    }  # fmt: skip
    answers_page(at, VISIT, answers)
    at.presses("Keep this visit", "visits")
    at.reads("The visit is written down")
    at.follows("Take back the visit", "Take back a visit")
    at.types("Why does it not count?", "It was another place")
    at.presses("Take back this visit", "visits")
    at.reads("Does not count.")
