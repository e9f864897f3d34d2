"""A case says how long it has been open, and how long and why its child is missing education."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from onroll.web.cases.actions import open_case
from onroll.web.children.models import Fact
from tests.web.case_pages import TOLD, browser_of, colleague, place_not_taken_up, words
from tests.web.small_run import AMARA, AS_OF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
BEN = "EC-BENM0001"


def page_of(child: str, opened_days_ago: int = 0) -> str:
    manager = colleague("Pathway manager")
    case, _ = open_case(
        child=child, record_id=f"pupil_system:{child}", told=TOLD, by=manager, at=now(),
        on=localdate() - timedelta(days=opened_days_ago), token="first",
    )  # fmt: skip
    return words(browser_of(manager).get(f"/cases/{case.pk}/"))


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Less than 2 weeks (0 days)"), (363, "26 to 52 weeks (363 days)"),
     (364, "Over 52 weeks (364 days)")],
)  # fmt: skip
def test_the_days_a_case_is_open_are_in_the_bands_of_the_return(days: int, said: str) -> None:
    assert f"How long open {said}" in page_of(AMARA, days)


def test_the_reason_stands_with_its_row_and_every_reason_before_it() -> None:
    place_not_taken_up()
    page = page_of(AMARA)
    assert "Missing education for Less than 2 weeks (11 days after the first)" in page
    reason = "Did not apply for school place at compulsory school age"
    assert f"Reason {reason}" in page
    assert "list.csv, row 7)" in page.partition(reason)[2].partition("Every reason")[0]
    assert (
        f"Every reason until now (4) {reason}, since 20 November 2026 Offered school place but not "
        "yet accepted, 14 November 2026 to 19 November 2026 Not recorded, 12 November 2026 to "
        "13 November 2026 Not recorded, 1 September 2019 to 31 August 2024"
    ) in page


def test_of_a_child_who_is_at_school_it_says_so_and_has_no_reason() -> None:
    page = page_of(BEN)
    assert "Missing education for Not missing education on 23 November 2026" in page
    assert "Every reason" not in page


def test_of_a_child_who_has_died_it_says_nothing_of_missing_education() -> None:
    Fact.objects.create(
        row_id=uuid.uuid4(), child_id=AMARA, fact="died", starts_on=AS_OF, setting="",
        feed="pupil_roll", file="roll.csv", row=3,
    )  # fmt: skip
    page = page_of(AMARA)
    assert "How long open" in page
    assert "Missing education for" not in page
