"""More likely to be missing education: unaccompanied asylum seekers.

An unaccompanied asylum-seeking child looked after by the authority. No feed tells of refugees and
asylum seekers who came with their families.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Unaccompanied asylum seekers",
    label="an unaccompanied asylum seeker",
    group=Group.AT_RISK,
    source="Leicestershire, Children missing education: guidance for professionals",
)
def at_risk_asylum_seeker(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) & child.asylum_seeker
