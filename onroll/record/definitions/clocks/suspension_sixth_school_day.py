"""Full-time education from the sixth school day of a suspension.

Since 5 January 2015 the days are consecutive school days, over one or several periods: suspensions
with no school day between them are one run, and a day back in school begins the count again. It
runs only for a run that lasts to its sixth school day, so one still open shows the day on which
that will be. It starts only for a child of compulsory school age or of an age
that no source tells. Two exceptions are not seen, for
no source tells them: a Year 11 pupil whose examinations are over or missed, and a plan that names
fewer hours. The number of section 100 is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Sixth school day of a suspension: full-time education must be in place",
    owner="the school; the authority, of a pupil referral unit",
    source="Education and Inspections Act 2006, section 100; SI 2007/1870 as "
    "amended by SI 2014/3216",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def suspension_sixth_school_day(child: type[Child]) -> Due:
    taught = full_time_hours(child) | (full_time_education(child) - child.suspension)
    return Due(
        event=child.suspension,
        period=nth_school_day(threshold("suspension_sixth_school_day")),
        met=taught,
        during=child.compulsory_school_age | child.age_not_known,
        consecutive=True,
        lasting=True,
    )
