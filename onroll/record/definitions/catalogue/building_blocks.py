"""Definitions that others are built from, in the order the guide prints them."""

from onroll.record.definitions.cohorts.compulsory_school_age import compulsory_school_age
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.definitions.cohorts.in_a_missing_out_group import in_a_missing_out_group
from onroll.record.definitions.cohorts.in_a_missing_out_group_2014 import (
    in_a_missing_out_group_2014,
)
from onroll.record.definitions.cohorts.off_roll_after_leaving import off_roll_after_leaving
from onroll.record.definitions.cohorts.on_roll import on_roll
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.definitions.cohorts.suitably_educated_otherwise import (
    suitably_educated_otherwise,
)
from onroll.record.definitions.cohorts.twenty_five_hours import twenty_five_hours
from onroll.record.definitions.cohorts.young_person_after_16 import young_person_after_16

BUILDING_BLOCKS = (
    compulsory_school_age,
    resident,
    on_roll,
    full_time_education,
    full_time_hours,
    twenty_five_hours,
    suitably_educated_otherwise,
    in_a_missing_out_group,
    in_a_missing_out_group_2014,
    off_roll_after_leaving,
    young_person_after_16,
)
