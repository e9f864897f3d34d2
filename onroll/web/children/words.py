"""What facts, clocks, feeds and reasons are called on a page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from onroll.record.casework_steps import LASTING, TITLES
from onroll.record.definitions import CLOCKS
from onroll.record.home_education_reasons import HOME_EDUCATION_REASONS, REASONS
from onroll.web.config.words import day

CLOCK_TITLES: Final = {clock.key: clock.title for clock in CLOCKS}

FACTS: Final = {
    "on_roll": "On a school roll",
    "admitted": "Admitted to a school",
    "address_in_area": "Lives in our area",
    "address_verified": "Address checked",
    "moved_away": "Moved away",
    "not_attending": "Not attending",
    "severely_absent": "Absent for half of sessions or more",
    "ehc_plan": "Has an EHC plan",
    "ehc_plan_ended": "EHC plan ended",
    "gypsy_roma_traveller": "Ethnic group given as Gypsy, Roma or Traveller",
    "permanent_exclusion": "Permanently excluded",
    "reinstated": "Reinstated after exclusion",
    "suspension": "Suspended",
    "part_time_timetable": "Part-time timetable",
    "weekly_hours": "Hours of education a week",
    "personalised_plan": "Personalised plan",
    "behaviour_plan": "Behaviour plan",
    "home_educated": "Home educated",
    "education_found_suitable": "Home education found suitable",
    "education_found_unsuitable": "Home education found not suitable",
    "application_awaiting_outcome": "Waiting for a school place",
    "application_refused": "School place refused",
    "offer_not_started": "School place offered, not started",
    "moved_from_another_authority": "Moved from another authority",
    "new_to_the_country": "Moved to England from another country",
    "released_from_custody": "Released from custody",
    "child_in_need": "Has a social worker (child in need)",
    "child_protection_plan": "Has a social worker (child protection plan)",
    "looked_after": "Has a social worker (looked after)",
    "mental_health_service": "Seen by a mental health service",
    "medical_evidence": "Medical evidence of being too ill to attend",
    "pregnant_or_young_mother": "Pregnant or a young parent",
    "alternative_provision": "In alternative provision",
    "arranged_education_suitable": "Arranged education found suitable",
    "as_much_as_health_allows": "As much education as health allows",
    "section_437_notice": "Section 437 notice served",
    "school_attendance_order": "School attendance order",
    "visit_offered": "Home education visit offered",
    "visit_declined": "Home education visit declined",
    "evidence_requested": "Evidence of home education asked for",
    "evidence_received": "Evidence of home education received",
    "recorded_missing_education": "On the council's list of children missing education",
    "case_open": "Work open",
    "child_seen": "Child seen",
    "enquiries_exhausted": "Enquiries exhausted",
    "refused_in_main_round": "School place refused in the main round",
    "offer_declined": "School place declined",
    "awaiting_appeal": "Waiting for an admission appeal",
    "in_education_employment_or_training": "In education, employment or training",
    "not_in_education_employment_or_training": "Not in education, employment or training",
    "activity_not_known": "Activity not known",
    "september_guarantee_offer": "Offer under the September Guarantee",
    "reported_home_educated": "Careers service says home educated",
    "reported_without_school": "Careers service says registered at no school",
    "ehc_assessment": "Being assessed for an EHC plan",
    "ehc_plan_without_place": "EHC plan names no place",
    "semh_need": "Social, emotional and mental health needs",
    "free_school_meals": "Eligible for free school meals",
    "in_hospital": "In hospital",
    "referred_to_social_care": "Referred to social care",
    "social_care_assessment": "Being assessed by social care",
    "section_47_enquiry": "Section 47 enquiry",
    "early_help": "Getting early help",
    "care_placement_changed": "Moved to another placement in care",
    "care_leaver": "Care leaver",
    "missing_from_home_or_care": "Missing from home or care",
    "asylum_seeker": "Unaccompanied asylum seeker",
    "youth_justice": "Supervised by youth justice",
    "in_custody": "In custody",
    "subsidiary_roll": "On a second school's roll as well, by agreement",
    "removed_from_roll": "Removed from a school roll",
    "removed_to_another_school": "Removed from a roll as registered at another school",
    "removed_for_home_education": "Removed from a roll to be home educated",
    "removed_as_died": "Removed from a roll as having died",
    "death_recorded": "Recorded as having died",
    "died": "Recorded as having died, and not known to be alive since",
    "age_not_known": "Date of birth not known",
    "removed_without_destination": "Removed from a roll, destination not known",
    "removed_after_absence": "Removed from a roll after 20 school days of absence",
    "due_to_start": "Due to start at a school",
    "moved_home": "Moved to another home",
    "left_roll": "Listed by a school as a leaver",
    "removed_without_ground": "Removed from a roll on no ground of regulation 9",
    "removed_officially": "Removed from a roll for detention, death or exclusion",
    "college_student": "Student of a college",
    "sen_support": "Special educational needs support",
    "refused_first_admission": "Refused a school place, first admission",
    "refused_mid_term": "Refused a school place, within the year",
    "refused_transfer": "Refused a school place, transfer",
    "offer_not_accepted": "Offered a school place, not yet answered",
    "accepted_not_started": "School place accepted, not yet started",
    "participating_in_learning": "Participating in education or training",
    "guarantee_offer_made": "September Guarantee, suitable offer made",
    "guarantee_offer_not_appropriate": "September Guarantee, offer not appropriate",
    "guarantee_no_offer": "September Guarantee, no suitable offer",
    "upn_held": "Unique pupil number held",
    "lost_pupil": "Looked for as a lost pupil",
    "marked_present": "Marked present",
    "code_b_or_k_in_use": "Marked as taught off site (B or K)",
    "code_c2_in_use": "Marked with a part-time timetable (C2)",
    "code_d_in_use": "Marked as at the other school of two (D)",
    "code_e_in_use": "Marked as suspended or excluded (E)",
    "code_g_n_or_o_in_use": "Marked absent without leave (G, N or O)",
    "code_i_in_use": "Marked ill (I)",
    "code_x_in_use": "Marked as not of compulsory school age (X)",
}
STEPS: Final = {fact: title for title, fact in TITLES.items()}
"""What officers and schools did, as the casework feed calls it."""
AT_HOME_FOR: Final = {
    fact.name: f"Reason for home education: {HOME_EDUCATION_REASONS[key]}"
    for key, fact in REASONS.items()
}
# Worked out from the date of birth, so they are no news to a reader of the timeline.
AGE_FACTS: Final = frozenset(
    {
        "compulsory_school_age",
        "reception_or_key_stage_1",
        "key_stage_2",
        "key_stage_3_or_year_10",
        "year_11",
        "before_last_january_census",
        "years_12_and_13",
        "academic_age_18_to_24",
    }
)
OFF_THE_TIMELINE: Final = AGE_FACTS | {"upn_held", "age_not_known", "died"}
"""Facts that run from birth, or are worked out from one that is on it."""
EVENTS: Final = frozenset(
    {
        "admitted",
        "address_verified",
        "application_refused",
        "ehc_plan_ended",
        "moved_from_another_authority",
        "new_to_the_country",
        "permanent_exclusion",
        "reinstated",
        "released_from_custody",
        "care_placement_changed",
        "due_to_start",
        "left_roll",
        "moved_home",
        "refused_first_admission",
        "refused_mid_term",
        "refused_transfer",
        "removed_officially",
        "removed_without_ground",
        "removed_after_absence",
        "removed_as_died",
        "removed_for_home_education",
        "removed_from_roll",
        "removed_to_another_school",
        "removed_without_destination",
        "child_seen",
        "death_recorded",
        "enquiries_exhausted",
        "evidence_received",
        "evidence_requested",
        "offer_declined",
        "referred_to_social_care",
        "refused_in_main_round",
        "section_437_notice",
        "september_guarantee_offer",
        "visit_declined",
        "visit_offered",
    }
)
SOCIAL_WORKER: Final = frozenset({"child_in_need", "child_protection_plan", "looked_after"})

SOURCES: Final = {
    "pupil_system": "Pupil system",
    "school_census": "School census",
    "home_education": "Home education",
    "admissions": "Admissions",
    "social_care": "Social care",
    "health": "Health",
    "alternative_provision": "Alternative provision",
    "sen": "Special educational needs",
    "medical_needs": "Medical needs",
    "hospital_school": "Hospital school",
    "careers": "Careers service",
    "youth_justice": "Youth justice",
    "address_checks": "Housing and benefits",
    "casework": "Casework",
    "cme_log": "Council's list",
    "reference": "Schools and term dates",
}


def sentence(key: str) -> str:
    """A key of the record in words: "year_11" is "Year 11"."""
    return key.replace("_", " ").capitalize()


def fact_words(key: str) -> str:
    return FACTS.get(key) or STEPS.get(key) or AT_HOME_FOR.get(key) or sentence(key)


def dates_words(key: str, starts_on: date, ends_before: date | None) -> str:
    """on 5 October 2026; since 5 October 2026; from 5 October 2026 to 9 October 2026 (last day)."""
    if key in EVENTS or (key in STEPS and key not in LASTING):
        return f"on {day(starts_on)}"
    if ends_before is None:
        return f"since {day(starts_on)}"
    return f"from {day(starts_on)} to {day(ends_before - timedelta(days=1))}"


def clock_words(key: str) -> str:
    return CLOCK_TITLES.get(key, sentence(key))


def source_words(key: str) -> str:
    return SOURCES.get(key, sentence(key))


def year_group_words(year_group: int | None) -> str:
    """Year 9, Reception; empty when the child is in no school year or it is not known."""
    if year_group is None or year_group < 0 or year_group > 13:
        return ""
    return f"Year {year_group}" if year_group else "Reception"
