"""Open work.

An officer opened a case about the child and nobody has closed it: the work is open, never the
child. It stays so until the child is found or every enquiry is exhausted, which can be long. Counts
over a period (new, brought forward, resolved, active at the end) are made of these spells.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Open work",
    label="one about whom work is open",
    group=Group.NOT_ON_ROLL,
    source="Rotherham, briefing on children missing education (2018), section 2",
)
def open_case(child: type[Child]) -> Spells:
    return child.case_open
