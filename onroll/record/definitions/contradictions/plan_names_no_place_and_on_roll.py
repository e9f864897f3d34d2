"""EHC plan names no place, and on a school roll.

A child's plan names no place while a school has the child on its roll. A school that the plan
names must admit the child; one that it does not name is under no duty to keep them.

Reading taken: asked after 14 days. The section and the regulation are from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import NOT_KNOWN, PLACE_NAMED, PLANNED
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="EHC plan names no place, and on a school roll",
    question=(
        "A school has this child on its roll, and the plan names no place. Which place does "
        "the plan name, or when will it be amended?"
    ),
    asked_of=Team.SEN,
    source="Children and Families Act 2014, section 43; SEND Regulations 2014, regulation 12",
    answers=(PLACE_NAMED, PLANNED, NOT_KNOWN),
)
def plan_names_no_place_and_on_roll(child: type[Child]) -> Spells:
    return (child.ehc_plan_without_place & child.on_roll).after(threshold("sources_catch_up"))
