"""A young person who finishes Year 11 or Year 12 has an offer by 30 September.

A date of the year. It starts on 1 October of the last school year, so that an offer made in that
year counts, and runs for those whom the careers service lists as owed one.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import next_date
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Offer under the September Guarantee",
    owner="the authority",
    source="DfE, September Guarantee; Leicestershire inclusion report (2022), paragraph 33",
    family=Family.AFTER_16,
    statutory=True,
)
def september_guarantee_due(child: type[Child]) -> Due:
    return Due(
        event=child.guarantee_owed,
        period=next_date(threshold("september_guarantee_date")),
        met=child.september_guarantee_offer,
    )
