"""Definitions of children educated at home, in the order the guide prints them."""

from onroll.record.definitions.cohorts.home_educated import home_educated
from onroll.record.definitions.cohorts.home_educated_after_section_47 import (
    home_educated_after_section_47,
)
from onroll.record.definitions.cohorts.home_educated_not_yet_reviewed import (
    home_educated_not_yet_reviewed,
)
from onroll.record.definitions.cohorts.home_educated_outside_school_age import (
    home_educated_outside_school_age,
)
from onroll.record.definitions.cohorts.home_educated_suitable import home_educated_suitable
from onroll.record.definitions.cohorts.home_educated_unsuitable import home_educated_unsuitable
from onroll.record.definitions.cohorts.home_educated_while_on_roll import (
    home_educated_while_on_roll,
)
from onroll.record.definitions.cohorts.home_education_considered import home_education_considered
from onroll.record.definitions.cohorts.school_attendance_order_in_force import (
    school_attendance_order_in_force,
)
from onroll.record.definitions.cohorts.section_437_notice_running import section_437_notice_running

HOME_EDUCATED = (
    home_educated,
    home_educated_not_yet_reviewed,
    home_educated_suitable,
    home_educated_unsuitable,
    home_education_considered,
    home_educated_while_on_roll,
    home_educated_after_section_47,
    section_437_notice_running,
    school_attendance_order_in_force,
    home_educated_outside_school_age,
)
