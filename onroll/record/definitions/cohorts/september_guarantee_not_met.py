"""September Guarantee: no suitable offer.

A young person who finished Year 11 or Year 12 in the summer, and whom the careers service records
with no offer, or with none that would be appropriate, or with one made after the end of September.
The two published categories are kept apart in the facts.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="September Guarantee: no suitable offer",
    label="owed the September Guarantee and offered no suitable place",
    group=Group.AFTER_16,
    source="DfE, September Guarantee: data guidance",
)
def september_guarantee_not_met(child: type[Child]) -> Spells:
    short = child.guarantee_no_offer | child.guarantee_offer_not_appropriate
    return resident(child) & child.years_12_and_13 & short
