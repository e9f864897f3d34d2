"""Code I after the medical evidence ended.

The evidence that a child was too ill to attend has ended, and the register goes on with code I.
Either the child is well, or the case was closed too early and the duty to arrange education goes
on.

Reading taken: asked from the 15th day of illness without evidence, for half a year after the
evidence ended.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import EVIDENCE, NOT_KNOWN, REGISTER_RIGHT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Code I after the medical evidence ended",
    question=(
        "The medical case is closed, and the register still says ill. Is the child well "
        "enough to attend, or is there new evidence?"
    ),
    asked_of=school_of(Child.code_i_in_use),
    source=(
        "Education Act 1996, section 19; Working together to improve school attendance (DfE, "
        "2024), code I"
    ),
    answers=(EVIDENCE, REGISTER_WRONG, REGISTER_RIGHT, NOT_KNOWN),
    put=(
        "Your register says that this pupil is ill, and the medical evidence that we have has "
        "ended. Is the pupil well enough to attend, or is there new evidence?"
    ),
    only_in_the_source=(
        "Only new evidence in the medical case or the corrected register settles it."
    ),
)
def ill_after_medical_evidence_ended(child: type[Child]) -> Spells:
    usual = threshold("sources_catch_up")
    ended = child.medical_evidence.extended(threshold("medical_evidence_ended_within"))
    return (child.code_i_in_use & ended - child.medical_evidence).after(usual)
