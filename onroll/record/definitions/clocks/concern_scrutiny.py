"""Home education about which the school raised concerns is looked into first.

The papers give it priority and name no time. Counted from the day after.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School's concern about home education looked into",
    owner="the education officer",
    source="Leicestershire inclusion report (2022), paragraph 41; ten school days are local",
    family=Family.HOME_EDUCATION,
)
def concern_scrutiny(child: type[Child]) -> Due:
    return Due(
        event=child.school_raised_concern,
        period=school_days_after(threshold("concern_scrutiny")),
        met=child.concern_scrutinised,
    )
