"""Home education considered, still on a roll.

The parent has told somebody that the child will be educated at home, and the child is still on the
school's roll. Only a written notice, once its day has passed, lets the school take the name off;
what a parent says by telephone does not. From the day of the notice to the day on which home
education begins.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Home education considered, still on a roll",
    label="still on a roll while home education is considered",
    group=Group.HOME_EDUCATED,
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024, regulation "
        "9(1)(f); DfE, Elective home education (2019)"
    ),
)
def home_education_considered(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.on_roll & child.home_education_notified
