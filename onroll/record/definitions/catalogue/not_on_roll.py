"""Definitions of children who are on no school roll, in the order the guide prints them."""

from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.missing_education_extended import (
    missing_education_extended,
)
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known

NOT_ON_ROLL = (
    missing_education,
    missing_education_extended,
    whereabouts_not_known,
)
