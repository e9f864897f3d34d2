"""What officers' decisions say of a child, and what becomes of one that was taken back."""

from onroll.record.casework_steps import TITLES, CaseworkSteps
from onroll.record.feeds.catalogue.casework import DECISIONS, FEED
from onroll.record.feeds.facts_sql import told as told_by
from onroll.record.spells import Fact


def told(found):
    return [fact[:4] for fact in found]


def test_a_case_that_is_opened_again_is_open_twice(read_drawn, facts_of):
    reading = read_drawn(
        "casework",
        "D1,K1,7,Case opened,01/06/2026,01/06/2026,alex,,,,,,",
        "D2,K1,7,Case closed,08/06/2026,08/06/2026,alex,sam,,,,,",
        "D3,K2,7,Case opened,07/09/2026,07/09/2026,alex,,,,,,",
        "D4,K3,8,Case opened,07/09/2026,07/09/2026,alex,,,,,,",
    )

    assert told(facts_of("casework", reading)) == [
        ("7", "case_closed", "2026-06-08", "2026-06-09"),
        ("7", "case_open", "2026-06-01", "2026-06-08"),
        ("7", "case_open", "2026-09-07", None),
        ("8", "case_open", "2026-09-07", None),
    ]


def test_a_finding_holds_until_the_next_and_a_doubt_ends_it(read_drawn, facts_of):
    reading = read_drawn(
        "casework",
        "D1,,7,Education not suitable,01/06/2026,02/06/2026,alex,,,,,,",
        "D2,,7,Education in doubt,08/06/2026,08/06/2026,alex,,,,,,",
        "D3,,7,Education suitable,07/09/2026,07/09/2026,alex,,,,,,",
    )

    assert told(facts_of("casework", reading)) == [
        ("7", "education_found_suitable", "2026-09-07", None),
        ("7", "education_found_unsuitable", "2026-06-01", "2026-06-08"),
    ]


def test_a_decision_that_was_taken_back_tells_nothing_and_ends_nothing(read_drawn, facts_of):
    reading = read_drawn(
        "casework",
        "D1,,7,Education suitable,01/06/2026,01/06/2026,alex,,,,,,",
        "D2,,7,Education not suitable,08/06/2026,08/06/2026,alex,,09/06/2026,alex,,,",
        "D3,,7,Child seen,08/06/2026,08/06/2026,alex,,09/06/2026,sam,,,",
    )

    assert told(facts_of("casework", reading)) == [
        ("7", "education_found_suitable", "2026-06-01", None)
    ]
    assert reading.problems == []


def test_a_child_who_moved_away_is_back_once_an_address_in_the_area_is_verified(
    read_drawn, facts_of
):
    reading = read_drawn(
        "casework",
        "D1,,7,Moved away,01/06/2026,01/06/2026,alex,,,,,,told by Sampleton",
        "D2,,7,Address verified,08/06/2026,08/06/2026,alex,,,,9 Far Rd,XS1 1AA,",
        "D3,,7,Address verified,07/09/2026,07/09/2026,alex,,,,1 High St,XE1 2AB,",
    )

    assert told(facts_of("casework", reading)) == [
        ("7", "address_in_area", "2026-09-07", None),
        ("7", "address_verified", "2026-06-08", "2026-06-09"),
        ("7", "address_verified", "2026-09-07", "2026-09-08"),
        ("7", "moved_away", "2026-06-01", "2026-09-07"),
        ("7", "moved_away", "2026-06-08", "2026-09-07"),
    ]


def test_enquiries_are_exhausted_only_once_a_second_person_has_signed(read_drawn, facts_of):
    reading = read_drawn(
        "casework",
        "D1,K1,7,Enquiries exhausted,07/09/2026,07/09/2026,alex,,,,,,",
        "D2,K2,8,Enquiries exhausted,07/09/2026,07/09/2026,alex,alex,,,,,",
        "D3,K3,9,Enquiries exhausted,07/09/2026,07/09/2026,alex,sam,,,,,",
    )

    assert told(facts_of("casework", reading)) == [
        ("9", "enquiries_exhausted", "2026-09-07", "2026-09-08")
    ]
    assert [(p.row, p.column, p.rule_id) for p in reading.problems] == [
        (2, "Signed By", "signed_by.blank_but_needed"),
        (3, "Signed By", "signed_by.the_same"),
    ]


def test_a_move_out_of_the_area_says_what_confirmed_it(read_drawn, facts_of):
    reading = read_drawn("casework", "D1,,7,Moved away,01/06/2026,01/06/2026,alex,,,,,,")

    assert facts_of("casework", reading) == []
    assert [(p.column, p.rule_id) for p in reading.problems] == [
        ("Reason", "reason.blank_but_needed")
    ]


def test_a_step_is_an_event_of_its_day_and_taken_back_it_is_none(read_drawn, facts_of):
    reading = read_drawn(
        "casework",
        "D1,,7,Referral received,07/09/2026,07/09/2026,alex,,,,,,",
        "D2,,7,Referral triaged,09/09/2026,09/09/2026,sam,,,,,,",
        "D3,,7,Enquiries begun,09/09/2026,09/09/2026,sam,,10/09/2026,alex,,,",
    )

    assert told(facts_of("casework", reading)) == [
        ("7", "referral_received", "2026-09-07", "2026-09-08"),
        ("7", "referral_triaged", "2026-09-09", "2026-09-10"),
    ]


def test_every_step_has_a_title_of_its_own_and_a_fact():
    steps = {name for name, held in vars(CaseworkSteps).items() if isinstance(held, Fact)}
    assert set(TITLES.values()) == {*steps, "section_437_notice"}  # which another feed tells too
    assert len(set(TITLES.values())) == len(TITLES)
    assert set(TITLES) <= set(DECISIONS)
    assert steps <= set(told_by(FEED))
