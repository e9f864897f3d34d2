"""An enquiry of another authority is answered within five working days.

There is a duty to share and no time is named. Counted from the day after it was received.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import working_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Another authority's enquiry answered",
    owner="the children missing education coordinator",
    source="Leicestershire scrutiny report (2014), paragraphs 12 and 14; five "
    "working days are local",
    family=Family.ENQUIRIES,
)
def authority_enquiry_answer(child: type[Child]) -> Due:
    return Due(
        event=child.authority_enquired,
        period=working_days_after(threshold("authority_enquiry_answer")),
        met=child.authority_answered,
    )
