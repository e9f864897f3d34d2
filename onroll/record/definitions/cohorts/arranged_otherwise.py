"""Educated otherwise, under arrangements the authority made.

On no roll, not home educated, and taught under section 19 or an education, health and care plan in
a way that the authority found suitable, for full-time hours or for as many as health allows.
Tuition that the authority arranged is not home education. One of the families into which every
child on no roll falls. Section 61 of the Act of 2014 is from memory.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.home_educated import home_educated
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.definitions.cohorts.suitably_educated_otherwise import (
    suitably_educated_otherwise,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Taught under arrangements the authority made",
    group=Group.NOT_ON_ROLL,
    source=(
        "Education Act 1996, sections 19 and 436A(1)(b); Children and Families Act 2014, section 61"
    ),
)
def arranged_otherwise(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child) - child.on_roll - home_educated(child)
        & suitably_educated_otherwise(child)
    )
