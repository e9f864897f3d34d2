"""Definitions of where a child is and of cases about one, in the order the guide prints them."""

from onroll.record.definitions.cohorts.never_known_to_schools import never_known_to_schools
from onroll.record.definitions.cohorts.open_case import open_case
from onroll.record.definitions.cohorts.repeat_case import repeat_case
from onroll.record.definitions.cohorts.repeat_missing_education import repeat_missing_education
from onroll.record.definitions.cohorts.whereabouts_known import whereabouts_known

WHEREABOUTS_AND_CASES = (
    whereabouts_known,
    never_known_to_schools,
    repeat_missing_education,
    open_case,
    repeat_case,
)
