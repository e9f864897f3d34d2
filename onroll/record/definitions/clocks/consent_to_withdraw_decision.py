"""The authority decides whether a child may be withdrawn from school for home education.

Not in force: it starts for nobody before the day regulations set.
For a child at a special school that the
authority arranged, or about whom there are section 47 enquiries. The time is not confirmed, so
there is none.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Request to withdraw a child from school decided",
    owner="the authority",
    source="Children's Wellbeing and Schools Act 2026, section 37 (Education Act "
    "1996, section 434A)",
    family=Family.NOT_IN_SCHOOL,
    statutory=True,
    provision=provision("consent_to_withdraw"),
)
def consent_to_withdraw_decision(child: type[Child]) -> Due:
    return Due(
        event=child.consent_asked,
        period=no_limit(),
        met=child.consent_decided,
    )
