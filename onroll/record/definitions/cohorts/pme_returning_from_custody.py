"""Missing out on education: Returning from custody.

From the day of release until the child is next admitted to a school, while on no roll.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Returning from custody",
    label="returning from custody, with no school place",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13h",
)
def pme_returning_from_custody(child: type[Child]) -> Spells:
    waiting = child.released_from_custody.until(child.admitted)
    return child.compulsory_school_age & resident(child) & waiting - child.on_roll
