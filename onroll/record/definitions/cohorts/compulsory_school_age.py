"""Compulsory school age.

From 31 December, 31 March or 31 August on or after the fifth birthday, to the end of the last
Friday of June in the school year in which the child turns 16. Reading taken: the school year
begins on 1 September, whatever day a school's own term begins.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Of compulsory school age",
    group=Group.BUILDING_BLOCKS,
    source="Education Act 1996, section 8",
)
def compulsory_school_age(child: type[Child]) -> Spells:
    return child.compulsory_school_age
