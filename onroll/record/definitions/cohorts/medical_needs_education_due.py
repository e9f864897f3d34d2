"""Education is owed because of health needs.

The authority arranges suitable education as soon as it is clear that a child will be away for 15
school days or more; no Act sets a last day. It is clear on the day a case is opened in which that
is expected, else on the fifteenth school day of one stay in hospital or of one evidenced illness,
or on the fifteenth day marked ill in the school year, in a row or not. Evidence is needed all the
same; the sickness return that a school owes is another rule (`sickness_return_due`).
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.children_with_medical_needs import (
    children_with_medical_needs,
)
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Health needs for which education is owed",
    label="owed education because of health needs",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source=(
        "Education Act 1996, section 19; DfE, Arranging education for children who cannot "
        "attend school because of health needs (2023)"
    ),
)
def medical_needs_education_due(child: type[Child]) -> Spells:
    fifteenth = threshold("long_illness")
    in_a_row = child.in_hospital.from_school_day(
        fifteenth
    ) | child.medical_evidence.from_school_day(fifteenth)
    return children_with_medical_needs(child) & (
        child.long_illness_expected | in_a_row | child.sickness_days_reached
    )
