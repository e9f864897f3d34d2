"""Definitions of children who are on no school roll, in the order the guide prints them."""

from onroll.record.definitions.cohorts.arranged_otherwise import arranged_otherwise
from onroll.record.definitions.cohorts.dfe_return_missing_education import (
    dfe_return_missing_education,
)
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.missing_education_extended import missing_education_extended
from onroll.record.definitions.cohorts.missing_education_extended_not_on_roll import (
    missing_education_extended_not_on_roll,
)
from onroll.record.definitions.cohorts.moved_out_of_area import moved_out_of_area
from onroll.record.definitions.cohorts.outside_school_age import outside_school_age
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known

NOT_ON_ROLL = (
    missing_education,
    dfe_return_missing_education,
    missing_education_extended,
    missing_education_extended_not_on_roll,
    whereabouts_not_known,
    arranged_otherwise,
    moved_out_of_area,
    outside_school_age,
)
