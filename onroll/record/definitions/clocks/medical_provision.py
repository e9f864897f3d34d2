"""The authority arranges education once it is clear that a child will miss fifteen school days.

The guidance says as soon as possible and sets no day; the alert comes five school days after it is
clear, which is local. It is clear when a case says that so many days are expected, when an unbroken
run of illness, evidenced illness or hospital reaches its fifteenth school day, or when a child who
has been marked ill on fifteen days of the school year, in a row or not, is ill with evidence. One
illness starts one clock, whatever tells of it, for children of compulsory school age. Reading
taken: fifteen such days of a child who is ill no more make a sickness return due and do not start
it. Suitable education, or as much as health allows, meets it; being well again, or the case's end,
ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Education arranged for a child too ill to attend",
    owner="the authority's named officer",
    source="Education Act 1996, section 19; DfE guidance on health needs "
    "(December 2023): 15 school days or more",
    family=Family.MEDICAL_NEEDS,
    statutory=True,
    breach_after=threshold("breach_at_once"),
)
def medical_provision(child: type[Child]) -> Due:
    fifteenth = threshold("long_illness")
    expected = (
        child.long_illness_expected
        | child.absent_through_illness.from_school_day(fifteenth)
        | child.in_hospital.from_school_day(fifteenth)
        | child.medical_evidence.from_school_day(fifteenth)
        | (child.sickness_days_reached & (child.medical_evidence | child.in_hospital))
    )
    return Due(
        event=expected.called("clear to miss 15 school days or more through illness"),
        period=school_days_after(threshold("medical_provision_alert")),
        met=child.arranged_education_suitable
        | child.as_much_as_health_allows
        | full_time_hours(child),
        during=child.compulsory_school_age,
        met_by_its_end=True,
    )
