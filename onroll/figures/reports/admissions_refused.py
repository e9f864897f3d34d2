"""Applications for a school place that were refused: of what kind, to where, and what came of them.

One refusal is one application to one school on one day; a child may have several.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports import breakdowns as by
from onroll.figures.reports.academic_years import year_words
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import children, day_words, many, were
from onroll.figures.reports.numbers import Thing, child_of
from onroll.figures.reports.reasons_and_outcomes import OUTCOMES
from onroll.figures.reports.report import Report
from onroll.figures.reports.what_is_late import PROTECTED, what_is_late
from onroll.figures.termly_return import UNKNOWN

REFUSED: Final = "application_refused"
KINDS: Final = {
    "refused_first_admission": "First admission",
    "refused_mid_term": "Within the year",
    "refused_transfer": "Transfer",
}
"""The words of each kind of application. One that is of two kinds is of the first."""
NO_KIND: Final = "Kind not told"
WAITING: Final = "admission_refused"
NONE: Final = "None since"
FOUND: Final = "Offered or admitted since"
NOW: Final = {
    "missing_education": "Missing education",
    **OUTCOMES,
}
LISTS: Final = (WAITING, "first_admission_refused", "mid_term_admission_refused",
                "transfer_refused")  # fmt: skip


@dataclass(frozen=True)
class Refusal:
    """What kind of application was refused, and for a place at which school."""

    kind: str
    school: str


def make(run: CountedRun, period: Period) -> Report:
    """The refusals of an academic year up to the period's last day."""
    day = period.ends_on
    found = refusals(run, period)
    where: dict[str, set[Thing]] = defaultdict(set)
    kinds: dict[str, set[Thing]] = defaultdict(set)
    for thing, each in found.items():
        kinds[each.kind].add(thing)
        if child_of(thing) not in run.protected:
            where[each.school].add(thing)
    refused = frozenset(child_of(thing) for thing in found)
    families = {words: run.on(key, day) for key, words in NOW.items()}
    status = by.grouped(
        refused,
        lambda child: next((words for words, held in families.items() if child in held), UNKNOWN),
    )
    return Report(
        key="admissions_refused",
        title="Applications for a school place that were refused",
        authority=run.authority,
        day=day,
        period=period,
        definitions=LISTS,
        tables=(
            by.breakdown("refusals_by_kind", f"Refusals in {year_words(period)}, by kind",
                         "Kind of application", kinds, things="refusals",
                         order=(*KINDS.values(), NO_KIND)),
            by.breakdown("refusals_by_school", f"Refusals in {year_words(period)}, by school",
                         "School", where, things="refusals", notes=(PROTECTED,),
                         others="Other schools", unplaced=by.SCHOOL_NOT_TOLD),
            by.breakdown("children_by_status", f"Where those children were on {day_words(day)}",
                         "Status now", status, order=(*NOW.values(), UNKNOWN)),
            by.breakdown("children_by_offer", "Whether a place was found since", "Place",
                         since(run, found, run.on(WAITING, day), period),
                         order=(NONE, FOUND, UNKNOWN)),
        ),
        findings=findings(found, refused & run.on(WAITING, day), period),
        left_out=(PROTECTED,),
        not_known=what_is_late(run, LISTS),
    )  # fmt: skip


def refusals(run: CountedRun, period: Period) -> dict[Thing, Refusal]:
    """Kind and school of each refusal of a period. The things are child, school and day."""
    first, last = period
    kind_of: dict[Thing, str] = {}
    told = run.facts(REFUSED, *KINDS)
    for fact, words in KINDS.items():
        for row in told:
            if row["fact"] == fact:
                kind_of.setdefault(named(row), words)
    return {
        named(row): Refusal(
            kind_of.get(named(row), NO_KIND),
            by.school_name(run, row["setting"]) if row["setting"] else by.SCHOOL_NOT_TOLD,
        )
        for row in told
        if row["fact"] == REFUSED and first <= row["starts_on"] <= last
    }


def findings(
    found: dict[Thing, Refusal], placeless: frozenset[str], period: Period
) -> tuple[str, ...]:
    days = f"from {day_words(period.starts_on)} to {day_words(period.ends_on)}"
    if not found:
        return (f"No application was refused {days}.",)
    refused = {child_of(thing) for thing in found}
    return (
        f"{many(len(found), 'application', 'applications')} for {children(len(refused))} "
        f"{were(len(found))} refused {days}.",
        f"{len(placeless):,} of these children had been offered no place since, and admitted "
        "nowhere.",
    )


def named(row: dict[str, object]) -> Thing:
    return f"{row['child']}|{row['starts_on']} {row['setting'] or ''}"


def since(
    run: CountedRun, found: dict[Thing, Refusal], waiting: frozenset[str], period: Period
) -> dict[str, frozenset[Thing]]:
    """The refused children by whether a place was found: offered, or admitted, from the day of the
    refusal on. Of one neither waiting nor placed, as of one not of school age, nothing is known."""
    first: dict[str, str] = {}
    for thing in sorted(found):
        first.setdefault(child_of(thing), thing.partition("|")[2][:10])
    placed = frozenset(
        row["child"]
        for row in run.facts("offer_not_started", "admitted")
        if row["child"] in first
        and first[row["child"]] <= row["starts_on"].isoformat()
        and row["starts_on"] <= period.ends_on
    )
    none, everybody = waiting & frozenset(first), frozenset(first)
    return {NONE: none, FOUND: placed - none, UNKNOWN: everybody - placed - none}
