"""No date of birth.

No source gives this child's date of birth, so that nobody can say whether the child is of
compulsory school age: the child can be on no list that asks for an age, and those are the lists on
which somebody looks for a child. Asked of a child who is on a roll, suspended, permanently excluded
and not reinstated, home educated, on the council's own list, looked for as a lost pupil, or the
subject of a referral that is not closed.

Reading taken: asked from the first day, for a blank on a form keeps the child off every list from
that day on.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import BORN, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="No date of birth",
    question=(
        "No file gives this child's date of birth, so the child is on no list that goes by age. "
        "What is it?"
    ),
    asked_of=school_of(Child.on_roll, Child.permanent_exclusion, Child.suspension),
    source="Education Act 1996, section 8",
    answers=(BORN, NOT_KNOWN),
)
def no_date_of_birth(child: type[Child]) -> Spells:
    excluded = child.suspension | child.permanent_exclusion.until(child.reinstated)
    listed = child.home_educated | child.recorded_missing_education | child.lost_pupil
    referred = child.referral_received.until(child.case_closed)
    known = (child.on_roll | excluded | listed | referred).called(
        "on a roll, excluded, home educated, looked for or referred"
    )
    return child.age_not_known & known
