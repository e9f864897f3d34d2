"""In full-time alternative provision, and marked present at school.

A child has a placement of 25 hours a week or more, and another school marks the child present all
along. On days in a placement the school's register says B, K or D.

Reading taken: asked after 14 days. Marks that the placement's own school makes are no
contradiction.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.places import not_where
from onroll.record.questions.answers import (
    NOT_KNOWN,
    REGISTER_RIGHT,
    REGISTER_WRONG,
    TAUGHT_ELSEWHERE,
)
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="In full-time alternative provision, and marked present at school",
    question=(
        "A placement for the whole week is recorded, and your register marks the child "
        "present with no code B, K or D. Where is the child taught?"
    ),
    asked_of=school_of(Child.marked_present),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), "
        "codes B, D and K"
    ),
    answers=(TAUGHT_ELSEWHERE, REGISTER_WRONG, REGISTER_RIGHT, NOT_KNOWN),
    put=(
        "Your register marks this pupil present with no code B, K or D, and we have reason to "
        "think that the pupil is taught elsewhere for the whole week. Where is the pupil "
        "taught?"
    ),
    only_in_the_source="Only the list of placements or the corrected register settles it.",
)
def placed_full_time_and_marked_present_elsewhere(child: type[Child]) -> Spells:
    placed = child.alternative_provision & child.weekly_hours.at_least(
        threshold("full_time_hours_year_11")
    )
    elsewhere = not_where(child.marked_present, child.alternative_provision)
    both = placed & elsewhere - child.code_b_or_k_in_use - child.code_d_in_use
    return both.after(threshold("sources_catch_up"))
