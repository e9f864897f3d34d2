"""Ten sessions of unauthorised absence in ten school weeks: consider a notice to improve, then one.

It is a threshold and names no day by which to act, so it runs for nobody: the fact that it is
reached lists the children.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Penalty notice considered",
    owner="the school and the authority",
    source="DfE, Working together to improve school attendance: ten sessions in ten school weeks",
    family=Family.REGISTERS,
    statutory=True,
    idle="it is a threshold, and no day is named by which to act",
)
def penalty_notice(child: type[Child]) -> Due:
    return Due(
        event=child.penalty_notice_sessions_reached,
        period=no_limit(),
        met=child.penalty_notice_considered,
    )
