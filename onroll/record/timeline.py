"""The words that definitions are written in: every fact the timeline can hold about a child.

A definition is given a `Child` and says what must be true of it; only feeds know which supplier's
column a fact comes from. Each label completes "the child is …", and is what a screen, a letter
and the guide print. An *event* is a fact of one day.
"""

from __future__ import annotations

from typing import ClassVar

from onroll.record.casework_steps import CaseworkSteps
from onroll.record.home_education_reasons import HomeEducationReasons
from onroll.record.risk_facts import RiskFacts
from onroll.record.spells import Fact, Steps


class Child(RiskFacts, CaseworkSteps, HomeEducationReasons):
    """Any child, as a definition sees one."""

    # From the date of birth
    compulsory_school_age = Fact("compulsory_school_age", "of compulsory school age")
    reception_or_key_stage_1 = Fact("reception_or_key_stage_1", "in Reception, Year 1 or Year 2")
    key_stage_2 = Fact("key_stage_2", "in Year 3, 4, 5 or 6")
    key_stage_3_or_year_10 = Fact("key_stage_3_or_year_10", "in Year 7, 8, 9 or 10")
    year_11 = Fact("year_11", "in Year 11")
    before_last_january_census = Fact(
        "before_last_january_census", "in Year 10 or 11 before the January school census"
    )
    years_12_and_13 = Fact("years_12_and_13", "of academic age 16 or 17")
    academic_age_18_to_24 = Fact("academic_age_18_to_24", "of academic age 18 to 24")
    age_not_known = Fact("age_not_known", "of an age that no source tells")
    died = Fact("died", "recorded as having died, and not known to be alive since")

    # Where the child lives
    address_in_area = Fact("address_in_area", "at an address in the area")
    moved_away = Fact("moved_away", "at a verified address outside the area")
    address_verified = Fact("address_verified", "at an address that somebody verified")
    moved_home = Fact("moved_home", "newly moved to another home")

    # Schools
    on_roll = Fact("on_roll", "on a school roll")
    admitted = Fact("admitted", "admitted to a school")
    removed_from_roll = Fact("removed_from_roll", "removed from a school roll")
    deletion_ground_met = Fact(
        "deletion_ground_met", "on a roll from which a ground to remove the name is met"
    )
    removed_after_leave = Fact(
        "removed_after_leave", "removed from a school roll for not returning from leave"
    )
    removed_after_absence = Fact(
        "removed_after_absence", "removed from a school roll after 20 school days of absence"
    )
    removed_without_destination = Fact(
        "removed_without_destination", "removed from a school roll with nowhere known to go"
    )
    removed_without_ground = Fact(
        "removed_without_ground", "removed from a school roll on no ground of regulation 9"
    )
    removed_officially = Fact(
        "removed_officially",
        "removed from a school roll for detention, death or permanent exclusion",
    )
    left_roll = Fact("left_roll", "listed by a school as a leaver")
    upn_held = Fact("upn_held", "known by a unique pupil number")
    college_student = Fact("college_student", "a student of a college")
    lost_pupil = Fact("lost_pupil", "looked for with a transfer file that has no destination")
    not_attending = Fact("not_attending", "absent from every session")
    severely_absent = Fact("severely_absent", "missing half of sessions or more this school year")
    persistently_absent = Fact(
        "persistently_absent", "missing a tenth of sessions or more this school year"
    )
    persistently_absent_part_time_apart = Fact(
        "persistently_absent_part_time_apart",
        "missing a tenth of sessions or more this school year, code C2 not counted",
    )
    severely_absent_at_one_school = Fact(
        "severely_absent_at_one_school", "missing half of one school's sessions or more this year"
    )
    persistently_absent_at_one_school = Fact(
        "persistently_absent_at_one_school",
        "missing a tenth of one school's sessions or more this year",
    )
    unexplained_absence = Fact("unexplained_absence", "absent with code G, N, O or U")
    absent_through_illness = Fact("absent_through_illness", "absent with code I")
    absent_without_reason = Fact("absent_without_reason", "absent with G, N or O at every session")
    not_returned_from_leave = Fact("not_returned_from_leave", "still away after a leave that ended")
    sickness_days_reached = Fact("sickness_days_reached", "marked ill for 15 days this school year")
    days_without_permission_reached = Fact(
        "days_without_permission_reached", "absent without permission for 15 days this school year"
    )
    penalty_notice_sessions_reached = Fact(
        "penalty_notice_sessions_reached", "at the sessions of absence for a penalty notice"
    )
    reason_not_established = Fact("reason_not_established", "marked N with no reason given since")
    part_time_timetable = Fact("part_time_timetable", "on a part-time timetable")
    personalised_plan = Fact("personalised_plan", "on a personalised plan")
    behaviour_plan = Fact(
        "behaviour_plan", "on a personalised plan for social and behavioural difficulties"
    )
    permanent_exclusion = Fact("permanent_exclusion", "permanently excluded")
    reinstated = Fact("reinstated", "reinstated after an exclusion")
    suspension = Fact("suspension", "suspended")
    days_suspended_this_year = Steps(
        "days_suspended_this_year",
        "days of suspension this school year",
        "days of suspension",
        verb="suspended this school year for",
    )
    days_suspended_this_term = Steps(
        "days_suspended_this_term",
        "days of suspension this term",
        "days of suspension",
        verb="suspended this term for",
    )

    subsidiary_roll = Fact("subsidiary_roll", "on a second school's roll as well, by agreement")
    removed_to_another_school = Fact(
        "removed_to_another_school", "removed from a school roll as registered at another school"
    )
    removed_for_home_education = Fact(
        "removed_for_home_education", "removed from a school roll to be educated at home"
    )
    removed_as_died = Fact("removed_as_died", "removed from a school roll as having died")
    death_recorded = Fact("death_recorded", "recorded as having died")
    due_to_start = Fact("due_to_start", "due to start at a school whose offer was accepted")

    # What a register's marks say
    marked_present = Fact("marked_present", "marked present")
    code_b_or_k_in_use = Fact("code_b_or_k_in_use", "marked as taught off site (code B or K)")
    code_c2_in_use = Fact("code_c2_in_use", "marked with a part-time timetable (code C2)")
    code_d_in_use = Fact("code_d_in_use", "marked as at the other school of two (code D)")
    code_e_in_use = Fact("code_e_in_use", "marked as suspended or excluded (code E)")
    code_g_n_or_o_in_use = Fact(
        "code_g_n_or_o_in_use", "marked absent without leave (code G, N or O)"
    )
    code_i_in_use = Fact("code_i_in_use", "marked ill (code I)")
    code_x_in_use = Fact("code_x_in_use", "marked as not of compulsory school age (code X)")

    # Education otherwise than at school
    home_educated = Fact("home_educated", "home educated")
    home_education_notified = Fact(
        "home_education_notified", "of a family that means to educate at home and has not begun"
    )
    education_found_suitable = Fact(
        "education_found_suitable", "getting a home education found suitable"
    )
    education_found_unsuitable = Fact(
        "education_found_unsuitable", "getting a home education found not suitable"
    )
    alternative_provision = Fact("alternative_provision", "in alternative provision")
    arranged_education_suitable = Fact(
        "arranged_education_suitable", "getting education the authority arranged and finds suitable"
    )
    as_much_as_health_allows = Fact(
        "as_much_as_health_allows", "getting as much education as health allows"
    )
    weekly_hours = Steps("weekly_hours", "hours of education a week", "hours a week")
    section_437_notice = Fact("section_437_notice", "the subject of a section 437 notice")
    school_attendance_order = Fact("school_attendance_order", "named in a school attendance order")
    visit_offered = Fact("visit_offered", "offered a home education visit")
    visit_declined = Fact("visit_declined", "of a family that declined a home education visit")
    evidence_requested = Fact(
        "evidence_requested", "of a family asked for evidence of home education"
    )
    evidence_received = Fact(
        "evidence_received", "of a family that sent evidence of home education"
    )
    recorded_missing_education = Fact(
        "recorded_missing_education", "on the council's own list of children missing education"
    )

    # Casework
    case_open = Fact("case_open", "one about whom work is open")
    child_seen = Fact("child_seen", "seen by an officer or another professional")
    enquiries_exhausted = Fact(
        "enquiries_exhausted", "not found after every enquiry, which a manager signed"
    )

    # Admissions
    application_awaiting_outcome = Fact(
        "application_awaiting_outcome", "waiting for the outcome of a school application"
    )
    application_refused = Fact("application_refused", "refused a school place")
    in_year_application = Fact(
        "in_year_application", "waiting for the outcome of an in-year application"
    )
    fair_access = Fact("fair_access", "under the Fair Access Protocol")
    offer_not_started = Fact("offer_not_started", "offered a school place and not started")
    moved_from_another_authority = Fact(
        "moved_from_another_authority", "newly moved from another authority"
    )
    new_to_the_country = Fact("new_to_the_country", "newly arrived in the country")
    released_from_custody = Fact("released_from_custody", "released from custody")
    refused_in_main_round = Fact(
        "refused_in_main_round", "refused a school place in the main round"
    )
    refused_first_admission = Fact(
        "refused_first_admission", "refused a school place as a first admission"
    )
    refused_mid_term = Fact("refused_mid_term", "refused a school place within the year")
    refused_transfer = Fact("refused_transfer", "refused a school place as a transfer")
    offer_not_accepted = Fact(
        "offer_not_accepted", "offered a school place and yet to accept or decline it"
    )
    accepted_not_started = Fact(
        "accepted_not_started", "of a family that accepted a school place not yet taken up"
    )
    offer_declined = Fact("offer_declined", "of a family that declined an offered school place")
    awaiting_appeal = Fact("awaiting_appeal", "waiting for the outcome of an admission appeal")

    # After 16
    in_education_employment_or_training = Fact(
        "in_education_employment_or_training", "in education, employment or training"
    )
    not_in_education_employment_or_training = Fact(
        "not_in_education_employment_or_training", "not in education, employment or training"
    )
    participating_in_learning = Fact(
        "participating_in_learning", "in education or training that the law asks for"
    )
    activity_not_known = Fact("activity_not_known", "of unknown activity")
    guarantee_offer_made = Fact(
        "guarantee_offer_made", "offered a suitable place by the end of September"
    )
    guarantee_offer_not_appropriate = Fact(
        "guarantee_offer_not_appropriate", "recorded as not to be offered a place"
    )
    guarantee_no_offer = Fact("guarantee_no_offer", "recorded with no suitable place offered")
    guarantee_owed = Fact("guarantee_owed", "owed an offer under the September Guarantee")
    september_guarantee_offer = Fact(
        "september_guarantee_offer", "offered a suitable place under the September Guarantee"
    )
    reported_home_educated = Fact(
        "reported_home_educated", "reported by the careers service to be home educated"
    )
    reported_without_school = Fact(
        "reported_without_school", "reported by the careers service to be registered at no school"
    )

    # Needs, health and social care
    ehc_plan = Fact("ehc_plan", "reported to have an education, health and care plan")
    ehc_plan_ended = Fact(
        "ehc_plan_ended", "reported to have no education, health and care plan any more"
    )
    sen_support = Fact("sen_support", "getting special educational needs support")
    ehc_assessment = Fact("ehc_assessment", "being assessed for an education, health and care plan")
    ehc_plan_without_place = Fact(
        "ehc_plan_without_place", "named no place in an education, health and care plan"
    )
    semh_need = Fact("semh_need", "with social, emotional and mental health needs")
    free_school_meals = Fact("free_school_meals", "eligible for free school meals")
    mental_health_service = Fact("mental_health_service", "with a mental health service")
    medical_evidence = Fact("medical_evidence", "too ill to attend, with medical evidence")
    in_hospital = Fact("in_hospital", "in hospital")
    long_illness_expected = Fact(
        "long_illness_expected", "expected to miss 15 school days or more through illness"
    )
    pregnant_or_young_mother = Fact("pregnant_or_young_mother", "pregnant or a young mother")
    gypsy_roma_traveller = Fact("gypsy_roma_traveller", "of Gypsy, Roma or Traveller background")
    child_in_need = Fact("child_in_need", "a child in need")
    child_protection_plan = Fact("child_protection_plan", "on a child protection plan")
    looked_after = Fact("looked_after", "looked after by the authority")
    referred_to_social_care = Fact("referred_to_social_care", "referred to social care")
    social_care_assessment = Fact("social_care_assessment", "being assessed by social care")
    section_47_enquiry = Fact("section_47_enquiry", "the subject of a section 47 enquiry")
    early_help = Fact("early_help", "getting early help")
    care_placement_changed = Fact("care_placement_changed", "moved to another placement in care")
    care_leaver = Fact("care_leaver", "a care leaver")
    missing_from_home_or_care = Fact("missing_from_home_or_care", "missing from home or care")
    asylum_seeker = Fact("asylum_seeker", "an unaccompanied asylum seeker")
    youth_justice = Fact("youth_justice", "supervised by youth justice")
    in_custody = Fact("in_custody", "in custody")

    vocabulary: ClassVar[dict[str, str]]
    """The label of every fact, by its name."""


Child.vocabulary = {
    said.name: said.label
    for told_of in (Child, RiskFacts, CaseworkSteps, HomeEducationReasons)
    for said in vars(told_of).values()
    if isinstance(said, Fact | Steps)
}
