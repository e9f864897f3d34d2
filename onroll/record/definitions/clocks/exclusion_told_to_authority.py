"""A school tells the authority of any exclusion or suspension without delay, however short.

The law gives no number; the alert comes one school day after the decision, which is local practice.
The older rule (only beyond five days in a term) is not used. Files of exclusions do not say when
they were told, so it runs where an officer records the day of the decision.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School tells the authority of an exclusion or suspension",
    owner="the headteacher",
    source="DfE, Suspension and permanent exclusion guidance; Lincolnshire, "
    "suspension or permanent exclusion",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def exclusion_told_to_authority(child: type[Child]) -> Due:
    return Due(
        event=child.exclusion_decided,
        period=school_days_after(threshold("exclusion_notice")),
        met=child.authority_told_of_exclusion,
    )
