"""A school tells the child's home authority, the virtual school head and the social worker too.

Without delay; the alert comes one school day after the decision, as for the authority itself. It
runs where an officer records the day of the decision.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School tells the home authority, virtual school and social worker",
    owner="the headteacher",
    source="DfE, Suspension and permanent exclusion guidance; Suffolk SENDIASS, "
    "exclusion responsibilities",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def exclusion_told_to_others(child: type[Child]) -> Due:
    return Due(
        event=child.exclusion_decided,
        period=school_days_after(threshold("exclusion_notice")),
        met=child.others_told_of_exclusion,
    )
