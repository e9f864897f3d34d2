"""A request to revoke an order, by parents who show suitable arrangements, is decided.

The order is revoked unless the authority is not satisfied. The section names no time. The number of
section 442 is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Request to revoke an order decided",
    owner="the authority",
    source="Education Act 1996, section 442",
    family=Family.HOME_EDUCATION,
    statutory=True,
)
def revocation_decision(child: type[Child]) -> Due:
    return Due(
        event=child.revocation_asked,
        period=no_limit(),
        met=child.revocation_decided,
    )
