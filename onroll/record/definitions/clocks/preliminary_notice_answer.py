"""Parents answer the preliminary notice with which a school attendance order will begin.

Not in force: it starts for nobody before the day regulations set.
No period is confirmed, so there is none.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Preliminary notice answered",
    owner="the parents",
    source="Children's Wellbeing and Schools Act 2026, section 39",
    family=Family.NOT_IN_SCHOOL,
    statutory=True,
    provision=provision("preliminary_notice"),
)
def preliminary_notice_answer(child: type[Child]) -> Due:
    return Due(
        event=child.preliminary_notice,
        period=no_limit(),
        met=child.preliminary_notice_answered,
    )
