"""Participating in education or training.

In full-time education, an apprenticeship or training, or in work with study. Part-time education, a
gap year, work without study and re-engagement do not count. Reading taken: on a school's roll
counts, whatever the careers service has. The published figure is at the end of March. The Part of
the Act of 2008 is from memory.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.young_person_after_16 import young_person_after_16
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Participating in education or training",
    label="participating in education or training after 16",
    group=Group.AFTER_16,
    source="Education and Skills Act 2008, Part 1; DfE, participation figures at the end of March",
)
def participating_after_16(child: type[Child]) -> Spells:
    return young_person_after_16(child) & (child.participating_in_learning | child.on_roll)
