"""More likely to be missing education: temporary accommodation.

Housed by an authority in temporary accommodation, which the guidance of 2025 added. No feed tells
this yet, so nobody is in it: a housing feed is needed.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="In temporary accommodation",
    label="in temporary accommodation",
    group=Group.AT_RISK,
    source="DfE, Children missing education guidance (2025)",
)
def at_risk_temporary_accommodation(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) & child.temporary_accommodation
