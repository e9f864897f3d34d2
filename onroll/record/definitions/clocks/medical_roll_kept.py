"""A pupil stays on the school's roll during illness or custody.

It is a rule that stands for as long as either lasts, with no day by which to do anything, so it
runs for nobody. A name deleted meanwhile is a contradiction, to be asked about.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import by_its_last_day
from onroll.record.timeline import Child


@clock(
    title="Kept on roll during illness or custody",
    owner="the school",
    source="Leicestershire scrutiny report (2014), paragraph 14 ii d",
    family=Family.MEDICAL_NEEDS,
    at_school=True,
    idle="it stands for as long as the illness or custody lasts, and nothing is "
    "to be done by a day",
)
def medical_roll_kept(child: type[Child]) -> Due:
    return Due(
        event=child.medical_evidence | child.in_custody,
        period=by_its_last_day(),
    )
