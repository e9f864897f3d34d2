"""Children missing education, as the Department collects them.

What the termly return counts on its census day: the statutory rule, read on that day. A child is in
it from the first day of waiting for a place, also within the first 15 days of an application, with
an offer not yet taken up, when home education was found unsuitable, and for as long as it is not
known where the child is. It leaves out pupils on any roll, however rarely they attend, and, since
the guidance of 2025, a child who waits for a place while still being educated. Reading taken: still
being educated means getting full-time hours for the child's age, whoever arranged them and whether
or not anybody has found them suitable yet.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing education (the Department's return)",
    label="missing education as the Department's return counts it",
    group=Group.NOT_ON_ROLL,
    source=(
        "DfE, Children missing education: collection guide (autumn 2025); Children missing "
        "education guidance (2025)"
    ),
)
def dfe_return_missing_education(child: type[Child]) -> Spells:
    waiting = child.application_awaiting_outcome | child.offer_not_started
    return missing_education(child) - (waiting & full_time_hours(child))
