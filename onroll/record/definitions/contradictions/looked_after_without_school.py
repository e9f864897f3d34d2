"""Looked after, and on no school roll.

A child of compulsory school age is looked after, and no school roll, no placement in alternative
provision, no hospital and no custody has the child. The authority that looks after a child
promotes the child's education, so one of the two records lacks something.

Reading taken: asked after 14 days. The number of section 22 is from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import NOT_KNOWN, PLANNED
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Looked after, and on no school roll",
    question=(
        "Social care has this child as looked after, and no school has the child. Which "
        "school is it, and if there is none, what is the plan?"
    ),
    asked_of=Team.VIRTUAL_SCHOOL,
    source="Children Act 1989, section 22(3A) and section 22(3B)",
    answers=(PLANNED, NOT_KNOWN),
    only_in_the_source="Only a school's roll or a placement settles it.",
)
def looked_after_without_school(child: type[Child]) -> Spells:
    usual = threshold("sources_catch_up")
    elsewhere = child.on_roll | child.alternative_provision | child.in_hospital | child.in_custody
    return (child.compulsory_school_age & child.looked_after - elsewhere).after(usual)
