"""A child under the Fair Access Protocol is given a place within twenty school days.

Counted from the day after referral: 6 November 2025 comes to 4 December. A place decided on meets
it, and so does the end of the case: the child started, or the case was withdrawn. A panel that
placed nobody meets nothing, and the clock runs on. The Code's paragraph is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School place under the Fair Access Protocol",
    owner="the authority",
    source="School Admissions Code 2021, paragraph 3.15 onwards: twenty school days",
    family=Family.ADMISSIONS,
    statutory=True,
)
def fair_access_place(child: type[Child]) -> Due:
    return Due(
        event=child.fair_access,
        period=school_days_after(threshold("fair_access_place")),
        met=child.offer_not_started | child.admitted,
        met_by_its_end=True,
    )
