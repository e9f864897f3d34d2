"""A step told in a case, or by a letter that was served, starts and stops the law's clocks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from onroll.web.cases.models import CaseEvent
from onroll.web.children.models import Clock, Fact
from onroll.web.letters.models import Letter
from onroll.web.letters.telling import tell_of_every_service
from tests.web.case_pages import accepted, browser_of, colleague, send, words
from tests.web.small_run import AMARA
from tests.web.test_letters_pages import begun, boxes, check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

ANSWER = timedelta(days=14)  # of 15 days the day of service is the first


def told(by: Any, case: Any, step: str, **typed: Any) -> Any:
    return send(browser_of(by), f"/cases/{case.pk}/write/step/", step=step, **typed)


def answer_due() -> Any:
    """Until when a family may answer a notice, as the child's clocks say; null where none runs."""
    clock = Clock.objects.filter(child=AMARA, clock="section_437_notice_answer").first()
    return clock and (clock.due_on, clock.met_on)


def test_a_notice_that_was_served_starts_its_clock_at_once_and_an_answer_stops_it() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    told(manager, case, "Section 437 notice served")
    assert answer_due() == (localdate() + ANSWER, None)
    told(manager, case, "Notice answered")
    assert answer_due() == (localdate() + ANSWER, localdate())
    assert "Step: Section 437 notice served" in words(browser_of(manager).get(f"/cases/{case.pk}/"))


def test_what_is_found_of_education_at_home_is_a_step_too() -> None:
    manager = colleague("Pathway manager")
    told(manager, accepted(manager), "Education not suitable")
    assert Fact.objects.filter(child=AMARA, fact="education_found_unsuitable").exists()


def test_a_child_who_is_to_leave_school_needs_the_day_of_leaving() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    refused = told(manager, case, "Home education intended")
    assert "Enter the day on which the child is to leave school" in words(refused)
    past = told(manager, case, "Home education intended", **boxes("until", localdate() - ANSWER))
    assert "must be the day of the step or later" in words(past)
    told(manager, case, "Home education intended", **boxes("until", localdate() + ANSWER))
    (fact,) = Fact.objects.filter(child=AMARA, fact="home_education_intended")
    assert fact.starts_on == localdate()
    assert fact.ends_before is not None


def test_a_school_that_does_not_exist_is_refused_in_words() -> None:
    manager = colleague("Pathway manager")
    refused = told(manager, accepted(manager), "Deletion return made", urn="999999")
    assert "No school here has the URN 999999. Check the number" in words(refused)


@pytest.mark.parametrize(
    "told_otherwise", ["Case closed", "Referral received", "Particulars given", "x"]
)
def test_no_step_is_offered_that_other_events_tell_or_a_law_not_in_force(
    told_otherwise: str,
) -> None:
    manager = colleague("Pathway manager")
    assert told(manager, accepted(manager), told_otherwise).status_code == 422


def served(by: Any, on: Any) -> Letter:
    """A notice that somebody posted today, served on a day."""
    client = browser_of(by)
    letter = begun(client, "section_437_notice", **boxes("served_on", on),
                   **boxes("answer_by", on + ANSWER))  # fmt: skip
    page = f"/children/{AMARA}/letters/{letter.pk}/"
    client.post(f"{page}ready/", check())
    answer = client.post(f"{page}posted/", boxes("posted_on", localdate()))
    assert answer.status_code == 302
    return letter


def test_a_notice_handed_over_today_tells_the_case_without_another_form() -> None:
    manager = colleague("Pathway manager")
    accepted(manager)
    letter = served(manager, localdate())
    event = CaseEvent.objects.get(kind="stepped")
    assert event.told == {"step": "Section 437 notice served",
                          "words": f"Notice under section 437(1), letter {letter.pk}"}  # fmt: skip
    assert answer_due() == (localdate() + ANSWER, None)


def test_one_that_is_served_later_tells_it_on_that_day_and_once() -> None:
    manager = colleague("Pathway manager")
    accepted(manager)
    day = localdate() + timedelta(days=3)
    served(manager, day)
    assert CaseEvent.objects.filter(kind="stepped").count() == 0
    assert tell_of_every_service(day - timedelta(days=1), now()) == 0
    assert tell_of_every_service(day, now()) == 1
    assert tell_of_every_service(day, now()) == 0
    assert CaseEvent.objects.get(kind="stepped").on == day


def test_a_notice_to_a_family_without_an_open_case_tells_nobody() -> None:
    served(colleague("Pathway manager"), localdate())
    assert CaseEvent.objects.count() == 0
