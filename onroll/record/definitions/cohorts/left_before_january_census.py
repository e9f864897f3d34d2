"""Left in Year 10 or 11 before the January census.

A child who left a school roll in Year 10 or 11 between 1 September and the day before the spring
census (the third Thursday of January), is on no roll since, and is home educated or missing
education. A school's results count the pupils on its roll on that census day. An indicator.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.off_roll_after_leaving import off_roll_after_leaving
from onroll.record.looking_back import begun_during
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Left in Year 10 or 11 before the January census",
    label=(
        "off roll since leaving Year 10 or 11 before the January census, and home educated or "
        "missing education"
    ),
    group=Group.LEAVING,
    source="Ofsted on off-rolling, as quoted by Ealing; indicator by local policy",
)
def left_before_january_census(child: type[Child]) -> Spells:
    gone = off_roll_after_leaving(child)
    before_census = begun_during(gone, child.before_last_january_census).called(
        "on no school roll since leaving Year 10 or 11 before the January census"
    )
    out = missing_education(child) | child.home_educated
    return child.compulsory_school_age & before_census & out
