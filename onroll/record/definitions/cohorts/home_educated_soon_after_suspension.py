"""Home educated within 20 school days of a suspension.

Home education that began during a suspension or within the 20 school days that follow its last day,
in the calendar of the school that suspended. It lasts as long as the home education does. An
indicator that an officer should ask the parent who chose; nothing is said of the school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.looking_back import begun_during, in_last_school_days
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Home educated within 20 school days of a suspension",
    group=Group.LEAVING,
    source="Ofsted on off-rolling, as quoted by Ealing; window by local policy",
)
def home_educated_soon_after_suspension(child: type[Child]) -> Spells:
    recent = in_last_school_days(child.suspension, threshold("home_education_after_suspension"))
    return child.compulsory_school_age & begun_during(child.home_educated, recent)
