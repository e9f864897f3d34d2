"""How many of each cohort that SESLIP names have a social worker, special needs or free meals.

SESLIP (2020, section B) means by children missing education an umbrella of cohorts, and says that
too many of them are known to social care, have special educational needs or social, emotional and
mental health needs, and are eligible for free school meals. Its term is not that of section 436A:
so each cohort stands beside the definition it is counted by, and all children of school age beside
the cohorts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import children, day_words
from onroll.figures.reports.numbers import Count, Given, Share, Thing
from onroll.figures.reports.overlay_groups import KNOWN, ON_ROLL, OverlayGroup, overlay_groups
from onroll.figures.reports.report import MORE_GROUPS, TOTAL, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late
from onroll.record.definitions import definition

SCOPE: Final = "seslip_scope"
STATUTORY: Final = "missing_education"
COHORTS: Final = {
    "permanently_excluded_without_place": "Permanent exclusion",
    "suspended": "Fixed-period exclusion",
    "part_time_timetable_over_limit": "Part-time timetable that goes beyond six weeks",
    "persistent_absence": "Persistently absent from school",
    "unexplained_exit": "Off-rolled",
    "home_educated": "Educated at home",
    STATUTORY: "Missing education, as the Department defines it",
    SCOPE: "Children missing education, SESLIP's umbrella",
}
"""The definition that counts each cohort, and what SESLIP calls it."""

OF_AGE: Final = ("compulsory_school_age", "resident")
EVERYBODY: Final = "Children of school age in the area"
NOT_TOLD: Final = Given(None, "x")
NUMBER: Final = Column("child_count", "Number of children")
COHORT: Final = ("cohort", "Cohort")
OFF_ROLLED: Final = (
    "Why a school let a pupil go cannot be counted. Counted for SESLIP's off-rolled is an exit "
    "that nothing on record explains. The umbrella counts another: a name taken off a roll with "
    "nowhere known to go."
)
ON_NO_ROLL: Final = {
    definition(key).title for key in ("unexplained_exit", "home_educated", STATUTORY)
}
"""The cohorts in which nobody is on a roll, whatever was told."""

OF_WHOM: Final = (
    "A percentage is of all children of the cohort. That of support is of those on a roll: only a "
    "school's roll tells of support, so of a cohort on no roll it is not available."
)


def make(run: CountedRun, period: Period) -> Report:
    """The cohorts of the period's last day, and how many children of each are in each group."""
    day = period.ends_on
    held = {definition(key).title: run.on(key, day) for key in COHORTS}
    held[EVERYBODY] = frozenset.intersection(*(run.on(key, day) for key in OF_AGE))
    groups = overlay_groups(run, day)
    return Report(
        key="cohort_overlay",
        title="Social workers, special needs and free meals, by cohort",
        authority=run.authority,
        day=day,
        period=None,
        definitions=(*COHORTS, *OF_AGE, ON_ROLL, KNOWN),
        tables=(
            Table("cohorts", f"Each cohort on {day_words(day)}, and what it counts", "children",
                  (("named", "What SESLIP calls it"), COHORT, ("definition", "Definition")),
                  (NUMBER,), as_defined(held), MORE_GROUPS, (OFF_ROLLED,)),
            Table("overlay", f"Groups of each cohort on {day_words(day)}", "children",
                  (COHORT, ("group", "Group")),
                  (NUMBER, Column("child_percent", "Percentage", "%", 1)),
                  tuple(row for title, those in held.items()
                        for row in of_cohort(title, those, groups)),
                  MORE_GROUPS,
                  (*(f"{each.title}: {each.formula}" for each in groups
                     if each.children is not None), OF_WHOM)),
        ),
        findings=findings(held, groups, day_words(day)),
        left_out=("Children below and above compulsory school age.",),
        not_known=(
            *(each.why_not for each in groups if each.children is None),
            *what_is_late(run, (*COHORTS, ON_ROLL, KNOWN)),
        ),
    )  # fmt: skip


def as_defined(held: Mapping[str, frozenset[Thing]]) -> tuple[Row, ...]:
    """One row for each cohort: SESLIP's word for it, its title here, and its formula in words."""
    named = {definition(key).title: (words, definition(key).words)
             for key, words in COHORTS.items()}  # fmt: skip
    named[EVERYBODY] = (
        "Not SESLIP's: to compare with",
        "A child who is of compulsory school age and living in the area.",
    )
    return tuple(
        Row((named[title][0], title, named[title][1]), (Count(those),))
        for title, those in held.items()
    )


def of_cohort(title: str, those: frozenset[Thing], groups: tuple[OverlayGroup, ...]) -> list[Row]:
    """One row for all children of a cohort, and one for those of them who are in each group."""
    rows = [Row((title, TOTAL), (Count(those), Share(those, those)))]
    for group in groups:
        unknown = group.among is not None and title in ON_NO_ROLL
        parts = None if unknown else group.parts(those)
        numbers = (NOT_TOLD, NOT_TOLD) if parts is None else (Count(parts[0]), Share(*parts))
        rows.append(Row((title, group.title), numbers))
    return rows


def findings(
    held: Mapping[str, frozenset[Thing]], groups: tuple[OverlayGroup, ...], day: str
) -> tuple[str, ...]:
    """What the two terms count, and a sentence for each group that the record tells."""
    scope, statutory = (held[definition(key).title] for key in (SCOPE, STATUTORY))
    said = [
        f"SESLIP's term and the statutory one are two: {children(len(scope))} in SESLIP's scope, "
        f"{len(statutory):,} missing education by the Act, on {day}."
    ]
    for group in groups:
        ours, all_of = group.parts(scope), group.parts(held[EVERYBODY])
        if ours and all_of:
            said.append(
                f"{group.title}: {len(ours[0]):,} of {children(len(ours[1]))} in SESLIP's scope, "
                f"and {len(all_of[0]):,} of {children(len(all_of[1]))} of school age in the area."
            )
    return tuple(said)
