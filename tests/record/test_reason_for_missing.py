"""The primary reason and the duration band of the Department's return."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.missing_reasons import PRIMARY_REASONS
from onroll.record.one_child import FactRow, OneChild
from onroll.record.reason_for_missing import (
    OVER,
    TOLD_BY_OTHERS,
    WEEKS,
    days_missing,
    duration_band,
    primary_reasons,
    reason_on,
    reasons_until,
    tells,
)
from onroll.record.risk_facts import REASONS
from onroll.record.spells import facts_in
from tests.spec.cohorts.test_missing_education_examples import EXAMPLES
from tests.spec.drawn import facts

CENSUS = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("child", "reason", "days", "band"),
    [
        ("C1", "School application awaiting outcome", 10, "Less than 2 weeks"),
        ("C2", None, None, "Unknown"),
        ("C3", None, None, "Unknown"),
        ("C4", "Unsuitable elective home education", 36, "4 to 8 weeks"),
        ("C5", None, None, "Unknown"),
        ("C6", "Not recorded", 62, "8 to 12 weeks"),
    ],
)
def test_the_worked_examples_on_census_day(child, reason, days, band):
    one = OneChild(facts(EXAMPLES)[child])
    assert reason_on(one, CENSUS) == reason
    assert days_missing(one, CENSUS) == days
    assert duration_band(days) == band


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, "Less than 2 weeks"),
        (13, "Less than 2 weeks"),
        (14, "2 to 4 weeks"),
        (27, "2 to 4 weeks"),
        (28, "4 to 8 weeks"),
        (55, "4 to 8 weeks"),
        (56, "8 to 12 weeks"),
        (83, "8 to 12 weeks"),
        (84, "12 to 26 weeks"),
        (181, "12 to 26 weeks"),
        (182, "26 to 52 weeks"),
        (363, "26 to 52 weeks"),
        (364, "Over 52 weeks"),
        (None, "Unknown"),
    ],
)
def test_the_lower_limit_is_in_the_band(days, band):
    assert duration_band(days) == band


def test_there_are_twenty_reasons_and_eight_bands():
    assert len(PRIMARY_REASONS) == 20
    assert list(PRIMARY_REASONS.values()) == sorted(PRIMARY_REASONS.values())
    assert set(primary_reasons()) == set(PRIMARY_REASONS.values())
    assert len({band for _, band in WEEKS} | {OVER, duration_band(None)}) == 8


def missing(*names: str, on: date = CENSUS) -> OneChild:
    """A child missing education on a day of whom these facts are true then."""
    needed = ("compulsory_school_age", "address_in_area")
    return OneChild(
        [
            *(FactRow(name, date(2020, 1, 1), None) for name in needed),
            *(FactRow(name, on, None) for name in names),
        ]
    )


@pytest.mark.parametrize("key", [key for key in REASONS if key not in ("not_recorded", "unknown")])
def test_the_councils_own_list_comes_before_what_others_tell(key):
    one = missing(f"reason_{key}", "application_awaiting_outcome")
    assert reason_on(one, CENSUS) == PRIMARY_REASONS[key]
    assert reason_on(one, date(2026, 1, 14)) == "Not recorded"


@pytest.mark.parametrize("undecided", ["reason_unknown", "reason_not_recorded"])
def test_where_the_list_does_not_know_another_source_may(undecided):
    told = missing(undecided, "application_awaiting_outcome")
    assert reason_on(told, CENSUS) == "School application awaiting outcome"
    told = missing(undecided)
    known = {"reason_unknown": "Unknown", "reason_not_recorded": "Not recorded"}
    assert reason_on(told, CENSUS) == known[undecided]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("offer_not_accepted", "offer_not_started"), "Offered school place but not yet accepted"),
        (("accepted_not_started", "offer_not_started"), "Waiting school start"),
        (("offer_not_started",), "Waiting school start"),
        (("application_refused",), "Did not get school preference"),
        (("application_refused", "application_awaiting_outcome"),
         "School application awaiting outcome"),
        (("new_to_the_country", "moved_from_another_authority"), "Moved in from another country"),
        (("moved_from_another_authority",), "Moved in from another local authority"),
        (("mental_health_service", "medical_evidence"), "Mental health"),
        (("in_hospital",), "Physical health"),
        (("medical_evidence",), "Physical health"),
    ],
)  # fmt: skip
def test_what_others_tell_decides_in_its_order(names, reason):
    assert reason_on(missing(*names), CENSUS) == reason


TOLD = sorted(
    {fact.name for fact in REASONS.values()}
    | {name for rule in TOLD_BY_OTHERS.values() for name in facts_in(rule)}
)


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(TOLD), max_size=6))
def test_a_child_missing_education_has_exactly_one_reason(names):
    one = missing(*names)
    held = [words for words, rule in primary_reasons().items() if one.holds(rule, CENSUS)]
    assert len(held) == (days_missing(one, CENSUS) is not None)


@pytest.mark.parametrize("key", [key for key in PRIMARY_REASONS if key != "not_recorded"])
def test_a_reason_is_told_by_the_councils_list_or_by_the_other_source(key):
    told = tells(PRIMARY_REASONS[key])
    assert facts_in(told) == {f"reason_{key}"} | (
        facts_in(TOLD_BY_OTHERS[key]) if key in TOLD_BY_OTHERS else set()
    )


def test_nothing_tells_that_no_reason_is_recorded():
    assert tells("Not recorded") is None


OFFERED, STARTED, GONE_AGAIN = date(2026, 1, 12), date(2026, 2, 2), date(2026, 3, 2)


def offered_then_at_school_then_gone() -> OneChild:
    return OneChild(
        [
            FactRow("compulsory_school_age", date(2026, 1, 1), None),
            FactRow("address_in_area", date(2026, 1, 1), None),
            FactRow("offer_not_accepted", OFFERED, STARTED),
            FactRow("on_roll", STARTED, GONE_AGAIN, setting="100001"),
            FactRow("reason_did_not_apply", GONE_AGAIN, None),
        ]
    )


def test_every_reason_so_far_is_told_the_newest_first():
    found = reasons_until(offered_then_at_school_then_gone(), date(2026, 3, 10))
    assert [(each.words, each.starts_on, each.last_on) for each in found] == [
        (PRIMARY_REASONS["did_not_apply"], GONE_AGAIN, None),
        (PRIMARY_REASONS["offer_not_accepted"], OFFERED, date(2026, 2, 1)),
        ("Not recorded", date(2026, 1, 1), date(2026, 1, 11)),
    ]


@pytest.mark.parametrize(
    ("day", "newest", "last_on"),
    [
        (date(2025, 12, 31), None, None),
        (date(2026, 1, 11), "not_recorded", None),
        (date(2026, 1, 12), "offer_not_accepted", None),
        (date(2026, 2, 1), "offer_not_accepted", None),
        (date(2026, 2, 2), "offer_not_accepted", date(2026, 2, 1)),  # at school by then
        (date(2026, 3, 1), "offer_not_accepted", date(2026, 2, 1)),
        (date(2026, 3, 2), "did_not_apply", None),
    ],
)
def test_what_comes_after_the_day_asked_about_is_not_told(day, newest, last_on):
    found = reasons_until(offered_then_at_school_then_gone(), day)
    assert [each.words for each in found[:1]] == ([PRIMARY_REASONS[newest]] if newest else [])
    assert found == [] or found[0].last_on == last_on
