"""Whereabouts not known.

A child missing education whose address nobody has verified in the last 30 days. An address that
was only asserted does not count: who asserted it and who verified it are two different facts.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Whereabouts not known",
    group=Group.NOT_ON_ROLL,
    source="CME regional meetings (2014), Appendix B; days by local policy",
)
def whereabouts_not_known(child: type[Child]) -> Spells:
    return missing_education(child) - child.address_verified.extended(
        threshold("whereabouts_verified_for")
    )
