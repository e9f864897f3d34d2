"""Children missing out on education (ten groups of 2014).

As `missing_out_on_education`, with the ten groups (a to j) of Ofsted's report and of the scrutiny
report of 2014: children who moved from another area were added in 2020. At a census date: the same
rule, read on that day.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.in_a_missing_out_group_2014 import (
    in_a_missing_out_group_2014,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing out on education (ten groups)",
    label="missing out on education (ten groups)",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source=(
        "Ofsted, Pupils missing out on education (2013); Leicestershire scrutiny report "
        "(2014), paragraph 13"
    ),
)
def missing_out_on_education_2014(child: type[Child]) -> Spells:
    return in_a_missing_out_group_2014(child) - full_time_education(child)
