"""Every clock, a list for each family, in the order the guide prints them."""

from onroll.record.definitions.clocks.absence_home_visit import absence_home_visit
from onroll.record.definitions.clocks.absence_of_a_protected_child import (
    absence_of_a_protected_child,
)
from onroll.record.definitions.clocks.absence_referred import absence_referred
from onroll.record.definitions.clocks.activity_review import activity_review
from onroll.record.definitions.clocks.application_outcome import application_outcome
from onroll.record.definitions.clocks.application_outcome_aim import application_outcome_aim
from onroll.record.definitions.clocks.attendance_order_served import attendance_order_served
from onroll.record.definitions.clocks.attendance_return import attendance_return
from onroll.record.definitions.clocks.authority_enquiry_answer import authority_enquiry_answer
from onroll.record.definitions.clocks.broken_order_decision import broken_order_decision
from onroll.record.definitions.clocks.case_review import case_review
from onroll.record.definitions.clocks.case_review_whereabouts_unknown import (
    case_review_whereabouts_unknown,
)
from onroll.record.definitions.clocks.closure_after_enquiries import closure_after_enquiries
from onroll.record.definitions.clocks.code_n_replaced import code_n_replaced
from onroll.record.definitions.clocks.concern_scrutiny import concern_scrutiny
from onroll.record.definitions.clocks.consent_to_withdraw_decision import (
    consent_to_withdraw_decision,
)
from onroll.record.definitions.clocks.deletion_return import deletion_return
from onroll.record.definitions.clocks.exclusion_told_to_authority import exclusion_told_to_authority
from onroll.record.definitions.clocks.exclusion_told_to_others import exclusion_told_to_others
from onroll.record.definitions.clocks.fair_access_place import fair_access_place
from onroll.record.definitions.clocks.first_database_search import first_database_search
from onroll.record.definitions.clocks.governors_consider_exclusion import (
    governors_consider_exclusion,
)
from onroll.record.definitions.clocks.ground_h_enquiries import ground_h_enquiries
from onroll.record.definitions.clocks.ground_i_enquiries import ground_i_enquiries
from onroll.record.definitions.clocks.ground_i_misuse import ground_i_misuse
from onroll.record.definitions.clocks.home_education_annual_review import (
    home_education_annual_review,
)
from onroll.record.definitions.clocks.home_education_checks import home_education_checks
from onroll.record.definitions.clocks.home_education_evidence import home_education_evidence
from onroll.record.definitions.clocks.home_education_visit_offer import home_education_visit_offer
from onroll.record.definitions.clocks.implications_meeting import implications_meeting
from onroll.record.definitions.clocks.looked_after_first_school_day import (
    looked_after_first_school_day,
)
from onroll.record.definitions.clocks.lost_pupil_file import lost_pupil_file
from onroll.record.definitions.clocks.medical_funding_claim import medical_funding_claim
from onroll.record.definitions.clocks.medical_provision import medical_provision
from onroll.record.definitions.clocks.medical_provision_review import medical_provision_review
from onroll.record.definitions.clocks.medical_roll_kept import medical_roll_kept
from onroll.record.definitions.clocks.named_school_told import named_school_told
from onroll.record.definitions.clocks.new_pupil_return import new_pupil_return
from onroll.record.definitions.clocks.non_arrival_enquiries import non_arrival_enquiries
from onroll.record.definitions.clocks.non_arrival_return import non_arrival_return
from onroll.record.definitions.clocks.order_school_choice import order_school_choice
from onroll.record.definitions.clocks.parents_told_before_education import (
    parents_told_before_education,
)
from onroll.record.definitions.clocks.parents_told_of_education import parents_told_of_education
from onroll.record.definitions.clocks.part_time_timetable_notice import part_time_timetable_notice
from onroll.record.definitions.clocks.part_time_timetable_review import part_time_timetable_review
from onroll.record.definitions.clocks.penalty_notice import penalty_notice
from onroll.record.definitions.clocks.plan_review_after_exclusion import plan_review_after_exclusion
from onroll.record.definitions.clocks.preliminary_notice_answer import preliminary_notice_answer
from onroll.record.definitions.clocks.referral_triage import referral_triage
from onroll.record.definitions.clocks.register_entries_kept import register_entries_kept
from onroll.record.definitions.clocks.register_home_visit import register_home_visit
from onroll.record.definitions.clocks.register_parents_inform import register_parents_inform
from onroll.record.definitions.clocks.register_parents_update import register_parents_update
from onroll.record.definitions.clocks.register_provider_answer import register_provider_answer
from onroll.record.definitions.clocks.register_provider_update import register_provider_update
from onroll.record.definitions.clocks.review_application import review_application
from onroll.record.definitions.clocks.review_hearing import review_hearing
from onroll.record.definitions.clocks.revocation_decision import revocation_decision
from onroll.record.definitions.clocks.roll_removal_answer import roll_removal_answer
from onroll.record.definitions.clocks.safe_and_well_escalation import safe_and_well_escalation
from onroll.record.definitions.clocks.safe_and_well_visit import safe_and_well_visit
from onroll.record.definitions.clocks.safeguarding_file import safeguarding_file
from onroll.record.definitions.clocks.section_437_notice_answer import section_437_notice_answer
from onroll.record.definitions.clocks.september_guarantee_due import september_guarantee_due
from onroll.record.definitions.clocks.sickness_return import sickness_return
from onroll.record.definitions.clocks.sickness_return_expected import sickness_return_expected
from onroll.record.definitions.clocks.sickness_return_in_a_year import sickness_return_in_a_year
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from onroll.record.definitions.clocks.suspension_sixth_school_day import suspension_sixth_school_day
from onroll.record.definitions.clocks.suspension_totals_considered import (
    suspension_totals_considered,
)
from onroll.record.definitions.clocks.transfer_file import transfer_file

EXCLUSION = (
    sixth_school_day,
    suspension_sixth_school_day,
    looked_after_first_school_day,
    exclusion_told_to_authority,
    exclusion_told_to_others,
    parents_told_of_education,
    parents_told_before_education,
    governors_consider_exclusion,
    review_application,
    review_hearing,
    plan_review_after_exclusion,
    suspension_totals_considered,
)
REGISTERS = (
    new_pupil_return,
    deletion_return,
    attendance_return,
    sickness_return,
    sickness_return_expected,
    sickness_return_in_a_year,
    code_n_replaced,
    register_entries_kept,
    part_time_timetable_notice,
    part_time_timetable_review,
    ground_h_enquiries,
    ground_i_enquiries,
    ground_i_misuse,
    safeguarding_file,
    transfer_file,
    lost_pupil_file,
    non_arrival_enquiries,
    non_arrival_return,
    penalty_notice,
)
ENQUIRIES = (
    absence_of_a_protected_child,
    absence_home_visit,
    absence_referred,
    referral_triage,
    first_database_search,
    roll_removal_answer,
    case_review,
    case_review_whereabouts_unknown,
    closure_after_enquiries,
    authority_enquiry_answer,
    safe_and_well_visit,
    safe_and_well_escalation,
)
HOME_EDUCATION = (
    home_education_checks,
    home_education_visit_offer,
    implications_meeting,
    home_education_evidence,
    home_education_annual_review,
    section_437_notice_answer,
    attendance_order_served,
    order_school_choice,
    named_school_told,
    revocation_decision,
    broken_order_decision,
    concern_scrutiny,
)
MEDICAL_NEEDS = (
    medical_provision,
    medical_provision_review,
    medical_funding_claim,
    medical_roll_kept,
)
ADMISSIONS = (
    application_outcome_aim,
    application_outcome,
    fair_access_place,
)
AFTER_16 = (
    september_guarantee_due,
    activity_review,
)
NOT_IN_SCHOOL = (
    register_parents_inform,
    register_parents_update,
    register_home_visit,
    register_provider_answer,
    register_provider_update,
    consent_to_withdraw_decision,
    preliminary_notice_answer,
)

CLOCKS = (
    *EXCLUSION,
    *REGISTERS,
    *ENQUIRIES,
    *HOME_EDUCATION,
    *MEDICAL_NEEDS,
    *ADMISSIONS,
    *AFTER_16,
    *NOT_IN_SCHOOL,
)
