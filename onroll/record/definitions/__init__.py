"""The catalogue: every definition and every clock, in the order the guide prints them."""

from onroll.record.definitions.base import Clock, Definition, Group
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from onroll.record.definitions.cohorts.compulsory_school_age import compulsory_school_age
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.definitions.cohorts.home_educated_not_yet_reviewed import (
    home_educated_not_yet_reviewed,
)
from onroll.record.definitions.cohorts.home_educated_suitable import home_educated_suitable
from onroll.record.definitions.cohorts.home_educated_unsuitable import home_educated_unsuitable
from onroll.record.definitions.cohorts.in_a_missing_out_group import in_a_missing_out_group
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.missing_education_extended import (
    missing_education_extended,
)
from onroll.record.definitions.cohorts.missing_out_groups import MISSING_OUT_GROUPS
from onroll.record.definitions.cohorts.missing_out_on_education import missing_out_on_education
from onroll.record.definitions.cohorts.on_roll import on_roll
from onroll.record.definitions.cohorts.part_time_timetable_over_limit import (
    part_time_timetable_over_limit,
)
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.definitions.cohorts.suitably_educated_otherwise import (
    suitably_educated_otherwise,
)
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known

__all__ = ["CATALOGUE", "CLOCKS", "Clock", "Definition", "Group", "UnknownDefinition", "definition"]

CATALOGUE: tuple[Definition, ...] = (
    missing_education,
    missing_education_extended,
    whereabouts_not_known,
    home_educated_suitable,
    home_educated_not_yet_reviewed,
    home_educated_unsuitable,
    missing_out_on_education,
    permanently_excluded_without_place,
    part_time_timetable_over_limit,
    *MISSING_OUT_GROUPS,
    compulsory_school_age,
    resident,
    on_roll,
    full_time_education,
    full_time_hours,
    suitably_educated_otherwise,
    in_a_missing_out_group,
)

CLOCKS: tuple[Clock, ...] = (sixth_school_day,)


class UnknownDefinition(LookupError):
    """No definition has this key."""


def definition(key: str) -> Definition:
    """The definition with this key. Raises `UnknownDefinition`, naming those there are."""
    for held in CATALOGUE:
        if held.key == key:
            return held
    raise UnknownDefinition(
        f"No definition is called '{key}'. There are: {', '.join(d.key for d in CATALOGUE)}."
    )
