"""Getting 25 hours a week or more.

Ofsted's question about every child: more or fewer than 25 hours of provision a week. It is one
figure for all ages and no test of full-time education: a child in Year 9 with 24 hours is full time
and under 25. A pupil on a roll for whom no source records hours is taken to get them, unless
permanently excluded without a place.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Getting 25 hours a week or more",
    group=Group.BUILDING_BLOCKS,
    source=(
        "Ofsted, Pupils missing out on education (2013); Leicestershire scrutiny report "
        "(2014), paragraph 14"
    ),
)
def twenty_five_hours(child: type[Child]) -> Spells:
    ordinary_pupil = (
        child.on_roll - child.weekly_hours.recorded - permanently_excluded_without_place(child)
    )
    return ordinary_pupil | child.weekly_hours.at_least(threshold("hours_ofsted_asks_about"))
