"""The share of a pupil's funding is claimed from the school in the term in which teaching begins.

Pro rata, each term: the first claim is due on the last day of the term in which the authority's
education began, taking autumn to the end of December, spring to April and summer to July. Each
claim starts the next; the end of the education ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import next_date
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School's funding claimed for a child taught elsewhere",
    owner="finance",
    source="Leicestershire, pupils missing education report (2020), paragraph 30; "
    "inclusion report (2022), 30",
    family=Family.MEDICAL_NEEDS,
)
def medical_funding_claim(child: type[Child]) -> Due:
    taught = child.arranged_education_suitable & child.medical_evidence
    return Due(
        event=taught | child.funding_claimed,
        period=next_date(
            threshold("autumn_claim"), threshold("spring_claim"), threshold("summer_claim")
        ),
        met=child.funding_claimed,
        during=taught,
        anew=True,
    )
