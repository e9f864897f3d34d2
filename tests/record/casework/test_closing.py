"""What must be there before the work with a child is closed, and who may close it."""

from datetime import date, datetime

import pytest

from onroll.record.casework.case import Case
from onroll.record.casework.closing import may_sign, what_closing_needs
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.outcomes import catalogue, outcome, outcomes_on
from tests.record.casework.story import Story, opened
from tests.record.casework.test_exhausted import SECOND, asked_twice

DAY = date(2026, 10, 12)
AWAY = {"destination": "Beaumont", "destination_on": "2026-09-01", "authority_told": "Alberta"}
SEEN = {"seen_on": "2026-10-12", "seen_by": "the school", "evidence": "its letter"}


def needed(case: Case, *, running: tuple[str, ...] = (), linked: tuple[str, ...] = (), **told):
    asked = Event(99, Kind.CLOSE_ASKED, DAY, datetime(2026, 10, 12, 9), "alex", told)  # noqa: DTZ001
    found = what_closing_needs(case, asked, DAY, clocks_left=running, siblings_left=linked)
    return [each.field for each in found]


def test_nothing_told_is_an_outcome_and_evidence_that_are_missing():
    assert needed(opened().case) == ["outcome", "evidence"]
    assert needed(opened().case, outcome="gone home") == ["outcome", "evidence"]


@pytest.mark.parametrize("missing", [*AWAY, *SEEN])
def test_a_child_found_abroad_needs_who_saw_the_child_and_a_place_that_was_told(missing):
    told = {"outcome": "located_abroad"} | SEEN | AWAY
    assert needed(opened().case, **told) == []
    assert needed(opened().case, **(told | {missing: " "})) == [missing]


@pytest.mark.parametrize(
    ("seen_on", "good"),
    [("2026-09-06", False), ("2026-09-07", True), ("2026-10-12", True), ("2026-10-13", False)],
)
def test_the_child_was_seen_between_the_opening_and_today(seen_on, good):
    told = {"outcome": "located_abroad"} | SEEN | AWAY | {"seen_on": seen_on}
    assert needed(opened().case, **told) == ([] if good else ["seen_on"])


@pytest.mark.parametrize("ending", ["home_education_suitable", "located_here", "safe_and_well"])
def test_home_education_is_suitable_only_after_one_of_us_saw_the_child(ending):
    story = opened()
    assert needed(story.case, outcome=ending, **SEEN) == ["seen_on"], (
        "somebody's word is not enough"
    )
    story("2026-09-20", Kind.VISITED, seen="no", where="home")
    assert needed(story.case, outcome=ending, **SEEN) == ["seen_on"]
    story("2026-09-21", Kind.VISITED, seen="with_others", where="home")
    assert needed(story.case, outcome=ending, evidence="our visit") == []
    story("2026-09-22", Kind.VISITED, seen="refused", where="home")
    assert needed(story.case, outcome=ending, **SEEN) == ["seen_on"], "refused since"


def test_a_child_who_was_not_found_needs_every_enquiry_and_a_signature():
    fields = needed(opened().case, outcome="enquiries_exhausted", evidence="all asked")
    assert fields == ["exhausted"] * 13
    story = asked_twice()
    assert needed(story.case, outcome="enquiries_exhausted", evidence="all") == ["exhausted"]
    story(SECOND, Kind.EXHAUSTED_SIGNED, "sam", why="all asked twice")
    assert needed(story.case, outcome="enquiries_exhausted", evidence="all") == []


def test_a_birthday_alone_does_not_close_a_child_nobody_found():
    story = opened()
    assert "exhausted" in needed(story.case, outcome="over_school_age", evidence="born 2010")
    told = story("2026-10-01", Kind.WHEREABOUTS_TOLD, where="1 High St")
    story("2026-10-02", Kind.WHEREABOUTS_VERIFIED, told=told, how="police", in_area=True)
    assert needed(story.case, outcome="over_school_age", evidence="born 2010") == []


def test_each_clock_that_runs_needs_a_reason_and_each_sibling_an_answer():
    story = opened()
    told = {"outcome": "duplicate", "evidence": "the other record", "clocks": {"case_review": "x"}}
    fields = needed(
        story.case, running=("case_review", "referral_triage"), linked=("EC-1", "EC-2"), **told
    )
    assert fields == ["clocks.referral_triage", "siblings.EC-1", "siblings.EC-2"]
    told["siblings"] = {"EC-1": " ", "EC-2": "at Hilltop Academy"}
    told["clocks"] = {"case_review": "x", "referral_triage": "  "}
    fields = needed(
        story.case, running=("case_review", "referral_triage"), linked=("EC-1", "EC-2"), **told
    )
    assert fields == ["clocks.referral_triage", "siblings.EC-1"]


def test_who_asked_to_close_never_closes():
    story: Story = opened()
    assert may_sign(story.case, "sam") == "Nobody has asked to close this. Ask to close it first."
    story("2026-10-12", Kind.CLOSE_ASKED, "alex", outcome="duplicate")
    assert may_sign(story.case, "alex") is not None
    assert may_sign(story.case, "sam") is None
    story("2026-10-12", Kind.CLOSE_REFUSED, "sam", why="look again")
    assert may_sign(story.case, "sam") is not None


def test_no_child_leaves_unfound_without_a_second_person_and_a_watch():
    unfound = [each for each in catalogue().values() if each.group == "not_located"]
    assert [each.key for each in unfound] == ["enquiries_exhausted", "passed_on"]
    assert all(each.exhausted and each.second_person and each.watch for each in unfound)
    assert [each.key for each in catalogue().values() if each.watch] == [e.key for e in unfound]


def test_the_outcomes_are_in_the_groups_of_the_workflow_page():
    assert len(outcomes_on(DAY)) == 28
    assert outcomes_on(date(2011, 8, 31)) == []
    groups = list(dict.fromkeys(each.group for each in catalogue().values()))
    assert groups == [
        "placed", "home_education", "located", "not_located", "out_of_scope", "legal", "welfare",
        "after_16",
    ]  # fmt: skip
    assert outcome("located_abroad").reasons == ("moved_to_another_country",)
