"""Education arranged for a child too ill to attend is reviewed at least every six weeks.

The guidance asks for regular review and names no time. Calendar weeks from its start or the last
review; its end, or that of the medical evidence, ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import weeks_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Education of a child too ill to attend reviewed",
    owner="the education officer, the school and the tutor",
    source="DfE guidance on health needs: regular review; six weeks are local",
    family=Family.MEDICAL_NEEDS,
)
def medical_provision_review(child: type[Child]) -> Due:
    taught = child.arranged_education_suitable & child.medical_evidence
    return Due(
        event=taught | child.provision_reviewed,
        period=weeks_after(threshold("medical_provision_review_weeks")),
        met=child.provision_reviewed,
        during=taught,
        anew=True,
    )
