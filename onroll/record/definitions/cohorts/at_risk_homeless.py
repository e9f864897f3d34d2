"""More likely to be missing education: homeless.

Nobody's home is known to be theirs, or the housing authority has accepted that they have none. No
feed tells this yet, so nobody is in it: a housing feed is needed.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Homeless",
    label="homeless",
    group=Group.AT_RISK,
    source="Leicestershire, Children missing education: guidance for professionals",
)
def at_risk_homeless(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) & child.homeless
