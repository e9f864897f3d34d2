"""Not in education, employment or training, and on a school roll.

The careers service records a young person as not in education, employment or training while a
school has them on its roll. A pupil on a school roll is in education, however seldom they attend.

Reading taken: asked after 14 days. The sections of the Act of 2008 are from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import IN_EDUCATION, NOT_KNOWN, OURS_IS_RIGHT
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Not in education, employment or training, and on a school roll",
    question=(
        "A school has this young person on its roll, and your record says not in education. "
        "Which is right, and since when?"
    ),
    asked_of=Team.CAREERS,
    source="Education and Skills Act 2008, section 12 and section 68",
    answers=(IN_EDUCATION, OURS_IS_RIGHT, NOT_KNOWN),
)
def not_in_education_and_on_roll(child: type[Child]) -> Spells:
    usual = threshold("sources_catch_up")
    return (child.not_in_education_employment_or_training & child.on_roll).after(usual)
