"""Missing out on education: Gypsy, Roma and Traveller, in alternative provision.

Of Gypsy, Roma or Traveller background where alternative provision has been made.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Gypsy, Roma and Traveller, in alternative provision",
    label="of Gypsy, Roma or Traveller background, in alternative provision",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13j",
)
def pme_gypsy_roma_traveller(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.gypsy_roma_traveller & child.alternative_provision
