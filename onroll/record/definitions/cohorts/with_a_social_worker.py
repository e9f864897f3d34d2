"""With a social worker now.

An open episode of need, a child protection plan, or looked after by the authority. An overlay: it
changes no other count. Looked-after children are included, as in the source paper.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="With a social worker now",
    label="with a social worker",
    group=Group.SOCIAL_CARE,
    source="Leicestershire inclusion report (2022), paragraphs 45 and 46",
)
def with_a_social_worker(child: type[Child]) -> Spells:
    return child.child_in_need | child.child_protection_plan | child.looked_after
