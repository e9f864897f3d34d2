"""In one of the eleven groups of children missing out on education.

The central record holds every child in a group, whether or not they are taught full time; who is
*missing out* is the next question (`missing_out_on_education`).
"""

from functools import reduce
from operator import or_

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.catalogue.missing_out_groups import MISSING_OUT_GROUPS
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="In a group that misses out on education",
    label="in one of the eleven groups",
    group=Group.BUILDING_BLOCKS,
    source="Ofsted, Pupils missing out on education (2013); Leicestershire 2020, paragraph 17",
)
def in_a_missing_out_group(child: type[Child]) -> Spells:
    groups: list[Spells] = [group(child) for group in MISSING_OUT_GROUPS]
    return reduce(or_, groups)
