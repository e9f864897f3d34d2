"""With a social worker before, and not now.

Any episode of need, child protection plan or time in care that has ended, with none open now.
Reading taken: ever, for as far back as the record goes; the Department for Education also uses the
last six years.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.with_a_social_worker import with_a_social_worker
from onroll.record.looking_back import ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="With a social worker before, and not now",
    label="previously with a social worker",
    group=Group.SOCIAL_CARE,
    source="Leicestershire inclusion report (2022), paragraph 45",
)
def previously_with_a_social_worker(child: type[Child]) -> Spells:
    now = with_a_social_worker(child)
    return ever(now) - now
