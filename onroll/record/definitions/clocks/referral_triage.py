"""A referral is looked through within two working days of its receipt.

The papers name the role and no time. Counted from the day after; a referral received on a Friday is
due on Tuesday.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import working_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Referral looked through by the pathway manager",
    owner="the pathway manager",
    source="Leicestershire inclusion report (2022), paragraph 18; two working days are local",
    family=Family.ENQUIRIES,
)
def referral_triage(child: type[Child]) -> Due:
    return Due(
        event=child.referral_received,
        period=working_days_after(threshold("referral_triage")),
        met=child.referral_triaged,
    )
