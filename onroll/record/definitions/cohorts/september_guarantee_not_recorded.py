"""September Guarantee: not recorded.

A young person of academic age 16 or 17 of whom nothing is recorded: neither an offer nor that there
was none. That nothing was recorded is no sign that no offer was made. In September, while offers
are still being made, the list is long.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="September Guarantee: not recorded",
    label="owed the September Guarantee with nothing recorded",
    group=Group.AFTER_16,
    source="DfE, September Guarantee: data guidance",
)
def september_guarantee_not_recorded(child: type[Child]) -> Spells:
    recorded = (
        child.guarantee_offer_made
        | child.guarantee_no_offer
        | child.guarantee_offer_not_appropriate
    )
    return resident(child) & child.years_12_and_13 - recorded
