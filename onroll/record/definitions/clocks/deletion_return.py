"""A school returns a deletion as soon as its ground is met, and no later than it deletes the name.

It starts on the day the ground was met and is due on the day of deletion. Left out: pupils who
leave the most senior class at or after its last term, unless the authority asks. It runs for
returns with a day of their own; a leaver of whom no return came is a silent deletion, which is a
contradiction to be asked about.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import by_its_last_day
from onroll.record.timeline import Child


@clock(
    title="Deletion return",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
)
def deletion_return(child: type[Child]) -> Due:
    return Due(
        event=child.deletion_ground_met,
        period=by_its_last_day(),
        met=child.deletion_return_made,
    )
