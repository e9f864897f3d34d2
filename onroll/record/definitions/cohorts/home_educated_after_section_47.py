"""Home educated, with a section 47 enquiry in the last five years.

On the home education register, and the subject of an enquiry under section 47 of the Children Act
1989 that is open or ended within five years. An indicator, so that an officer asks social care
before the first visit; it decides nothing, and nothing else is worked out from it. Most enquiries
end without any concern. Reading taken: five years is a council's own; the Act of 2026 will ask for
consent before a child is withdrawn while enquiries are made, is not in force, and of its amendment
on the last five years no final text was found.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Home educated, with a section 47 enquiry in the last five years",
    label="home educated after a section 47 enquiry in the last five years",
    group=Group.HOME_EDUCATED,
    source="Children Act 1989, section 47; five years by local policy",
)
def home_educated_after_section_47(child: type[Child]) -> Spells:
    enquired = child.section_47_enquiry.extended(threshold("section_47_remembered"))
    return child.compulsory_school_age & resident(child) & child.home_educated & enquired
