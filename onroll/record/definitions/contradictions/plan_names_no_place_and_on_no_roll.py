"""EHC plan with no place.

A child has an education, health and care plan that names neither a school nor a type of setting,
and no school has the child. A plan says where the child is taught, or at least at what type of
place; the duty to secure the provision does not wait.

Reading taken: asked after 14 days. The sections and the regulation are from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import NOT_KNOWN, PLACE_NAMED, PLANNED
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="EHC plan with no place",
    question=(
        "The plan names no school and no other place, and no school has the child. Where is "
        "the child taught?"
    ),
    asked_of=Team.SEN,
    source=(
        "Children and Families Act 2014, sections 40 and 42; SEND Regulations 2014, regulation 12"
    ),
    answers=(PLACE_NAMED, PLANNED, NOT_KNOWN),
)
def plan_names_no_place_and_on_no_roll(child: type[Child]) -> Spells:
    nowhere = child.ehc_plan_without_place - child.on_roll - child.alternative_provision
    return (child.compulsory_school_age & nowhere).after(threshold("sources_catch_up"))
