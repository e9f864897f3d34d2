"""Moved away, and on the home education register.

A child lives at a verified address outside the area, and the home education register still has
the child. The duty to identify children who are not suitably educated is that of the authority in
whose area the child is.

Reading taken: asked after 14 days.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import ENTRY_STAYS, HOME_ENTRY_CLOSED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Moved away, and on the home education register",
    question=(
        "A verified address is outside the area, and your register still has this child. Has "
        "the other authority been told, and should the entry be closed?"
    ),
    asked_of=Team.HOME_EDUCATION,
    source="Education Act 1996, section 436A; Elective home education (DfE, 2019)",
    answers=(HOME_ENTRY_CLOSED, ENTRY_STAYS, NOT_KNOWN),
)
def moved_away_and_home_educated(child: type[Child]) -> Spells:
    return (child.moved_away & child.home_educated).after(threshold("sources_catch_up"))
