"""Code E without an exclusion.

A register marks a child with code E while no suspension or permanent exclusion is reported. Code
E is only for a pupil who is suspended or permanently excluded and for whom nothing else is
arranged, and every exclusion is reported to the authority. The likely answers: the exclusion was
not sent, or the child was sent home without one.

Reading taken: a suspension that ended in the last 14 days still accounts for the code, for the
report may give its length in sessions of another calendar. A permanent exclusion accounts for it
until the child is reinstated. The number of section 51A is from memory.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import NOT_KNOWN, NOTICE_NOT_SENT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Code E without an exclusion",
    question=(
        "The register says that this child is suspended or excluded. On which days was the "
        "child excluded, and why does no exclusion say so?"
    ),
    asked_of=school_of(Child.code_e_in_use),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), "
        "code E; Education Act 2002, section 51A"
    ),
    answers=(NOTICE_NOT_SENT, REGISTER_WRONG, NOT_KNOWN),
    only_in_the_source=(
        "Only the notice of the exclusion or the corrected register settles it: the law asks "
        "for either to be made by the school in its own form."
    ),
)
def code_e_without_exclusion(child: type[Child]) -> Spells:
    usual = threshold("sources_catch_up")
    excluded = child.permanent_exclusion.until(child.reinstated)
    return child.code_e_in_use - child.suspension.extended(usual) - excluded
