"""Definitions of children absent from school, in the order the guide prints them."""

from onroll.record.definitions.cohorts.attendance_return_due import attendance_return_due
from onroll.record.definitions.cohorts.fifteen_days_without_permission import (
    fifteen_days_without_permission,
)
from onroll.record.definitions.cohorts.ground_h_absence import ground_h_absence
from onroll.record.definitions.cohorts.ground_i_absence import ground_i_absence
from onroll.record.definitions.cohorts.missing_education_extended_on_roll import (
    missing_education_extended_on_roll,
)
from onroll.record.definitions.cohorts.not_yet_replaced_code_n import not_yet_replaced_code_n
from onroll.record.definitions.cohorts.penalty_notice_threshold import penalty_notice_threshold
from onroll.record.definitions.cohorts.persistent_absence import persistent_absence
from onroll.record.definitions.cohorts.persistent_absence_without_part_time import (
    persistent_absence_without_part_time,
)
from onroll.record.definitions.cohorts.severe_absence import severe_absence
from onroll.record.definitions.cohorts.sickness_return_due import sickness_return_due

ABSENCE = (
    persistent_absence,
    persistent_absence_without_part_time,
    severe_absence,
    missing_education_extended_on_roll,
    attendance_return_due,
    sickness_return_due,
    fifteen_days_without_permission,
    penalty_notice_threshold,
    not_yet_replaced_code_n,
    ground_h_absence,
    ground_i_absence,
)
