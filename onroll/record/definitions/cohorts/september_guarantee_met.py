"""September Guarantee: offered a suitable place.

A young person who finished Year 11 or Year 12 in the summer and was made an offer of a suitable
place by the end of September. A job without accredited training is no suitable offer. It holds for
the school year that follows. An offer made on 1 October is too late.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="September Guarantee: offered a suitable place",
    label="offered a suitable place under the September Guarantee",
    group=Group.AFTER_16,
    source="DfE, September Guarantee: data guidance",
)
def september_guarantee_met(child: type[Child]) -> Spells:
    return resident(child) & child.years_12_and_13 & child.guarantee_offer_made
