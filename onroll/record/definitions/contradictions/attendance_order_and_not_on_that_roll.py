"""School attendance order, and not on the named school's roll.

A school attendance order names a school, and that school does not have the child on its roll. The
school that an order names must admit the child.

Reading taken: asked after 14 days, and only while the child is of compulsory school age.
"""

from onroll.record.definitions.contradiction import Team, contradiction, school_of
from onroll.record.places import not_where
from onroll.record.questions.answers import ENTERED, NOT_ENTERED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="School attendance order, and not on the named school's roll",
    question=(
        "An order names your school for this child, and your roll does not have the child. "
        "Why has the name not been entered?"
    ),
    asked_of=school_of(Child.school_attendance_order, otherwise=Team.HOME_EDUCATION),
    source="Education Act 1996, section 437",
    answers=(ENTERED, NOT_ENTERED, NOT_KNOWN),
)
def attendance_order_and_not_on_that_roll(child: type[Child]) -> Spells:
    unlisted = not_where(child.school_attendance_order, child.on_roll)
    return (child.compulsory_school_age & unlisted).after(threshold("sources_catch_up"))
