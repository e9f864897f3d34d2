"""Offer accepted, start passed, and on no roll.

A family accepted a place, its first day has passed, and no school has the child. A name goes on
the register on the first day on which the school expects the child, whether or not the child
comes.

Reading taken: asked after 14 days.
"""

from onroll.record.definitions.contradiction import Team, contradiction, school_of
from onroll.record.questions.answers import DECLINED, ENTERED, NOT_COME, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Offer accepted, start passed, and on no roll",
    question=(
        "This child accepted a place and was due to start. Did the child come, and is the "
        "name on your register?"
    ),
    asked_of=school_of(Child.due_to_start, otherwise=Team.ADMISSIONS),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208); "
        "School Admissions Code 2021"
    ),
    answers=(ENTERED, NOT_COME, DECLINED, NOT_KNOWN),
)
def accepted_offer_and_on_no_roll(child: type[Child]) -> Spells:
    due = child.due_to_start.until(
        child.on_roll | child.home_educated | child.offer_declined | child.moved_away
    )
    return child.compulsory_school_age & due.after(threshold("sources_catch_up"))
