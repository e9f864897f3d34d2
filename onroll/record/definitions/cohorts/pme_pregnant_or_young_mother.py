"""Missing out on education: Pregnant, or a young mother.

Pregnant or a mother while of compulsory school age.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Pregnant, or a young mother",
    label="pregnant or a young mother",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13f",
)
def pme_pregnant_or_young_mother(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.pregnant_or_young_mother
