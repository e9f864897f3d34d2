"""Accepted a school place, not yet started.

The family accepted, and the child has not started. It ends on the day the child starts, or on
admission to any school. Reading taken: where nobody wrote the day of acceptance, the day of offer.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Accepted a school place, not yet started",
    group=Group.ADMISSIONS,
    source="School Admissions Code 2021; DfE, reason: Waiting school start",
)
def accepted_not_started(child: type[Child]) -> Spells:
    pending = child.accepted_not_started
    waiting = (pending & pending.until(child.admitted)).called(pending.label)
    return child.compulsory_school_age & resident(child) & waiting
