"""Home education found suitable, and on the list of children missing education.

The council's own list has a child as missing education while the home education of the child has
been found suitable. A child who receives suitable education otherwise than at school is not
missing education.

Reading taken: asked after 14 days.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import ENTRY_STAYS, MISSING_ENTRY_CLOSED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Home education found suitable, and on the list of children missing education",
    question=(
        "The home education was found suitable, and your list still has the child as missing "
        "education. Should the entry be closed?"
    ),
    asked_of=Team.MISSING_EDUCATION,
    source="Education Act 1996, section 436A(1)",
    answers=(MISSING_ENTRY_CLOSED, ENTRY_STAYS, NOT_KNOWN),
)
def home_education_suitable_and_listed_missing(child: type[Child]) -> Spells:
    both = child.education_found_suitable & child.recorded_missing_education
    return (child.home_educated & both).after(threshold("sources_catch_up"))
