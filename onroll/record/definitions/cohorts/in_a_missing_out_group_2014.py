"""In one of the ten groups of 2014 of children missing out on education.

Groups a to j, as Ofsted named them in 2013 and Leicestershire's scrutiny report in 2014. The eleven
of 2020 are these and the children who moved from another area.
"""

from functools import reduce
from operator import or_

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.catalogue.missing_out_groups import MISSING_OUT_GROUPS_2014
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="In one of the ten groups of 2014",
    label="in one of the ten groups of 2014",
    group=Group.BUILDING_BLOCKS,
    source="Ofsted, Pupils missing out on education (2013); Leicestershire 2014, paragraph 13",
)
def in_a_missing_out_group_2014(child: type[Child]) -> Spells:
    groups: list[Spells] = [group(child) for group in MISSING_OUT_GROUPS_2014]
    return reduce(or_, groups)
