"""Full-time education from the sixth school day of a permanent exclusion.

The authority where the child lives must arrange suitable full-time education to begin no later than
the sixth school day. Reading taken: SI 2007/1870 counts the days *of* the exclusion, so the first
school day of the exclusion is day one (ADR 8); the Department's guidance can be read as counting
from the day after. Days are school days of the excluding school. A name still on its roll is not
education: only full-time hours, another school or reinstatement meet it, wherever the child lives.
It runs on while the family seeks a review, and starts only for a child of compulsory school age, or
whose age no source tells: a blank on a form is no reason to teach nobody. Two exceptions are not
seen, for no source tells them: a Year 11 pupil whose examinations are over or missed, and a plan
that names fewer hours. The clock runs for them too. Met late is missed. While there is still time
the service manager is told on the fourth school day, and the accountable director on the sixth.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Sixth school day: full-time education must be in place",
    owner="the authority where the child lives",
    source="Education Act 1996, section 19(3A); SI 2007/1870",
    family=Family.EXCLUSION,
    statutory=True,
    breach_after=threshold("breach_at_once"),
    manager_from=threshold("sixth_school_day_manager"),
    director_from=threshold("sixth_school_day_director"),
)
def sixth_school_day(child: type[Child]) -> Due:
    excluded = child.permanent_exclusion.until(child.admitted | child.reinstated)
    return Due(
        event=child.permanent_exclusion,
        period=nth_school_day(threshold("sixth_school_day")),
        met=full_time_hours(child) | (full_time_education(child) - excluded),
        during=child.compulsory_school_age | child.age_not_known,
    )
