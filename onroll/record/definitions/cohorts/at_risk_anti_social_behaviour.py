"""More likely to be missing education: anti-social behaviour.

A children in need census tells of an authorised assessment that found socially unacceptable
behaviour of the child (factor 14A), and the child is in need still. Reading taken: what an
assessment found holds while the child is in need and until a new referral. Which factor code means
what is from memory of the specification.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Anti-social behaviour",
    label="assessed as showing anti-social behaviour",
    group=Group.AT_RISK,
    source="Leicestershire, Children missing education: guidance for professionals",
)
def at_risk_anti_social_behaviour(child: type[Child]) -> Spells:
    found = child.anti_social_behaviour_found.until(child.referred_to_social_care)
    return child.compulsory_school_age & resident(child) & child.child_in_need & found
