"""Every contradiction, in the order the guide prints them."""

from onroll.record.definitions.contradictions.accepted_offer_and_on_no_roll import (
    accepted_offer_and_on_no_roll,
)
from onroll.record.definitions.contradictions.admitted_and_still_on_old_roll import (
    admitted_and_still_on_old_roll,
)
from onroll.record.definitions.contradictions.attendance_order_and_education_suitable import (
    attendance_order_and_education_suitable,
)
from onroll.record.definitions.contradictions.attendance_order_and_not_on_that_roll import (
    attendance_order_and_not_on_that_roll,
)
from onroll.record.definitions.contradictions.care_placement_moved_and_school_not import (
    care_placement_moved_and_school_not,
)
from onroll.record.definitions.contradictions.code_e_without_exclusion import (
    code_e_without_exclusion,
)
from onroll.record.definitions.contradictions.code_x_and_compulsory_school_age import (
    code_x_and_compulsory_school_age,
)
from onroll.record.definitions.contradictions.death_recorded_and_seen_since import (
    death_recorded_and_seen_since,
)
from onroll.record.definitions.contradictions.home_educated_and_marked_present import (
    home_educated_and_marked_present,
)
from onroll.record.definitions.contradictions.home_educated_and_on_roll import (
    home_educated_and_on_roll,
)
from onroll.record.definitions.contradictions.home_education_suitable_and_listed_missing import (
    home_education_suitable_and_listed_missing,
)
from onroll.record.definitions.contradictions.ill_after_medical_evidence_ended import (
    ill_after_medical_evidence_ended,
)
from onroll.record.definitions.contradictions.in_custody_and_marked_present import (
    in_custody_and_marked_present,
)
from onroll.record.definitions.contradictions.in_hospital_and_marked_present import (
    in_hospital_and_marked_present,
)
from onroll.record.definitions.contradictions.looked_after_without_school import (
    looked_after_without_school,
)
from onroll.record.definitions.contradictions.lost_pupil_and_on_roll import lost_pupil_and_on_roll
from onroll.record.definitions.contradictions.marked_present_and_not_on_that_roll import (
    marked_present_and_not_on_that_roll,
)
from onroll.record.definitions.contradictions.moved_away_and_home_educated import (
    moved_away_and_home_educated,
)
from onroll.record.definitions.contradictions.moved_away_and_listed_missing import (
    moved_away_and_listed_missing,
)
from onroll.record.definitions.contradictions.no_date_of_birth import no_date_of_birth
from onroll.record.definitions.contradictions.not_in_education_and_on_roll import (
    not_in_education_and_on_roll,
)
from onroll.record.definitions.contradictions.notice_served_and_education_suitable import (
    notice_served_and_education_suitable,
)
from onroll.record.definitions.contradictions.off_roll_without_destination import (
    off_roll_without_destination,
)
from onroll.record.definitions.contradictions.off_site_code_without_placement import (
    off_site_code_without_placement,
)
from onroll.record.definitions.contradictions.offer_not_started_and_on_that_roll import (
    offer_not_started_and_on_that_roll,
)
from onroll.record.definitions.contradictions.on_roll_and_listed_missing import (
    on_roll_and_listed_missing,
)
from onroll.record.definitions.contradictions.part_time_code_beyond_limit import (
    part_time_code_beyond_limit,
)
from onroll.record.definitions.contradictions.part_time_code_without_timetable import (
    part_time_code_without_timetable,
)
from onroll.record.definitions.contradictions.part_time_timetable_and_full_attendance import (
    part_time_timetable_and_full_attendance,
)
from onroll.record.definitions.contradictions.placed_full_time_and_marked_present_elsewhere import (
    placed_full_time_and_marked_present_elsewhere,
)
from onroll.record.definitions.contradictions.plan_names_no_place_and_on_no_roll import (
    plan_names_no_place_and_on_no_roll,
)
from onroll.record.definitions.contradictions.plan_names_no_place_and_on_roll import (
    plan_names_no_place_and_on_roll,
)
from onroll.record.definitions.contradictions.reinstated_and_on_no_roll import (
    reinstated_and_on_no_roll,
)
from onroll.record.definitions.contradictions.removed_after_absence_and_marked_ill import (
    removed_after_absence_and_marked_ill,
)
from onroll.record.definitions.contradictions.removed_and_still_on_that_roll import (
    removed_and_still_on_that_roll,
)
from onroll.record.definitions.contradictions.removed_as_died_and_on_roll import (
    removed_as_died_and_on_roll,
)
from onroll.record.definitions.contradictions.removed_for_home_education_and_not_registered import (
    removed_for_home_education_and_not_registered,
)
from onroll.record.definitions.contradictions.removed_to_another_school_without_roll import (
    removed_to_another_school_without_roll,
)
from onroll.record.definitions.contradictions.reported_home_educated_and_not_registered import (
    reported_home_educated_and_not_registered,
)
from onroll.record.definitions.contradictions.reported_without_school_and_on_roll import (
    reported_without_school_and_on_roll,
)
from onroll.record.definitions.contradictions.suspended_and_marked_present import (
    suspended_and_marked_present,
)
from onroll.record.definitions.contradictions.suspended_with_another_absence_code import (
    suspended_with_another_absence_code,
)
from onroll.record.definitions.contradictions.two_main_rolls import two_main_rolls

CONTRADICTIONS = (
    code_e_without_exclusion,
    suspended_with_another_absence_code,
    suspended_and_marked_present,
    reinstated_and_on_no_roll,
    part_time_code_without_timetable,
    part_time_code_beyond_limit,
    part_time_timetable_and_full_attendance,
    off_site_code_without_placement,
    placed_full_time_and_marked_present_elsewhere,
    ill_after_medical_evidence_ended,
    removed_after_absence_and_marked_ill,
    marked_present_and_not_on_that_roll,
    home_educated_and_marked_present,
    home_educated_and_on_roll,
    home_education_suitable_and_listed_missing,
    on_roll_and_listed_missing,
    admitted_and_still_on_old_roll,
    two_main_rolls,
    removed_to_another_school_without_roll,
    removed_for_home_education_and_not_registered,
    off_roll_without_destination,
    removed_and_still_on_that_roll,
    removed_as_died_and_on_roll,
    death_recorded_and_seen_since,
    code_x_and_compulsory_school_age,
    not_in_education_and_on_roll,
    reported_without_school_and_on_roll,
    reported_home_educated_and_not_registered,
    in_custody_and_marked_present,
    in_hospital_and_marked_present,
    looked_after_without_school,
    care_placement_moved_and_school_not,
    plan_names_no_place_and_on_no_roll,
    plan_names_no_place_and_on_roll,
    accepted_offer_and_on_no_roll,
    offer_not_started_and_on_that_roll,
    moved_away_and_home_educated,
    moved_away_and_listed_missing,
    notice_served_and_education_suitable,
    attendance_order_and_not_on_that_roll,
    attendance_order_and_education_suitable,
    lost_pupil_and_on_roll,
    no_date_of_birth,
)
