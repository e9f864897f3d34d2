"""Refused a school place: transfer.

An application to transfer to another school, from the refusal until a place is offered or the
child is admitted to a school. Reading taken: the paper counts refusals "in the main round of
admissions (first time admissions, mid-term admissions and transfers)"; a mid-term admission is in
no main round, so the round is not asked for and each kind has its own list. A child may be on
another roll meanwhile, and then is not missing education.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Refused a school place: transfer",
    group=Group.ADMISSIONS,
    source=(
        "Leicestershire scrutiny report (2014), Appendix A; DfE, reason: Did not get school "
        "preference"
    ),
)
def transfer_refused(child: type[Child]) -> Spells:
    placed = child.offer_not_started | child.admitted
    refused = (child.refused_transfer.until(placed) - placed).called(
        f"{child.refused_transfer.label}, and given none since"
    )
    return child.compulsory_school_age & resident(child) & refused
