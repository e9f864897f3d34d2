"""Removed to be home educated, and not on the home education register.

A school deleted a name because the parent wrote that the child is educated otherwise than at
school, and neither the home education register nor any school has the child.

Reading taken: asked after 14 days.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import HOME_EDUCATED, NOT_HOME_EDUCATED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Removed to be home educated, and not on the home education register",
    question=(
        "A school deleted this name under ground (f). Has the family been in touch, and is "
        "the child on your register?"
    ),
    asked_of=Team.HOME_EDUCATION,
    source="SI 2024/208, regulation 9(1)(f); Education Act 1996, section 436A",
    answers=(HOME_EDUCATED, NOT_HOME_EDUCATED, NOT_KNOWN),
)
def removed_for_home_education_and_not_registered(child: type[Child]) -> Spells:
    gone = child.removed_for_home_education.until(
        child.home_educated | child.on_roll | child.moved_away
    )
    return child.compulsory_school_age & gone.after(threshold("sources_catch_up"))
