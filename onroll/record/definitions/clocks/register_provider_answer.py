"""A provider of education answers a notice within fifteen days.

Not in force: it starts for nobody before the day regulations set.
Reading taken: fifteen calendar days are
assumed, as for parents; the period is not confirmed.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Provider answers the authority's notice",
    owner="the provider",
    source="Children's Wellbeing and Schools Act 2026, section 38 (Education Act "
    "1996, section 436E)",
    family=Family.NOT_IN_SCHOOL,
    statutory=True,
    provision=provision("providers_inform_register"),
)
def register_provider_answer(child: type[Child]) -> Due:
    return Due(
        event=child.provider_notice,
        period=days_after(threshold("register_days")),
        met=child.provider_answered,
    )
