"""Offered a school place, not yet accepted.

A place is offered and the family has neither accepted nor declined it. It ends with the answer, on
the day the child starts, or on admission to any school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Offered a school place, not yet accepted",
    group=Group.ADMISSIONS,
    source="School Admissions Code 2021; DfE, reason: Offered school place but not yet accepted",
)
def offered_not_accepted(child: type[Child]) -> Spells:
    pending = child.offer_not_accepted
    waiting = (pending & pending.until(child.admitted)).called(pending.label)
    return child.compulsory_school_age & resident(child) & waiting
