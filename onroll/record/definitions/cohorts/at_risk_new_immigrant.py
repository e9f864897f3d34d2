"""More likely to be missing education: new to the country.

Newly arrived in the country, until the child is first admitted to a school here, as an application
for a school place says. Reading taken: "new immigrant" ends with a school place; the page gives no
time.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="New to the country",
    label="new to the country and never yet in school here",
    group=Group.AT_RISK,
    source="Leicestershire, Children missing education: guidance for professionals",
)
def at_risk_new_immigrant(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child)
        & child.new_to_the_country.until(child.admitted)
    )
