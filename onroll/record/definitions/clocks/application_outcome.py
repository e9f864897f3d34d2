"""A family is told the outcome of an in-year application within fifteen school days.

Counted from the day after it was made: 6 November 2025 comes to the 27th. The Code's paragraph is
from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="In-year application decided: limit",
    owner="the admission authority",
    source="School Admissions Code 2021, paragraph 2.30: within fifteen school days",
    family=Family.ADMISSIONS,
    statutory=True,
)
def application_outcome(child: type[Child]) -> Due:
    return Due(
        event=child.in_year_application,
        period=school_days_after(threshold("application_outcome")),
        met_by_its_end=True,
    )
