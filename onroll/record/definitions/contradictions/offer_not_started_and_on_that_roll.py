"""Offer not started, and on that school's roll.

An offer of a place is recorded as not taken up, and the school that offered it has the child on
its roll.

Reading taken: asked after 14 days, for the two systems are written on different days.
"""

from onroll.record.definitions.contradiction import Team, contradiction, school_of
from onroll.record.places import where
from onroll.record.questions.answers import NEVER, NOT_COME, NOT_KNOWN, STARTED
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Offer not started, and on that school's roll",
    question=(
        "Your roll has this child, and the offer of a place at your school is recorded as not "
        "started. On which day did the child start?"
    ),
    asked_of=school_of(Child.offer_not_started, otherwise=Team.ADMISSIONS),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208); "
        "School Admissions Code 2021"
    ),
    answers=(STARTED, NEVER, NOT_COME, NOT_KNOWN),
)
def offer_not_started_and_on_that_roll(child: type[Child]) -> Spells:
    return where(child.offer_not_started, child.on_roll).after(threshold("sources_catch_up"))
