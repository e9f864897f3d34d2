"""Which clocks the first page shows, in which order, and in which words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from onroll.web.children.models import Clock
from onroll.web.children.today import pressing_clocks
from tests.web.small_run import AMARA

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)


def running(key: str, due_on: date | None, starts_on: date = date(2026, 11, 2)) -> None:
    Clock.objects.create(
        row_id=uuid4(), child_id=AMARA, clock=key, starts_on=starts_on, due_on=due_on, met_on=None,
        setting="", feed="casework", file="c.csv", row=2,
    )  # fmt: skip


def shown(most: int = 10) -> list[tuple[str, str]]:
    Clock.objects.exclude(feed="casework").delete()
    rows = pressing_clocks(Clock.objects.all(), DAY, most)
    return [(row.words, row.tag.words) for row in rows]


def test_a_statutory_breach_comes_before_what_is_longer_overdue(published: Any) -> None:
    running("home_education_evidence", DAY - timedelta(60))
    running("medical_provision", DAY - timedelta(1))
    running("referral_triage", DAY - timedelta(10))
    assert shown() == [
        ("Education arranged for a child too ill to attend", "Overdue"),
        ("Evidence of home education received", "Overdue"),
        ("Referral looked through by the pathway manager", "Overdue"),
    ]
    assert len(shown(most=2)) == 2


def test_what_a_school_owes_is_on_the_schools_list(published: Any) -> None:
    running("attendance_return", DAY - timedelta(60))
    running("new_pupil_return", DAY)
    assert shown() == []


def test_due_soon_is_three_days_of_its_own_unit(published: Any) -> None:
    """Monday 23 November: three calendar days are Thursday; three working days Thursday too, so
    Friday's is on track. A clock without a time limit is never pressing."""
    running("home_education_evidence", date(2026, 11, 26))
    running("home_education_evidence", date(2026, 11, 27), starts_on=date(2026, 11, 3))
    running("referral_triage", date(2026, 11, 26))
    running("referral_triage", date(2026, 11, 27), starts_on=date(2026, 11, 3))
    running("revocation_decision", None)
    assert sorted(shown()) == [
        ("Evidence of home education received", "Due soon"),
        ("Referral looked through by the pathway manager", "Due soon"),
    ]


def test_a_weekend_is_not_counted_where_the_unit_is_working_days(published: Any) -> None:
    """Due on Monday 30 November: from Wednesday the 25th. Calendar days: from Friday the 27th."""
    running("referral_triage", date(2026, 11, 30))
    running("home_education_evidence", date(2026, 11, 30))
    on = [
        {row.words for row in pressing_clocks(Clock.objects.all(), day, 10)}
        & {"Referral looked through by the pathway manager", "Evidence of home education received"}
        for day in (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27))
    ]
    assert [len(each) for each in on] == [0, 1, 2]
