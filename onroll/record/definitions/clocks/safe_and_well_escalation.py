"""A child still not seen after the follow-up visit is referred to social care in five school days.

Counted from the day after the visit. A referral, an enquiry under section 47 of the Children Act
1989, or seeing the child meets it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Social care asked when a child is still not seen",
    owner="the children missing education officer and First Response",
    source="Leicestershire scrutiny report (2014), appendix C, case 1; five school days are local",
    family=Family.ENQUIRIES,
)
def safe_and_well_escalation(child: type[Child]) -> Due:
    return Due(
        event=child.follow_up_visit,
        period=school_days_after(threshold("safe_and_well_step")),
        met=child.child_seen | child.referred_to_social_care | child.section_47_enquiry,
    )
