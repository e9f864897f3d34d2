"""Moved away, and on the list of children missing education.

A child lives at a verified address outside the area, and the council's own list still has the
child as missing education here.

Reading taken: asked after 14 days, within which the other authority is told.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import ENTRY_STAYS, MISSING_ENTRY_CLOSED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Moved away, and on the list of children missing education",
    question=(
        "A verified address is outside the area, and your list still has this child. Was the "
        "other authority told, and should the entry be closed?"
    ),
    asked_of=Team.MISSING_EDUCATION,
    source="Education Act 1996, section 436A(1)",
    answers=(MISSING_ENTRY_CLOSED, ENTRY_STAYS, NOT_KNOWN),
)
def moved_away_and_listed_missing(child: type[Child]) -> Spells:
    usual = threshold("sources_catch_up")
    return (child.moved_away & child.recorded_missing_education).after(usual)
