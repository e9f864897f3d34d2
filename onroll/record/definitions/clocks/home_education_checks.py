"""A notice of home education is checked and acknowledged within fifteen working days.

The record is brought up to date, systems and siblings are checked, and the family is written to. A
local example, counted from the day after the notice.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import working_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Home education notice checked and acknowledged",
    owner="the home education team",
    source="Bexley, home education procedures 2025-2026: fifteen working days",
    family=Family.HOME_EDUCATION,
)
def home_education_checks(child: type[Child]) -> Due:
    return Due(
        event=child.home_education_notice,
        period=working_days_after(threshold("home_education_checks")),
        met=child.home_education_checked,
    )
