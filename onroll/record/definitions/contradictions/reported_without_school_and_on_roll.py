"""Reported to be at no school, and on a school roll.

The careers service records a young person of school age as registered at no school, and a school
has them on its roll.

Reading taken: asked after 14 days. The section of the Act of 2008 is from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import IN_EDUCATION, NOT_KNOWN, OURS_IS_RIGHT
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Reported to be at no school, and on a school roll",
    question=(
        "Your record says registered at no school, and a school has this young person on its "
        "roll. Which is right?"
    ),
    asked_of=Team.CAREERS,
    source="Education and Skills Act 2008, section 68; NCCIS management information",
    answers=(IN_EDUCATION, OURS_IS_RIGHT, NOT_KNOWN),
)
def reported_without_school_and_on_roll(child: type[Child]) -> Spells:
    return (child.reported_without_school & child.on_roll).after(threshold("sources_catch_up"))
