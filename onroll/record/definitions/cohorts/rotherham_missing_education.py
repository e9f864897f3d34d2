"""Children missing education (Rotherham).

Of compulsory school age, on no roll, and getting no suitable alternative: approved alternative
provision or appropriate home education. A registered pupil who does not attend regularly is not
missing education; that is work on persistent absence. A case stays open until the child is found or
until all enquiries have been exhausted, so a child leaves on the day a manager signed that they
are, and is back when somebody sees the child, verifies an address or admits the child to a school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing education (Rotherham)",
    label="missing education as Rotherham counts it",
    group=Group.REGIONAL,
    source="Rotherham, Children missing education briefing (23 January 2018), sections 1 and 2",
)
def rotherham_missing_education(child: type[Child]) -> Spells:
    found = child.child_seen | child.address_verified | child.admitted
    given_up = child.enquiries_exhausted.until(found)
    return missing_education(child) - given_up
