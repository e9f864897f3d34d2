"""More likely to be missing education: missing children and runaways.

Missing from home or care, or was within the last year. The guidance names no time; reading taken: a
year after the child came back. Being away from a placement while the carers know where is not
missing.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Missing children and runaways",
    label="missing from home or care, or lately so",
    group=Group.AT_RISK,
    source=(
        "DfE, Children missing education: statutory guidance (2013); Leicestershire scrutiny "
        "report (2014), paragraph 11d"
    ),
)
def at_risk_missing_child(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child)
        & child.missing_from_home_or_care.extended(threshold("missing_episode_remembered"))
    )
