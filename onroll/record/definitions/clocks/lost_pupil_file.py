"""A school uploads a Common Transfer File without destination after four weeks of enquiries.

Calendar weeks: enquiries begun on 6 October 2025 come to 3 November. Reading taken: the guide to
School to School says at once on deletion; the four weeks are the local time for enquiries. Finding
the child, or a new school, meets it too.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import weeks_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Lost-pupil file uploaded",
    owner="the school",
    source="Hertfordshire Safeguarding Children Partnership, children who go "
    "missing: after four weeks",
    family=Family.REGISTERS,
    at_school=True,
)
def lost_pupil_file(child: type[Child]) -> Due:
    return Due(
        event=child.enquiries_begun,
        period=weeks_after(threshold("lost_pupil_file_weeks")),
        met=child.lost_pupil | child.child_seen | child.admitted,
    )
