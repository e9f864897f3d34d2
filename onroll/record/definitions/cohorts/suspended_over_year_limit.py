"""Suspended for more than 45 days in a school year.

No pupil may be suspended for more than 45 school days in one school year, at whatever schools.
Every suspension counts in full from its first day, half days and lunchtimes as halves, to 31
August. The child joins with the suspension that passes the limit.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Suspended for more than 45 days this school year",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012",
)
def suspended_over_year_limit(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.days_suspended_this_year.at_least(
        threshold("suspension_limit_in_a_year")
    )
