"""More likely to be missing education: ceased to attend.

Not one session attended for 15 school days in a row while on a roll, or taken off a roll with
nowhere known to go, until the next admission. The guidance names no number of days; reading taken:
the significant absence of the extended definition.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Ceased to attend a school",
    label="no longer attending a school",
    group=Group.AT_RISK,
    source=(
        "DfE, Children missing education: statutory guidance (2013); Leicestershire scrutiny "
        "report (2014), paragraph 11f"
    ),
)
def at_risk_ceased_attending(child: type[Child]) -> Spells:
    ceased = child.not_attending.from_school_day(threshold("significant_absence"))
    nowhere_to_go = child.removed_without_destination.until(child.admitted)
    return child.compulsory_school_age & resident(child) & (ceased | nowhere_to_go)
