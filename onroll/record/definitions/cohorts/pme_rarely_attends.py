"""Missing out on education: Rarely attends.

"Rarely" is not defined in the papers; reading taken: severe absence, half of possible sessions or
more missed over the school year so far, measured at each month end, with a personalised plan to
reintegrate.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Rarely attends",
    label="rarely attending, with a plan",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13e",
)
def pme_rarely_attends(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.severely_absent & child.personalised_plan
