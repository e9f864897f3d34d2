"""Six journeys by keyboard alone: without JavaScript, 320 px wide, no fault on any page reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser

from onroll.record.casework.events import Kind
from tests.browser.keyboard import keyboards
from tests.browser.test_cases import BEN, ROLES, take_away
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

GRACE = "EC-GRACE001"


@pytest.fixture(scope="module")
def told(
    service: str, published_once: Path, home: Any, django_db_blocker: Any
) -> Iterator[dict[str, Any]]:
    """The number of each case by its child, and of a visit; the session of each person by name.

    What is told in a case changes what the run says of a child, so it is published anew at the end.
    """
    from onroll.web.access.accounts import add_user
    from onroll.web.access.acting import acting_as
    from onroll.web.cases.actions import add
    from onroll.web.publish import publish
    from tests.web.case_pages import browser_of, given, opened

    with django_db_blocker.unblock():
        made = {
            name: add_user(
                email=f"{name.lower()}@exampleshire.example", full_name=f"{name} Roe",
                password=PASSWORD, role=role,
            )
            for name, role in ROLES.items()
        }  # fmt: skip
        omar, day = made["Omar"], localdate()
        cases = {child: given(omar, child) for child in (ZOFIA, BEN, GRACE)}
        to_come = {"visit_on": day.isoformat(), "at_time": "14:00", "where": "at home",
                   "officer": omar.pk}  # fmt: skip
        dog = {"words": "A dog is loose in the yard"}
        for child, kind, words in (
            (ZOFIA, Kind.VISIT_SET, to_come), (ZOFIA, Kind.SAFETY_FLAGGED, dog),
            (GRACE, Kind.VISITED, {"seen": "alone", "where": "home"}),
        ):  # fmt: skip
            add(cases[child], kind, words, on=day, by=omar, at=now(), token=f"{kind} {child}")
        sessions = {name: browser_of(user).cookies["onroll"].value for name, user in made.items()}
        opened(omar, JOSHUA, token=JOSHUA)
        connection.close()
    yield sessions | {child: case.pk for child, case in cases.items()}
    with django_db_blocker.unblock():
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute("truncate accountability_hasread")
        take_away([user.pk for user in made.values()])
        publish(published_once, home)


@pytest.fixture
def someone(browser: Browser, service: str, told: dict[str, Any]) -> Iterator[Any]:
    """Sits somebody down at a keyboard: signed in, or before the door where no name is given."""
    with keyboards(browser, service, told) as sits_down:
        yield sits_down


def test_the_first_decision_of_the_morning(someone: Any) -> None:
    """From signing in to a child decided on, with the menu skipped and one thing forgotten."""
    paula = someone()
    paula.goes_to("/", "Sign in")
    paula.types("Email address", "paula@exampleshire.example")
    paula.types("Password", PASSWORD)
    paula.presses("Sign in", "Today")
    paula.skips_the_menu()
    paula.follows("Decide for Joshua", "Decide for Joshua Sample")
    paula.is_told("Save this decision", "Select where it goes")
    paula.chooses("Where does it go?", "Accept: we work with the child")
    paula.chooses("Risk now", "Concern")
    paula.chooses("Do we know where the child is?", "No")
    paula.presses("Save this decision", "Today")
    paula.reads("Decided: Accept")


def test_a_new_referral_ends_in_the_record_that_is_there(someone: Any) -> None:
    """Misspelt on the telephone, found all the same: what was told joins the child's own case."""
    omar = someone("Omar")
    omar.goes_to("/", "Today")
    omar.skips_the_menu()
    omar.follows("New referral", "New referral: do we know this child already?")
    omar.is_told("Look for this child", "Enter the surname and the date of birth, or the UPN")
    omar.types("Surname", "Exampel")
    omar.types("Date of birth", "14/5/2013")
    omar.presses("Look for this child", "Is it this child?")
    omar.is_told("Continue", f"Select whether Amara Example, {AMARA}, is the child")
    omar.chooses(f"Is it Amara Example, {AMARA}?", "Same child")
    omar.presses("Continue", "Amara Example")
    omar.chooses("Who tells us?", "A parent or carer")
    omar.chooses("What is it mostly about?", "Waiting for a school place")
    omar.types("Their name, and how to reach them", "Mum, 01632 960002")
    omar.types("What did they say?", "We moved and no school has a place")
    omar.presses("Keep this referral", "Amara Example")
    omar.reads("A case is open.")
    omar.reads("We moved and no school has a place")
    omar.goes_to("/referrals/", "Referrals taken")
    omar.reads("No referral has been taken here yet")


def test_a_visit_is_recorded_on_one_page(someone: Any, told: dict[str, Any]) -> None:
    """From the list of visits, with the warning before the address, to what happens next."""
    omar = someone("Omar")
    omar.goes_to("/visits/", "visits")
    omar.skips_the_menu()
    omar.presses("Record this visit of Zofia", "Record a visit")
    omar.reads("A dog is loose in the yard")
    omar.is_told("Save this visit", "Select whether you saw the child")
    omar.chooses("Did you see the child?", "Yes, with others")
    omar.chooses("Where?", "At home")
    omar.types("Who was there?", "Mum and an aunt")
    omar.types("What did you see of their education?", "Read to me from a book")
    omar.types("What happens next?", "Call the landlord")
    omar.presses("Save this visit", "visits")
    omar.reads("Saved.")
    omar.goes_to(f"/cases/{told[ZOFIA]}/", "Zofia")
    omar.reads("Child seen: yes, with others")


def test_an_enquiry_is_asked_and_answered(someone: Any, told: dict[str, Any]) -> None:
    """A nil return is an answer: it stays beside the question."""
    omar = someone("Omar")
    omar.goes_to("/cases/?which=mine", "Work")
    omar.follows("Ben Mock", "Ben Mock")
    omar.follows("Make an enquiry", "Make an enquiry")
    omar.is_told("Keep that it was asked", "Enter whom you asked")
    omar.picks("Enquiry", "Ask school admissions")
    omar.types("Whom did you ask?", "The admissions team")
    omar.presses("Keep that it was asked", "Ben Mock")
    omar.reads("Waiting for reply")
    omar.follows("Record the answer", "Record the answer")
    omar.is_told("Keep this answer", "Select what came of it")
    omar.chooses("What came of it?", "No application")
    omar.types("What did they say?", "Nobody has applied for him")
    omar.presses("Keep this answer", "Ben Mock")
    omar.reads("Nobody has applied for him")


def test_a_case_is_closed_with_a_second_person(someone: Any) -> None:
    """One asks, and cannot close it; another closes, from what waits for them."""
    omar = someone("Omar")
    omar.goes_to("/cases/?which=mine", "Work")
    omar.follows("Grace Placeholder", "Grace Placeholder")
    omar.follows("Ask to close", "close")
    omar.is_told("Ask to close", "Select how it ends")
    omar.picks("How does it end?", "Seen, safe and well")
    omar.types("Evidence", "My visit")
    for each in omar.page.get_by_label("Why need it not stop the closing?").all():
        omar.tabs_to(each)
        omar.page.keyboard.type("She is taught at home")
    omar.presses("Ask to close", "Grace Placeholder")
    omar.reads("Somebody else must agree.")
    assert omar.page.get_by_role("link", name="Close it").count() == 0

    tara = someone("Tara")
    tara.goes_to("/", "Today")
    tara.skips_the_menu()
    tara.follows("1 case waits", "Work")
    tara.follows("Grace Placeholder", "Grace Placeholder")
    tara.follows("Close it", "Close")
    tara.presses("Close it", "Grace Placeholder")
    tara.reads("The case is closed.")


def test_the_director_reads_one_page_opens_a_number_and_signs(someone: Any) -> None:
    """From the question that comes first to a child's record, and back to say that it was read."""
    dora = someone("Dora")
    dora.goes_to("/", "Today")
    dora.follows("Accountability", "Accountability")
    dora.skips_the_menu()
    dora.follows("came", "Came to be missing education")
    dora.follows(f"AE, {AMARA}", "Amara Example")
    dora.goes_to("/accountability/", "Accountability")
    dora.types("Do you want to ask or say anything?", "Why is Amara not found?")
    dora.presses("I have read this", "Accountability")
    dora.reads("It is kept that you have read this.")
    dora.reads("Why is Amara not found?")
