"""Suspended for more than 15 days in a term.

More than 15 school days of suspension in one term oblige the governing board to meet and consider
reinstatement. Every suspension counts in full from its first day to the end of its term, half days
and lunchtimes as halves. Terms are autumn (to Christmas), spring (to the Easter holiday) and
summer.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Suspended for more than 15 days this term",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012",
)
def suspended_over_term_limit(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.days_suspended_this_term.at_least(
        threshold("suspension_limit_in_a_term")
    )
