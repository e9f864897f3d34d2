"""An admission authority aims to decide an in-year application within ten school days.

Counted from the day after it was made: 6 November 2025 comes to the 20th. The limit is
`application_outcome`. Only in-year applications: the main round has its own offer day. The Code's
paragraph is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="In-year application decided: aim",
    owner="the admission authority",
    source="School Admissions Code 2021, paragraph 2.30: aim of ten school days",
    family=Family.ADMISSIONS,
    statutory=True,
)
def application_outcome_aim(child: type[Child]) -> Due:
    return Due(
        event=child.in_year_application,
        period=school_days_after(threshold("application_outcome_aim")),
        met_by_its_end=True,
    )
