"""Why and why not: the tests shown, whether each is met, and the rows they rest on."""

from datetime import date

from onroll.record.definitions import CATALOGUE, definition
from onroll.record.definitions.base import said
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Fact, Named
from onroll.record.why import explain
from tests.record.testcal import TESTCAL

DAY = date(2026, 1, 15)
SCHOOL_AGE = FactRow(
    "compulsory_school_age",
    date(2018, 8, 31),
    date(2029, 6, 30),
    feed="pupil_roll",
    file="roll.csv",
    row=8,
)
HERE = FactRow(
    "address_in_area", date(2020, 1, 1), None, feed="pupil_addresses", file="a.csv", row=3
)
OFF_ROLL = FactRow(
    "on_roll", date(2020, 9, 1), date(2025, 10, 2), setting="100001", feed="pupil_leavers",
    file="leavers.csv", row=93,
)  # fmt: skip


def test_each_test_of_a_member_is_met_and_names_its_row():
    found = explain(definition("missing_education"), OneChild([SCHOOL_AGE, HERE, OFF_ROLL]), DAY)
    assert found.met
    assert found.since == date(2025, 10, 2)
    assert [test.words for test in found.tests] == [
        "of compulsory school age",
        "living in the area",
        "not on a school roll",
        "not getting a suitable education otherwise than at school",
    ]
    assert all(test.met for test in found.tests)
    rows = [(e.feed, e.file, e.row) for test in found.tests for e in test.evidence]
    assert rows == [
        ("pupil_roll", "roll.csv", 8),
        ("pupil_addresses", "a.csv", 3),
        ("pupil_leavers", "leavers.csv", 93),
    ]


def test_a_day_before_the_name_was_deleted_the_roll_is_the_one_failing_test():
    child = OneChild([SCHOOL_AGE, HERE, OFF_ROLL])
    found = explain(definition("missing_education"), child, date(2025, 10, 1))
    assert not found.met
    assert found.since is None
    assert found.nearest is not None
    assert found.nearest.words == "not on a school roll"


def test_two_failing_tests_have_no_nearest():
    found = explain(definition("missing_education"), OneChild([OFF_ROLL]), DAY)
    assert [test.met for test in found.tests] == [False, False, True, True]
    assert found.nearest is None


def test_of_two_ways_in_the_one_that_is_met_is_shown():
    """On roll and absent since September: the extended definition's second way, not its first."""
    on_roll = FactRow("on_roll", date(2020, 9, 1), None)
    absent = FactRow("not_attending", date(2025, 9, 2), None)
    child = OneChild([SCHOOL_AGE, HERE, on_roll, absent], {"": TESTCAL})
    found = explain(definition("missing_education_extended"), child, DAY)
    assert found.met
    assert [test.words for test in found.tests] == [
        "of compulsory school age",
        "living in the area",
        "on a school roll",
        "absent from every session for 15 school days or more",
    ]


def test_every_definition_explains_a_child_nobody_knows_anything_about():
    for each in CATALOGUE:
        found = explain(each, OneChild([]), DAY)
        assert not found.met
        assert found.tests
        assert not any(test.evidence for test in found.tests)


def test_a_definition_is_met_exactly_when_all_its_tests_are():
    child = OneChild([SCHOOL_AGE, HERE, OFF_ROLL])
    for each in CATALOGUE:
        found = explain(each, child, DAY)
        assert found.met == all(test.met for test in found.tests), each.key


def test_a_draft_of_a_rule_is_not_answered_from_the_rule_it_would_replace():
    child = OneChild([OFF_ROLL])
    rule = Named("on_roll", "on a roll", Fact("on_roll", "on a roll"))
    draft = Named("on_roll", "on a roll", Fact("admitted", "admitted"))
    assert child.runs(rule)
    assert not child.runs(draft)


def test_not_in_words_reaches_over_the_whole_of_what_follows():
    roll, absent, ill = (Fact(name, name) for name in ("on a roll", "absent", "ill"))
    assert (roll - (absent & ill)).words == "on a roll and not (absent and ill)"
    assert (roll - absent).words == "on a roll and not absent"
    assert said(absent & ill, met=False) == "not (absent and ill)"


def test_evidence_is_what_is_true_on_the_day_from_its_first_day_and_not_on_its_last():
    """Two rolls: 1 September to 2 October, and from 2 October."""
    old = FactRow("on_roll", date(2025, 9, 1), date(2025, 10, 2), row=1)
    new = FactRow("on_roll", date(2025, 10, 2), None, row=2)
    child = OneChild([old, new])
    for day, row in ((date(2025, 10, 1), 1), (date(2025, 10, 2), 2)):
        (test,) = explain(definition("on_roll"), child, day).tests
        assert [evidence.row for evidence in test.evidence] == [row]
