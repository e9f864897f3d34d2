"""What ended a case is undone by who decided it, within half an hour, while nothing followed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from onroll.record.casework.case import case_of
from onroll.record.casework.events import BadEvent, Event, Kind
from onroll.record.casework.taking_back import check

NINE = datetime(2026, 9, 7, 9, tzinfo=UTC)
DAY = date(2026, 9, 7)
RECEIVED = Event(1, Kind.RECEIVED, DAY, NINE, "sam", {"source": "school", "issue": "whereabouts"})
NOT_OURS = Event(2, Kind.TRIAGED, DAY, NINE, "sam", {"route": "not_ours", "risk": "none"})


def undone(by: str, minutes: float, *between: Event) -> str:
    """Where the case stands after somebody undid so many minutes later that it is not ours."""
    events = [RECEIVED, NOT_OURS, *between]
    at = NINE + timedelta(minutes=minutes)
    back = Event(len(events) + 1, Kind.TAKEN_BACK, DAY, at, by, {"number": 2, "why": "mistyped"})
    return str(check(events, back).state)


def test_who_decided_undoes_it_until_the_thirtieth_minute():
    assert case_of([RECEIVED, NOT_OURS]).state == "redirected"
    assert undone("sam", 0.5) == "received"
    assert undone("sam", 30) == "received"
    with pytest.raises(BadEvent, match="closed"):
        undone("sam", 30.01)


def test_nobody_else_undoes_it():
    with pytest.raises(BadEvent, match="closed"):
        undone("alex", 1)


def test_it_is_not_undone_once_something_followed():
    note = Event(3, Kind.NOTED, DAY, NINE, "alex", {"words": "rang the school"})
    with pytest.raises(BadEvent, match="closed"):
        undone("sam", 1, note)


def test_a_closing_that_was_undone_waits_for_a_second_person_again():
    accepted = Event(2, Kind.TRIAGED, DAY, NINE, "sam", {"route": "accept", "risk": "none"})
    asked = Event(3, Kind.CLOSE_ASKED, DAY, NINE, "alex", {"outcome": "duplicate"})
    closed = Event(4, Kind.CLOSED, DAY, NINE, "sam", {"outcome": "duplicate"})
    back = Event(5, Kind.TAKEN_BACK, DAY, NINE, "sam", {"number": 4, "why": "the wrong case"})
    stands = check([RECEIVED, accepted, asked, closed], back)
    assert stands.state == "close_requested"
    assert stands.closed is None
