"""A school keeps an entry in a register for six years.

It is no deadline: nothing has to be done by then, and nothing may be destroyed before. So it runs
for nobody, and no county is flooded by an entry for every mark; asked of one entry, it gives the
last day on which it must still be there. A period that begins on 29 February ends on 28 February.
The number of regulation 11 is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import anniversary
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Register entries kept",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024, regulation 11",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
    idle="it says how long to keep an entry, and nothing is to be done by a day",
)
def register_entries_kept(child: type[Child]) -> Due:
    return Due(
        event=child.register_entry_made,
        period=anniversary(threshold("register_entries_kept")),
    )
