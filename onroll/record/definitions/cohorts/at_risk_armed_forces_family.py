"""More likely to be missing education: Armed Forces families.

A parent serves in the regular Armed Forces, as the school census says. It holds from the census
that first says so to the first that says no. Children on no roll are in no census.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Armed Forces families",
    label="of an Armed Forces family",
    group=Group.AT_RISK,
    source=(
        "DfE, Children missing education: statutory guidance (2013); Leicestershire scrutiny "
        "report (2014), paragraph 11c"
    ),
)
def at_risk_armed_forces_family(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) & child.armed_forces_family
