"""Children missing education (extended), on no roll.

The part of Leicestershire's wider remit that is the statutory duty: the same children as under
section 436A, kept apart so that the two rows of the authority's table can each be counted. A child
who goes from one to the other in a month is in the extended count once.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing education (extended), on no roll",
    label="missing education (extended) on no roll",
    group=Group.NOT_ON_ROLL,
    source=(
        "Leicestershire, Inclusion report (2022), paragraph 21; Education Act 1996, section 436A(1)"
    ),
)
def missing_education_extended_not_on_roll(child: type[Child]) -> Spells:
    return missing_education(child)
