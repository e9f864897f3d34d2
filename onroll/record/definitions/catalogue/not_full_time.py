"""Definitions of children on a roll who are not taught full time, as the guide prints them."""

from onroll.record.definitions.cohorts.children_with_medical_needs import (
    children_with_medical_needs,
)
from onroll.record.definitions.cohorts.excluded_and_unplaced import excluded_and_unplaced
from onroll.record.definitions.cohorts.medical_needs_at_home import medical_needs_at_home
from onroll.record.definitions.cohorts.medical_needs_education_due import (
    medical_needs_education_due,
)
from onroll.record.definitions.cohorts.medical_needs_in_hospital import medical_needs_in_hospital
from onroll.record.definitions.cohorts.missing_out_on_education import missing_out_on_education
from onroll.record.definitions.cohorts.missing_out_on_education_2014 import (
    missing_out_on_education_2014,
)
from onroll.record.definitions.cohorts.part_time_timetable_over_limit import (
    part_time_timetable_over_limit,
)
from onroll.record.definitions.cohorts.part_time_timetable_over_school_weeks import (
    part_time_timetable_over_school_weeks,
)
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.definitions.cohorts.suspended import suspended
from onroll.record.definitions.cohorts.suspended_over_term_limit import suspended_over_term_limit
from onroll.record.definitions.cohorts.suspended_over_year_limit import suspended_over_year_limit
from onroll.record.definitions.cohorts.suspended_six_school_days import suspended_six_school_days
from onroll.record.definitions.cohorts.under_25_hours import under_25_hours

NOT_FULL_TIME = (
    missing_out_on_education,
    missing_out_on_education_2014,
    under_25_hours,
    permanently_excluded_without_place,
    excluded_and_unplaced,
    suspended,
    suspended_six_school_days,
    suspended_over_term_limit,
    suspended_over_year_limit,
    part_time_timetable_over_limit,
    part_time_timetable_over_school_weeks,
    children_with_medical_needs,
    medical_needs_in_hospital,
    medical_needs_at_home,
    medical_needs_education_due,
)
