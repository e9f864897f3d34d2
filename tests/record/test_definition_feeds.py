"""Which feeds a definition rests on is read off its own words and the feeds' own facts."""

from __future__ import annotations

import pytest

from onroll.record.definition_feeds import definition_feeds
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.feeds import CATALOGUE as FEEDS


@pytest.fixture(scope="module")
def rests_on() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in definition_feeds().to_pylist():
        found.setdefault(row["definition"], set()).add(row["feed"])
    return found


def test_every_definition_and_every_clock_rests_on_some_feed(rests_on):
    keys = [definition.key for definition in CATALOGUE] + [clock.key for clock in CLOCKS]
    assert list(rests_on) == keys
    assert set().union(*rests_on.values()) <= {feed.key for feed in FEEDS}


@pytest.mark.parametrize(
    ("definition", "told_by", "not_by"),
    [
        ("on_roll", {"pupil_roll", "pupil_leavers", "census_on_roll"}, {"attendance_marks"}),
        ("resident", {"pupil_addresses", "gp_registrations"}, {"pupil_roll", "exclusions"}),
        ("home_educated_unsuitable", {"home_education_reviews"}, {"placements"}),
        ("pme_mental_health", {"health_contacts"}, {"pupil_roll", "attendance_marks"}),
        # fifteen school days in a row are counted in term dates
        ("missing_education_extended", {"attendance_marks", "term_dates"}, {"exclusions"}),
        ("missing_education", {"gp_registrations", "placements"}, {"term_dates"}),
        ("sixth_school_day", {"exclusions", "term_dates"}, set()),
        # asks about age only, which whoever knows the child tells
        ("compulsory_school_age", {"pupil_roll", "gp_registrations"}, {"attendance_marks"}),
    ],
)
def test_it_is_the_feeds_that_can_tell_a_fact_it_asks_about(definition, told_by, not_by, rests_on):
    assert told_by <= rests_on[definition]
    assert not not_by & rests_on[definition]
