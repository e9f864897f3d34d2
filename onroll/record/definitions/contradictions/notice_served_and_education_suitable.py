"""Section 437 notice served while the education is found suitable.

A notice under section 437 is served where it appears that a child is not receiving suitable
education. One that is served while the last decision says suitable contradicts it.

Asked from the day of the notice for as long as the finding stands, until an order, another
finding or a roll.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import NOT_KNOWN, PLANNED
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="Section 437 notice served while the education is found suitable",
    question=(
        "A notice was served while the home education stands as found suitable. Which of the "
        "two is to be withdrawn?"
    ),
    asked_of=Team.HOME_EDUCATION,
    source="Education Act 1996, section 437(1)",
    answers=(PLANNED, NOT_KNOWN),
    only_in_the_source=(
        "A notice or a finding is withdrawn by the officer who made it, in the case or its own "
        "list."
    ),
)
def notice_served_and_education_suitable(child: type[Child]) -> Spells:
    served = (child.section_437_notice & child.education_found_suitable).until(
        child.school_attendance_order | child.education_found_unsuitable | child.on_roll
    )
    return served & child.education_found_suitable
