"""Asked under section 437 to show suitable education.

The authority has served notice on the parent to show that the child is suitably educated. It runs
until the authority finds the education suitable, serves an attendance order or the child is
admitted to a school. A notice whose time for reply has passed still runs: the authority must act. A
finding from before the notice ends nothing until the family has answered or the education is
reviewed.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.looking_back import begun_during, ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Asked under section 437 to show suitable education",
    label="of a family asked under section 437 to show suitable education",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, section 437(1) to (3)",
)
def section_437_notice_running(child: type[Child]) -> Spells:
    suitable = child.education_found_suitable
    found_since = begun_during(suitable, ever(child.section_437_notice))
    still_so = suitable & (child.notice_answered | child.home_education_reviewed)
    answered = (found_since | still_so | child.school_attendance_order | child.admitted).called(
        "found suitable, ordered to attend a school or admitted to one"
    )
    return child.compulsory_school_age & resident(child) & child.section_437_notice.until(answered)
