"""On the main roll of two schools.

Two schools have a child as their current or main pupil, and the last admission is four weeks ago
or more. A pupil of two schools has a main registration at one and a subsidiary one at the other.
In the weeks after an admission it is `admitted_and_still_on_old_roll`. The question goes to the
school whose roll began first.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.places import at_two_places
from onroll.record.questions.answers import TWO_ROLLS
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="On the main roll of two schools",
    question=(
        "Two schools have this child on their main roll. Which is the child's school, and is "
        "the other registration subsidiary?"
    ),
    asked_of=school_of(Child.on_roll),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208); "
        "school census guide, enrolment status"
    ),
    answers=TWO_ROLLS,
)
def two_main_rolls(child: type[Child]) -> Spells:
    newly = child.admitted.extended(threshold("newly_admitted"))
    return at_two_places(child.on_roll) - child.subsidiary_roll - newly
