"""Children missing out on education.

A child of compulsory school age in at least one of the eleven groups who is not in full-time
education. The groups and the hours are separate tests: a child in a group who is taught full time
stays in the central record and is not counted here.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.in_a_missing_out_group import in_a_missing_out_group
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing out on education",
    label="missing out on education",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Ofsted, Pupils missing out on education (2013); Leicestershire 2020, paragraph 17",
)
def missing_out_on_education(child: type[Child]) -> Spells:
    return in_a_missing_out_group(child) - full_time_education(child)
