"""Sickness return due.

A pupil whose school owes the authority the pupil's name because of illness (code I): fifteen school
days missed, one after the other or added up over the school year, or reasonable grounds to believe
that they will be. Two sessions make a day. One after the other, the pupil is in it from the
fifteenth day until a session is marked otherwise; added up, from the day that is reached to the end
of the school year. Reading taken: medical evidence of a long illness is reasonable grounds, so that
while the pupil is absent with code I the return is due at once. No regulation asked for the return
before 19 August 2024. Reading taken: nobody was due before, and illness before that day counts.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Sickness return due",
    label="due in a sickness return",
    group=Group.ABSENCE,
    source="School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13",
    provision=provision("sickness_return"),
)
def sickness_return_due(child: type[Child]) -> Spells:
    days = threshold("sickness_return_days")
    in_a_row = child.absent_through_illness.from_school_day(days)
    ill = child.absent_through_illness | child.code_i_in_use
    expected = ill & child.long_illness_expected
    missed = in_a_row | child.sickness_days_reached | expected
    return child.compulsory_school_age & child.on_roll & missed
