"""Quality visits to providers: what must be answered, and when the next one is due."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.forms.answers import Answers
from onroll.record.provider_visits import (
    LOOKED_AT,
    VISIT,
    Standing,
    findings,
    latest_next,
    standing,
)

SEEN = {
    "visited_on": "2026-09-14", "who_went": "Joanne Lee", "outcome": "good",
    "next_visit_on": "2027-03-15", **dict.fromkeys(LOOKED_AT, "yes"),
}  # fmt: skip


def refused(**answers: str) -> dict[str, str]:
    found = findings(Answers(SEEN | answers))
    return {each.question: each.words for each in found}


def test_a_visit_at_which_all_was_well_is_taken() -> None:
    assert refused() == {}
    assert set(SEEN) <= {question.key for question in VISIT.questions}


def test_a_visit_is_due_up_to_its_day_and_overdue_on_the_day_after() -> None:
    due = date(2027, 3, 15)
    assert standing(due, date(2027, 3, 15)) is Standing.IN_TIME
    assert standing(due, date(2027, 3, 16)) is Standing.OVERDUE
    assert standing(None, date(2027, 3, 16)) is Standing.NEVER
    assert sorted(Standing) == [Standing.NEVER, Standing.OVERDUE, Standing.IN_TIME]


def test_the_next_visit_is_at_most_365_days_after() -> None:
    """14 September 2027 is the 365th day; the 15th is too late, and the day itself too early."""
    assert latest_next(date(2026, 9, 14)) == date(2027, 9, 14)
    assert refused(next_visit_on="2027-09-14") == {}
    assert "on or before 14 September 2027" in refused(next_visit_on="2027-09-15")["next_visit_on"]
    assert "after 14 September 2026" in refused(next_visit_on="2026-09-14")["next_visit_on"]
    assert refused(next_visit_on="2026-09-15") == {}


@pytest.mark.parametrize("key", LOOKED_AT)
def test_of_whatever_is_answered_no_it_is_said_what_was_seen(key: str) -> None:
    assert set(refused(**{key: "no"})) == {f"{key}_words"}
    assert refused(**{key: "no", f"{key}_words": "No list at all"}) == {}
    assert refused(**{key: "not_looked"}) == {}


def test_what_must_change_has_a_day_and_an_outcome_that_says_so() -> None:
    assert set(refused(outcome="changes")) == {"must_change"}
    assert set(refused(outcome="changes", must_change="A lead")) == {"change_by"}
    told = {"outcome": "changes", "must_change": "A lead"}
    assert refused(**told, change_by="2026-09-14") == {}
    assert set(refused(**told, change_by="2026-09-13")) == {"change_by"}
