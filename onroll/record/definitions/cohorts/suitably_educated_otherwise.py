"""Suitably educated otherwise than at school.

Home educated, unless an officer found the education not suitable: a family that nobody has yet
asked is taken to educate suitably. Or taught under arrangements the authority made (section 19, or
education otherwise than at school under an EHC plan) that it judged suitable, for full-time hours
or for as many as the child's health allows.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Suitably educated otherwise",
    label="getting a suitable education otherwise than at school",
    group=Group.BUILDING_BLOCKS,
    source="Education Act 1996, sections 7, 19 and 436A(1)(b)",
)
def suitably_educated_otherwise(child: type[Child]) -> Spells:
    at_home = child.home_educated - child.education_found_unsuitable
    enough = full_time_hours(child) | child.as_much_as_health_allows
    return at_home | (child.arranged_education_suitable & enough)
