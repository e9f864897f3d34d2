"""Indicators of children on a roll, after 16, with a social worker; of what is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.indicators import Indicator, share
from onroll.figures.reports.neet_and_not_known import cohort_and_groups
from onroll.figures.reports.numbers import Count
from onroll.record.definitions import definition
from onroll.record.definitions.catalogue.missing_out_groups import MISSING_OUT_GROUPS
from onroll.record.identifiers import upn

SHORT: Final = "under_25_hours"
ABSENT: Final = (
    "part_time_timetable_over_limit", "persistent_absence",
    "persistent_absence_without_part_time", "severe_absence",
)  # fmt: skip
WORKER: Final = "with_a_social_worker"
SOCIAL: Final = (
    "missing_education", "missing_out_on_education", "home_educated", "persistent_absence",
)  # fmt: skip
GROUPS: Final = tuple(each for each in MISSING_OUT_GROUPS if each.key.startswith("pme_"))


def of_others(run: CountedRun, period: Period) -> Iterable[Indicator]:
    day = period.ends_on
    short = run.on(SHORT, day)
    for group in GROUPS:
        held = run.on(group.key, day)
        yield share(
            f"Under 25 hours a week: {group.title}", "Children of the group", held & short, held
        )
    for key in ABSENT:
        yield Indicator(definition(key).title, "Children", Count(run.on(key, day)))
    cohort, _neet, not_known, _either = cohort_and_groups(run, day)
    yield share("Activity not known at 16 and 17", "Young people of academic age 16 and 17",
                not_known, cohort)  # fmt: skip
    worker = run.on(WORKER, day)
    for key in SOCIAL:
        held = run.on(key, day)
        yield share(f"With a social worker: {definition(key).title}", "Children",
                    held & worker, held)  # fmt: skip


def of_quality(run: CountedRun, period: Period) -> Iterable[Indicator]:
    """What is known of the children of school age who live in the area, on the last day. One whose
    age nobody knows may be of school age, and is among them."""
    day = period.ends_on
    of_no_age = {row["child"] for row in run.facts("age_not_known", on=day)}
    held = (run.on("compulsory_school_age", day) | of_no_age) & run.on("resident", day)
    who = {child: run.children[child] for child in held}
    counted = "Children of school age, or of an age not known, in the area"
    verified = frozenset(
        row["child"] for row in run.facts("address_verified", of=held) if row["starts_on"] <= day
    )
    known = {
        "Unique pupil number that passes its check": {
            child for child, each in who.items() if upn(each["upn"] or "").kind
        },
        "Ethnic group known": {
            child for child, each in who.items() if each["ethnicity"] not in (None, "", "NOBT")
        },
        "Date of birth known": {child for child, each in who.items() if each["date_of_birth"]},
        "Address verified at least once": verified & held,
    }
    for title, those in known.items():
        yield share(title, counted, frozenset(those), held)
