"""The authority may not ask a provider for an update more than every three months.

Not in force: it starts for nobody before the day regulations set.
It limits asking and is no deadline, so it runs
for nobody: asked of one child, it gives the first day on which to ask again. Whether the amendment
stood is not confirmed.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import anniversary
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Provider not asked again within three months",
    owner="the authority",
    source="Children's Wellbeing and Schools Act 2026, section 38 (Education Act "
    "1996, section 436D as amended)",
    family=Family.NOT_IN_SCHOOL,
    statutory=True,
    provision=provision("providers_inform_register"),
    idle="it limits how often to ask, and nothing is to be done by a day",
)
def register_provider_update(child: type[Child]) -> Due:
    return Due(
        event=child.provider_update_asked,
        period=anniversary(threshold("provider_update_months")),
    )
