"""Waiting for the outcome of a school application.

An application is lodged and no place is offered yet. A child on the roll of an old school is here
too, and is not missing education; one with no roll is both, from the first day of waiting.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Waiting for the outcome of a school application",
    label="waiting for the outcome of a school application",
    group=Group.ADMISSIONS,
    source="School Admissions Code 2021; DfE, reason: School application awaiting outcome",
)
def awaiting_school_place(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child)
        & child.application_awaiting_outcome - child.offer_not_started
    )
