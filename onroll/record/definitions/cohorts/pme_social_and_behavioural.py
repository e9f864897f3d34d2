"""Missing out on education: Social and behavioural difficulties.

On a roll with a personalised learning plan, and by agreement not full time at the usual school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Social and behavioural difficulties",
    label="with social and behavioural difficulties and not full time by agreement",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13b",
)
def pme_social_and_behavioural(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & child.on_roll
        & child.behaviour_plan
        & child.part_time_timetable
    )
