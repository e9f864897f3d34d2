"""More likely to be missing education: Gypsy, Roma and Traveller families.

By the ethnicity that a family gave to a school or to social care (WIRT, WROM). Families who did not
say are not in it. Being in the group is no concern in itself.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Gypsy, Roma and Traveller families",
    label="of a Gypsy, Roma or Traveller family",
    group=Group.AT_RISK,
    source=(
        "DfE, Children missing education: statutory guidance (2013); Leicestershire scrutiny "
        "report (2014), paragraph 11b"
    ),
)
def at_risk_gypsy_roma_traveller(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) & child.gypsy_roma_traveller
