"""More than 15 days of suspension in a term, or 45 in a year, are for the governing board.

The totals run through the term and the school year, half days counted; the clock starts on the day
a total passes its limit. The board meets within 15 school days. More than 45 days in a year is not
lawful at all, so an officer who enters it is warned; no later day makes it right.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Governing board meets about days of suspension",
    owner="the governing board",
    source="School Discipline (Pupil Exclusions and Reviews) (England) "
    "Regulations 2012; DfE guidance",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def suspension_totals_considered(child: type[Child]) -> Due:
    this_year = child.days_suspended_this_year.at_least(threshold("suspension_limit_in_a_year"))
    this_term = child.days_suspended_this_term.at_least(threshold("suspension_limit_in_a_term"))
    return Due(
        event=this_year | this_term,
        period=school_days_after(threshold("governors_consider_exclusion")),
        met=child.governors_decided,
    )
