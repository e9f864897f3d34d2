"""More likely to be missing education: drugs or alcohol.

A children in need census tells of an authorised assessment that found misuse of alcohol or drugs by
the child, a parent or another in the home (factors 1A to 2C), and the child is in need still.
Reading taken: what an assessment found holds while the child is in need and until a new referral.
Which factor code means what is from memory of the specification.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Drugs or alcohol",
    label="affected by drugs or alcohol",
    group=Group.AT_RISK,
    source="Leicestershire, Children missing education: guidance for professionals",
)
def at_risk_substance_misuse(child: type[Child]) -> Spells:
    found = child.substance_misuse_found.until(child.referred_to_social_care)
    return child.compulsory_school_age & resident(child) & child.child_in_need & found
