"""That a form was a mistake, said by keyboard: no JavaScript, 320 px, no fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser

from tests.browser.keyboard import keyboards
from tests.browser.phone import elsewhere
from tests.browser.test_questions_put import people  # noqa: F401 - who they are

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def a_form_of_una() -> str:
    from onroll.web.access.acting import as_publisher
    from onroll.web.access.models import User
    from onroll.web.telling_us.models import SentForm

    with as_publisher():
        una = User.objects.get(email="una@question.example")
        sent = SentForm.objects.create(
            ref="SF-MSTK2222", form="removal_from_roll", sender="Una Roe", user=una, urn="100001",
            answers={"forename": "Ivo", "surname": "Newcomer"}, at=now(), token="of a mistake",
        )  # fmt: skip
        return str(sent.ref)


def test_a_form_is_called_a_mistake_and_is_struck_on_both_sides(
    browser: Browser,
    service: str,
    people: dict[str, Any],  # noqa: F811
) -> None:
    ref = elsewhere(a_form_of_una)
    with keyboards(browser, service, people) as sits_down:
        school, officer = sits_down("Una"), sits_down("Cora")
        school.goes_to(f"/tell-us/sent/{ref}/", "Sent")
        school.follows("It was sent by mistake", "Was it sent by mistake?")
        school.is_told("Say that it was a mistake", "Enter why it was a mistake")
        school.types("Why was it a mistake?", "It is the other Ivo")
        school.presses("Say that it was a mistake", "Sent by mistake")
        officer.goes_to("/told-us/?which=done", "Told by form, and dealt with")
        officer.follows("Ivo Newcomer", "Ivo Newcomer")
        officer.reads("It is the other Ivo")
