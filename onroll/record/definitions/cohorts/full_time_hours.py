"""Getting at least the hours that are full time for the child's age.

No law says how many hours are full time. The Ombudsman's figures of 2011 are 21 hours a week in
key stage 1, 23.5 in key stage 2, 24 in key stage 3 and Year 10, and 25 in Year 11; Reception is
taken with key stage 1. Hours from several places on one day add up. The report's title is from
memory; a council's page gives its figures.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Getting full-time hours for their age",
    group=Group.BUILDING_BLOCKS,
    source="Local Government Ombudsman, Out of school, out of mind? (2011)",
)
def full_time_hours(child: type[Child]) -> Spells:
    hours = child.weekly_hours
    return (
        (
            child.reception_or_key_stage_1
            & hours.at_least(threshold("full_time_hours_reception_or_key_stage_1"))
        )
        | (child.key_stage_2 & hours.at_least(threshold("full_time_hours_key_stage_2")))
        | (
            child.key_stage_3_or_year_10
            & hours.at_least(threshold("full_time_hours_key_stage_3_or_year_10"))
        )
        | (child.year_11 & hours.at_least(threshold("full_time_hours_year_11")))
    )
