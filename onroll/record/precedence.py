"""Which one family a child is in, and which one cohort leads: precedence and exclusivity.

Whether a child is on a roll decides the family. A child on no roll is in exactly one of the others:
missing education, home educated, taught as the authority arranged, moved out of the area, or over
or under age; one who has died, or whose age no source tells, may be in none. On a roll, a child may
be in any number of cohorts at once. What a social worker, a background or a risk says of a child is
laid over these and changes no count.

A child has many cohorts to be reported under and one lead cohort, whose team has the child. No law
sets that order; reading taken: the child nobody can find first, then those who get nothing, then
those who get too little, then those whose education is only to be watched.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from onroll.record.definitions import CATALOGUE, Group

FAMILIES: Final = (
    "on_roll",
    "missing_education",
    "home_educated",
    "arranged_otherwise",
    "moved_out_of_area",
    "outside_school_age",
)
"""The definitions of which every living child with an address and an age is in exactly one."""

LEADS: Final = (
    "whereabouts_not_known",
    "missing_education",
    "excluded_and_unplaced",
    "permanently_excluded_without_place",
    "medical_needs_education_due",
    "children_with_medical_needs",
    "school_attendance_order_in_force",
    "section_437_notice_running",
    "missing_education_extended_on_roll",
    "missing_out_on_education",
    "suspended_six_school_days",
    "part_time_timetable_over_limit",
    "suspended",
    "home_educated",
)
"""The definitions that lead before all others, the first of them first."""

NEVER_LEAD: Final = frozenset(
    {
        Group.SOCIAL_CARE,
        Group.AT_RISK,
        Group.REGIONAL,
        Group.NOT_IN_SCHOOL_REGISTER,
        Group.BUILDING_BLOCKS,
    }
)
"""What is laid over a cohort, counts as another paper does, or is no list of an officer's."""


def lead_cohort(keys: Collection[str]) -> str | None:
    """The key of the cohort that leads among those a child is in on a day; None where none does.

    After those of `LEADS`, the others lead in the order in which the guide prints them.
    """
    later = (each.key for each in CATALOGUE if each.group not in NEVER_LEAD)
    return next((key for key in (*LEADS, *later) if key in keys), None)
