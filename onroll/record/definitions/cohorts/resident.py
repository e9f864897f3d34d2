"""Living in the area.

Section 436A binds the authority in whose area the child is. A child lives here from the first
address in the area that any source gives, and goes on living here until an address outside the
area has been verified: an address that somebody only believes in moves nobody away. In the first
case study one such belief hid a child for three years.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Living in the area",
    group=Group.BUILDING_BLOCKS,
    source="Education Act 1996, section 436A(1)",
)
def resident(child: type[Child]) -> Spells:
    return child.address_in_area - child.moved_away
