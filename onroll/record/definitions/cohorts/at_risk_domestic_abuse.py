"""More likely to be missing education: domestic abuse.

A children in need census tells of an authorised assessment that found domestic abuse of the child,
a parent or another in the home (factors 3A to 3C), and the child is in need still. Reading taken:
what an assessment found holds while the child is in need and until a new referral. Which factor
code means what is from memory of the specification.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Domestic abuse at home",
    label="living with domestic abuse",
    group=Group.AT_RISK,
    source="Leicestershire, Children missing education: guidance for professionals",
)
def at_risk_domestic_abuse(child: type[Child]) -> Spells:
    found = child.domestic_abuse_found.until(child.referred_to_social_care)
    return child.compulsory_school_age & resident(child) & child.child_in_need & found
