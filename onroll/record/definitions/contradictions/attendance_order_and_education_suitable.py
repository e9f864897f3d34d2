"""School attendance order, and home education found suitable.

A school attendance order is in force while the child's home education stands as found suitable. A
parent may ask that an order be revoked because suitable education has been arranged, and the
authority then revokes it.

Reading taken: asked after 14 days. The number of section 442 is from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import NOT_KNOWN, PLANNED
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="School attendance order, and home education found suitable",
    question=(
        "An order is in force, and the home education was found suitable. Should the order be "
        "revoked?"
    ),
    asked_of=Team.HOME_EDUCATION,
    source="Education Act 1996, section 442",
    answers=(PLANNED, NOT_KNOWN),
    only_in_the_source="An order ends when the authority revokes it and its own list says so.",
)
def attendance_order_and_education_suitable(child: type[Child]) -> Spells:
    usual = threshold("sources_catch_up")
    return (child.school_attendance_order & child.education_found_suitable).after(usual)
