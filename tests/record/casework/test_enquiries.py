"""The catalogue of enquiries: what is in it, on which days, and what a wrong file says."""

from datetime import date

import pytest

from onroll.record.casework import enquiries, escalation, exhausted, outcomes, required
from onroll.record.casework.dated_files import BadFile, source_text
from tests.record.testcal import TESTCAL

GOOD = source_text(enquiries.FILE)


def test_the_catalogue_has_the_27_enquiries_of_the_workflow_page_in_its_order():
    *keys, added = enquiries.catalogue()
    assert (len(keys), added) == (27, "special_needs"), "which has a page, as it is asked alone"
    order = [keys[number - 1] for number in (1, 7, 10, 14, 15, 19, 20, 21, 22, 23, 27)]
    assert order == [
        "parent_or_carer", "social_care", "gp_registration", "home_visit", "police",
        "other_authorities", "map_check", "social_media", "embassy", "school_admissions_abroad",
        "council_services",
    ]  # fmt: skip


def test_a_nil_return_is_an_answer_and_a_refusal_or_silence_is_none():
    assert sorted(enquiries.ANSWERS) == ["concern", "found", "nil"]
    for kind in enquiries.catalogue().values():
        assert "nil" in kind.results, f"nobody could say that {kind.key} found nothing"


def test_social_media_and_benefits_alone_need_an_authorisation_on_record():
    needing = [kind.key for kind in enquiries.catalogue().values() if kind.needs_authorisation]
    assert needing == ["benefits", "social_media"]


def test_an_enquiry_may_be_made_from_its_first_day_until_the_day_it_ends():
    text = GOOD + GOOD[GOOD.index("[special_needs]") :].replace("special_needs", "letter")
    text = text.replace("[letter.results]", "in_force_until = 2026-09-01\n[letter.results]")
    kind = enquiries.read(text)["letter"]
    days = (date(2011, 8, 31), date(2011, 9, 1), date(2026, 8, 31), date(2026, 9, 1))
    assert [kind.in_force_on(day) for day in days] == [False, True, True, False]


def test_nothing_may_be_asked_before_the_first_case_of_the_papers():
    assert enquiries.enquiries_on(date(2011, 8, 31)) == []
    assert len(enquiries.enquiries_on(date(2011, 9, 1))) == 28


def test_an_answer_is_due_so_many_days_after_the_day_of_asking():
    """Five school days after Friday 12 December 2025 are over on the 19th, the last of term; the
    police are asked for an answer by the next day, a Saturday or not."""
    school = enquiries.enquiry("last_school").due_on(date(2025, 12, 12), TESTCAL)
    later = enquiries.enquiry("last_school").due_on(date(2025, 12, 15), TESTCAL)
    police = enquiries.enquiry("police").due_on(date(2025, 12, 12), TESTCAL)
    assert (school, later, police) == (date(2025, 12, 19), date(2026, 1, 6), date(2025, 12, 13))


def test_both_systems_together_are_the_step_that_the_first_search_clock_waits_for():
    named = [kind.key for kind in enquiries.catalogue().values() if kind.steps]
    assert named == ["pupil_system", "social_care"]
    assert enquiries.enquiry("social_care").steps == ("Databases searched",)


def test_an_unknown_key_is_told_with_those_there_are():
    with pytest.raises(enquiries.UnknownEnquiry, match=r"'polise'.*parent_or_carer, .*police"):
        enquiries.enquiry("polise")


@pytest.mark.parametrize(
    ("module", "old", "new", "message"),
    [
        (enquiries, "reply_days = 3", "reply_days = 0", "[parent_or_carer], reply_days: found 0."),
        (enquiries, 'reply_unit = "school days"', 'reply_unit = "moons"', "found 'moons'. Write"),
        (enquiries, 'nil = "Every', 'none = "Every', "results, none: found 'Every number"),
        (enquiries, "in_force_from = 2011-09-01", "", "in_force_from: found nothing. Write"),
        (enquiries, 'steps = ["Data', 'steps = ["Dato', "steps: found ['Dato"),
        (enquiries, "asks_family = true", "ask_family = true", "ask_family: found True. Nobody"),
        (enquiries, "[parent_or_carer]\n", "[parent_or_carer\n", "enquiries.toml: this is not"),
        (required, 'enquiry = "police"', 'enquiry = "polise"', "enquiry: found 'polise'. Write"),
        (required, 'when = "open"', 'when = "shut"', "when: found 'shut'. Write one of: open"),
        (required, "none = 2,", "none = -2,", "days, none: found -2. Write a whole number from 0"),
        (required, "none = 2,", "", "days, none: found nothing. Write a whole number from 0"),
        (exhausted, '"home_visit"', '"home_visits"', "must_be_answered: found"),
        (exhausted, "rounds = 2", "rounds = 0", "rounds: found 0. Write a whole number from 1"),
        (exhausted, "[exhausted]", "[exhausting]", "found exhausting. Write one entry"),
        (outcomes, 'group = "placed"', 'group = "place"', "group: found 'place'. Write one of"),
        (outcomes, "exhausted = true\n", "", "[enquiries_exhausted], exhausted: found nothing"),
        (outcomes, 'reasons = ["unknown"]', 'reasons = ["x"]', "reasons: found ['x']. Write only"),
        (escalation, 'when = "still_not_seen"', 'when = "x"', "[section_47], when: found 'x'."),
        (escalation, "weeks = 4", "weeks = 0.5", "[accountable_person], weeks: found 0.5."),
    ],
)  # fmt: skip
def test_a_wrong_file_says_where_what_was_found_and_what_to_write(module, old, new, message):
    good = source_text(module.FILE)
    assert old in good, "the fault must be planted in what is there"
    module.read(good)
    with pytest.raises(BadFile) as wrong:
        module.read(good.replace(old, new, 1))
    assert message in str(wrong.value)
    assert str(wrong.value).startswith(module.FILE)


def test_every_entry_says_who_says_so():
    for module in (enquiries, outcomes):
        assert all(each.source for each in module.catalogue().values())
    assert all(each.source for each in (*required.rules().values(), *escalation.ladder().values()))
