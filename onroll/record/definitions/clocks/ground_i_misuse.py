"""A name was deleted on ground (i) and no joint enquiry is recorded by that day.

Due on the day of deletion, as the enquiries come before it. Enquiries of any earlier day meet it,
unless the child has been back in school since: those were about another absence. Made later they do
not undo it. It is a statutory breach at once.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Ground (i) used before the enquiries",
    owner="the school",
    source="SI 2024/208, regulation 9(1)(i)",
    family=Family.REGISTERS,
    statutory=True,
    breach_after=threshold("breach_at_once"),
)
def ground_i_misuse(child: type[Child]) -> Due:
    return Due(
        event=child.removed_after_absence,
        period=days_after(threshold("ground_i_enquiries_by_deletion")),
        met=child.joint_enquiries_made.until(child.marked_present | child.admitted),
    )
