"""Care placement moved, and school not.

Social care moved a looked-after child to another placement. The old school still has the child on
its roll, nobody has admitted the child since, and the child attends no session there. Education
is arranged at the same time as the placement, or the old school goes on being reached.

Reading taken: asked on the 15th day, and only while the child attends nothing: to stay at the old
school is what the guidance wants first. What the guidance wants is from memory.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import NOT_KNOWN, PLANNED
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Care placement moved, and school not",
    question=(
        "The child moved to another placement in care, and the old school has the child on "
        "roll and not attending. Is the child to stay there, and how does the child get to "
        "school?"
    ),
    asked_of=Team.VIRTUAL_SCHOOL,
    source="Promoting the education of looked-after children (DfE, statutory guidance, 2018)",
    answers=(PLANNED, NOT_KNOWN),
    only_in_the_source="Only the school's roll or a step in the case ends it.",
)
def care_placement_moved_and_school_not(child: type[Child]) -> Spells:
    moved = child.care_placement_changed.until(child.admitted | child.removed_from_roll)
    return (moved & child.on_roll & child.not_attending).after(threshold("sources_catch_up"))
