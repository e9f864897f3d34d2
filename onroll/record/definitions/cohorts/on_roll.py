"""On a school roll.

A registered pupil at a school: maintained, academy, independent, special or pupil referral unit.
A name stands from the day it is entered until the day it is deleted under regulation 9 of the
School Attendance (Pupil Registration) (England) Regulations 2024. Guests and former pupils whom a
census still lists are not on roll.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="On a school roll",
    group=Group.BUILDING_BLOCKS,
    source="School Attendance (Pupil Registration) (England) Regulations 2024",
)
def on_roll(child: type[Child]) -> Spells:
    return child.on_roll
