"""Definitions of children on a roll who are not taught full time, as the guide prints them."""

from onroll.record.definitions.cohorts.missing_out_on_education import missing_out_on_education
from onroll.record.definitions.cohorts.part_time_timetable_over_limit import (
    part_time_timetable_over_limit,
)
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)

NOT_FULL_TIME = (
    missing_out_on_education,
    permanently_excluded_without_place,
    part_time_timetable_over_limit,
)
