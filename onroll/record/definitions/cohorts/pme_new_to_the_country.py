"""Missing out on education: New to the country.

From the day of arrival until the child is next admitted to a school, while on no roll.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="New to the country",
    label="new to the country and waiting for a school place",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13i",
)
def pme_new_to_the_country(child: type[Child]) -> Spells:
    waiting = child.new_to_the_country.until(child.admitted)
    return child.compulsory_school_age & resident(child) & waiting - child.on_roll
