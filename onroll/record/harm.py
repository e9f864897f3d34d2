"""How much may hang on whether two children are one: the order in which people look at doubts.

Each reason has a power of two as its points, so that a sum says which reasons there were. A child
whom social care knows, or whom a shield protects, counts most: joined to another family's child, or
left in two records, that is the harm that cannot be put right. Then a child whom nobody knows to be
in education, because a missed join may be all that makes them look missing, or all that hides that
they are. Last, a pair of whom one is on a roll and the other is not.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Reason(NamedTuple):
    """Why a doubt matters: its points, in words, and the source that says that it does."""

    points: int
    words: str
    source: str


SOCIAL_CARE: Final = (
    "child_in_need", "child_protection_plan", "looked_after", "referred_to_social_care",
    "social_care_assessment", "section_47_enquiry", "early_help", "care_placement_changed",
    "care_leaver", "missing_from_home_or_care", "asylum_seeker",
)  # fmt: skip
"""Facts, on whatever day, of a child whom social care knows or has known."""

NOT_FOUND: Final = ("missing_education", "whereabouts_not_known")
"""Definitions met on the day by a child whom nobody knows to be in education."""

KNOWN: Final = Reason(
    4,
    "One of the two is known to social care, or is protected.",
    "Children Act 2004, section 11, and Working together to safeguard children (HM Government, "
    "December 2023): what is known of a child must reach those who work with that child, and "
    "nobody else.",
)
MISSING: Final = Reason(
    2,
    "One of the two is missing education, or nobody knows where they are.",
    "Education Act 1996, section 436A (in force 27 February 2007); Children missing education "
    "(DfE, statutory guidance, in force 19 August 2024).",
)
ROLL: Final = Reason(
    1,
    "One of the two is on a school roll and the other is not: as one child, both would be.",
    "The School Attendance (Pupil Registration) (England) Regulations 2024, in force 19 August "
    "2024: one child, one entry on a roll.",
)
REASONS: Final = (KNOWN, MISSING, ROLL)


def words(harm: int) -> list[str]:
    """The reasons that a figure of harm is made of, in words, the worst first."""
    return [reason.words for reason in REASONS if harm & reason.points]


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(f"'{key}'" for key in keys)


def harm_sql(pairs: str, day: str) -> str:
    """A query for the pairs of a table (child_a, child_b) with `harm`, on a day (SQL for a date).

    The connection must hold `facts`, `statuses` and `shields` by child.
    """
    on_day = f"starts_on <= {day} and coalesce(ends_before > {day}, true)"
    return f"""
        with doubted as (select child_a as child from {pairs} union select child_b from {pairs}),
        known as (
          select child from facts semi join doubted using (child)
          where fact in ({_listed(SOCIAL_CARE)})
          union select child from shields),
        missing as (
          select distinct child from statuses semi join doubted using (child)
          where definition in ({_listed(NOT_FOUND)}) and {on_day}),
        enrolled as (
          select distinct child from facts semi join doubted using (child)
          where fact = 'on_roll' and {on_day})
        select pairs.*, (
          if(child_a in (from known) or child_b in (from known), {KNOWN.points}, 0)
          + if(child_a in (from missing) or child_b in (from missing), {MISSING.points}, 0)
          + if((child_a in (from enrolled)) <> (child_b in (from enrolled)), {ROLL.points}, 0)
          )::integer as harm
        from {pairs} as pairs"""
