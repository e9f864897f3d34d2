"""Asked under section 437 to show suitable education.

The authority has served notice on the parent to show that the child is suitably educated. It runs
until the authority finds the education suitable, serves an attendance order or the child is
admitted to a school. A notice whose time for reply has passed still runs: the authority must act.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Asked under section 437 to show suitable education",
    label="of a family asked under section 437 to show suitable education",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, section 437(1) to (3)",
)
def section_437_notice_running(child: type[Child]) -> Spells:
    answered = child.education_found_suitable | child.school_attendance_order | child.admitted
    return child.compulsory_school_age & resident(child) & child.section_437_notice.until(answered)
