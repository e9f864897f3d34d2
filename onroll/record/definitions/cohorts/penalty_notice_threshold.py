"""Penalty notice threshold met.

A pupil with ten sessions of unauthorised absence (codes G, N, O and U) within ten school weeks, at
which a school must consider whether a penalty notice is right. The weeks roll: they may lie in
different terms and school years, and holidays do not count. The pupil is in it from the day of the
tenth session until the first of the ten is more than ten school weeks back. Readings taken: a
school week is one in which the pupil had a session to attend, and each school counts its own. The
framework began on 19 August 2024. Before, each authority's own code of conduct set the number, and
no source here tells it: nobody is in it before that day. Sessions of the summer term count after.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Penalty notice threshold met",
    label="at the threshold for a penalty notice",
    group=Group.ABSENCE,
    source="Working together to improve school attendance (DfE, 2024)",
    provision=provision("penalty_notice_framework"),
)
def penalty_notice_threshold(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.on_roll & child.penalty_notice_sessions_reached
