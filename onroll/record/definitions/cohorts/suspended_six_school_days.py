"""Suspended for six school days or more.

From the sixth school day of an unbroken run of suspensions the school must arrange suitable
full-time education (a pupil referral unit's authority does for its own pupils). Since 5 January
2015 it is the sixth consecutive school day, whether of one suspension or of several; a day in
school between two starts the count again. Reading taken: the first school day of the run is day
one. The number of section 100 is from memory.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Suspended for six school days or more",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source=(
        "Education and Inspections Act 2006, section 100; SI 2007/1870 as amended from 5 "
        "January 2015"
    ),
)
def suspended_six_school_days(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.suspension.from_school_day(
        threshold("suspension_sixth_school_day")
    )
