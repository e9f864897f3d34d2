"""After a threat or a refusal, the next visit with a letter of warning comes in five school days.

Counted from the day after. Seeing the child meets it too. The next step is
`safe_and_well_escalation`.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Visit after contact was refused",
    owner="the children missing education officer and First Response",
    source="Leicestershire scrutiny report (2014), appendix C, case 1; five school days are local",
    family=Family.ENQUIRIES,
)
def safe_and_well_visit(child: type[Child]) -> Due:
    return Due(
        event=child.contact_refused,
        period=school_days_after(threshold("safe_and_well_step")),
        met=child.follow_up_visit | child.child_seen,
    )
