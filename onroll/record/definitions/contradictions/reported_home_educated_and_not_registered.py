"""Reported to be home educated, and not on the home education register.

The careers service records a young person of compulsory school age as home educated, and the home
education register does not have them. A family is under no duty to be on it, so the team is asked
whether it knows.

Reading taken: asked after 14 days.
"""

from onroll.record.definitions.contradiction import Team, contradiction
from onroll.record.questions.answers import HOME_EDUCATED, NOT_HOME_EDUCATED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Reported to be home educated, and not on the home education register",
    question=(
        "The careers service says that this young person is home educated. Do you know the "
        "family, and is the education suitable?"
    ),
    asked_of=Team.HOME_EDUCATION,
    source="Education Act 1996, section 436A; NCCIS management information",
    answers=(HOME_EDUCATED, NOT_HOME_EDUCATED, NOT_KNOWN),
)
def reported_home_educated_and_not_registered(child: type[Child]) -> Spells:
    unknown = child.reported_home_educated - child.home_educated
    return (child.compulsory_school_age & unknown).after(threshold("sources_catch_up"))
