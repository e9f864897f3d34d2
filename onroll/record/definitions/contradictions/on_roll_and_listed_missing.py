"""On a school roll, and on the list of children missing education.

The council's own list has a child as missing education, and a school has the child on its roll. A
registered pupil is not missing education, however seldom they attend.

Reading taken: asked after 14 days, for both lists are kept by hand.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import ENTRY_STAYS, MISSING_ENTRY_CLOSED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="On a school roll, and on the list of children missing education",
    question=(
        "A school has this child on its roll, and your list has the child as missing "
        "education. Should the entry be closed?"
    ),
    asked_of=Team.MISSING_EDUCATION,
    source="Education Act 1996, section 436A(1)",
    answers=(MISSING_ENTRY_CLOSED, ENTRY_STAYS, NOT_KNOWN),
)
def on_roll_and_listed_missing(child: type[Child]) -> Spells:
    return (child.on_roll & child.recorded_missing_education).after(threshold("sources_catch_up"))
