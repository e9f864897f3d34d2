"""The register of children not in school and its three bases, which are not in force yet."""

from onroll.record.definitions.cohorts.children_not_in_school import children_not_in_school
from onroll.record.definitions.cohorts.not_in_school_educated_elsewhere import (
    not_in_school_educated_elsewhere,
)
from onroll.record.definitions.cohorts.not_in_school_part_time_student import (
    not_in_school_part_time_student,
)
from onroll.record.definitions.cohorts.not_in_school_unregistered import not_in_school_unregistered

CHILDREN_NOT_IN_SCHOOL = (
    children_not_in_school,
    not_in_school_unregistered,
    not_in_school_educated_elsewhere,
    not_in_school_part_time_student,
)
