"""A case is closed on exhausted enquiries by a person, never by the passing of time.

No time is named: it starts when a manager has signed that every enquiry was made, and shows as
having no time limit until somebody closes the case.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Case closed once enquiries are exhausted",
    owner="the team manager",
    source="Rotherham briefing (2018), section 2; guidance on exhausted enquiries",
    family=Family.ENQUIRIES,
)
def closure_after_enquiries(child: type[Child]) -> Due:
    return Due(
        event=child.enquiries_exhausted,
        period=no_limit(),
        met=child.case_closed,
    )
