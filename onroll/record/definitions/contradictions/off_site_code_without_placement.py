"""Code B or K without a placement.

A register marks a child as taught off site (B) or in provision that the authority arranged (K),
and no placement, no hospital school and no arranged education is on record. A school may use B
only where somebody supervises the child at a place that it has approved.

Reading taken: asked after 14 days, so that a single visit or an entry on its way is no question.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import NOT_KNOWN, REGISTER_WRONG, TAUGHT_ELSEWHERE
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Code B or K without a placement",
    question=(
        "The register says that the child is taught off site. Where, by whom, and for how "
        "many hours a week?"
    ),
    asked_of=school_of(Child.code_b_or_k_in_use),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), "
        "codes B and K; Working together to improve school attendance (DfE, 2024)"
    ),
    answers=(TAUGHT_ELSEWHERE, REGISTER_WRONG, NOT_KNOWN),
    only_in_the_source="Only the list of placements or the corrected register settles it.",
)
def off_site_code_without_placement(child: type[Child]) -> Spells:
    elsewhere = child.alternative_provision | child.arranged_education_suitable | child.in_hospital
    return (child.code_b_or_k_in_use - elsewhere).after(threshold("sources_catch_up"))
