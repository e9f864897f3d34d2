"""Parents have no less than fifteen days, beginning with the day of service, to answer a notice.

Calendar days, the day of service counted: served on 3 November 2025, the last day is the 17th, and
the authority can take its next step on the 18th. A notice may give longer; then the day that it
names holds. A finding of suitable education meets it too, if it was made since the notice.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.looking_back import begun_during, ever
from onroll.record.periods import days_beginning_with
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Last day to answer a section 437 notice",
    owner="the parents",
    source="Education Act 1996, section 437(1)",
    family=Family.HOME_EDUCATION,
    statutory=True,
)
def section_437_notice_answer(child: type[Child]) -> Due:
    found_since = begun_during(child.education_found_suitable, ever(child.section_437_notice))
    return Due(
        event=child.section_437_notice,
        period=days_beginning_with(threshold("section_437_notice_days")),
        met=child.notice_answered | found_since | child.school_attendance_order,
    )
