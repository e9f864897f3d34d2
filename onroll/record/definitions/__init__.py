"""The catalogue: every definition and every clock, in the order the guide prints them."""

from onroll.record.definitions.base import Clock, Definition, Group
from onroll.record.definitions.catalogue.absence import ABSENCE
from onroll.record.definitions.catalogue.admissions import ADMISSIONS
from onroll.record.definitions.catalogue.after_16 import AFTER_16
from onroll.record.definitions.catalogue.at_risk import AT_RISK
from onroll.record.definitions.catalogue.building_blocks import BUILDING_BLOCKS
from onroll.record.definitions.catalogue.children_not_in_school import CHILDREN_NOT_IN_SCHOOL
from onroll.record.definitions.catalogue.clocks import CLOCKS
from onroll.record.definitions.catalogue.home_educated import HOME_EDUCATED
from onroll.record.definitions.catalogue.leaving import LEAVING
from onroll.record.definitions.catalogue.missing_out_groups import MISSING_OUT_GROUPS
from onroll.record.definitions.catalogue.not_full_time import NOT_FULL_TIME
from onroll.record.definitions.catalogue.not_on_roll import NOT_ON_ROLL
from onroll.record.definitions.catalogue.regional import REGIONAL
from onroll.record.definitions.catalogue.social_care import SOCIAL_CARE
from onroll.record.definitions.catalogue.whereabouts_and_cases import WHEREABOUTS_AND_CASES

__all__ = ["CATALOGUE", "CLOCKS", "Clock", "Definition", "Group", "UnknownDefinition", "definition"]

CATALOGUE: tuple[Definition, ...] = (
    *NOT_ON_ROLL,
    *WHEREABOUTS_AND_CASES,
    *HOME_EDUCATED,
    *NOT_FULL_TIME,
    *MISSING_OUT_GROUPS,
    *ABSENCE,
    *LEAVING,
    *ADMISSIONS,
    *AFTER_16,
    *SOCIAL_CARE,
    *CHILDREN_NOT_IN_SCHOOL,
    *AT_RISK,
    *REGIONAL,
    *BUILDING_BLOCKS,
)


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
