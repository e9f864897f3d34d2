"""Not on roll, whereabouts known.

A child missing education whose address somebody verified in the last 30 days. An address that was
only given is not known: in the first case study a likely site was disproved and the child was in
the county throughout. Every child missing education is in this or in `whereabouts_not_known`.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Whereabouts known",
    group=Group.NOT_ON_ROLL,
    source="CME regional meetings (2014), Appendix B; days by local policy",
)
def whereabouts_known(child: type[Child]) -> Spells:
    return missing_education(child) & child.address_verified.extended(
        threshold("whereabouts_verified_for")
    )
