"""More likely to be missing education: supervised by youth justice.

On the youth justice service's caseload: prevention, a court order, bail, remand, custody or
licence, while it lasts.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Supervised by youth justice",
    label="supervised by the youth justice system",
    group=Group.AT_RISK,
    source=(
        "DfE, Children missing education: statutory guidance (2013); Leicestershire scrutiny "
        "report (2014), paragraph 11e"
    ),
)
def at_risk_youth_justice(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) & child.youth_justice
