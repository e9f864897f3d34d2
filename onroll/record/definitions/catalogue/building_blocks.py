"""Definitions that others are built from, in the order the guide prints them."""

from onroll.record.definitions.cohorts.compulsory_school_age import compulsory_school_age
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.definitions.cohorts.in_a_missing_out_group import in_a_missing_out_group
from onroll.record.definitions.cohorts.on_roll import on_roll
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.definitions.cohorts.suitably_educated_otherwise import (
    suitably_educated_otherwise,
)

BUILDING_BLOCKS = (
    compulsory_school_age,
    resident,
    on_roll,
    full_time_education,
    full_time_hours,
    suitably_educated_otherwise,
    in_a_missing_out_group,
)
