"""The officers' cases on the quarter's scorecard: what the new are about, how the resolved ended.

A case is open work: one that is opened while another about the child is open goes on with it, as in
every count of cases. What it was about is as it was said at the referral that opened it; how it
ended, as the closing that ended it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from onroll.figures.reports import breakdowns as by
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.numbers import Thing
from onroll.figures.reports.report import Table
from onroll.figures.spells_over_a_period import Flow, thing
from onroll.figures.termly_return import UNKNOWN
from onroll.record.casework.outcomes import endings
from onroll.record.casework.referring import ISSUES

OPENED: Final = "Case opened"
CLOSED: Final = "Case closed"
ABOUT: Final = (*ISSUES.values(), UNKNOWN)
ENDED: Final = (*endings(), UNKNOWN)
NOT_SAID: Final = f"{UNKNOWN}: the record does not say."


def of_the_cases(run: CountedRun, cases: Flow[Spell]) -> tuple[Table, ...]:
    """Of the new cases what they are mostly about, and of the resolved how they ended; no table
    where there is no case at all."""
    if not run.spells("open_case"):
        return ()
    issues = said_on(run, OPENED, "issue")
    outcomes = said_on(run, CLOSED, "outcome")
    new = {each: issues[each.child, each.starts_on] for each in cases.new}
    ended = {each: outcomes[each.child, each.ends_before] for each in cases.resolved}
    return (
        by.breakdown("new_cases_by_issue", "New cases, by predominant issue", "Predominant issue",
                     grouped(new, ABOUT), things="cases", order=ABOUT,
                     notes=("As it was said with the referral, whatever was found later.",
                            NOT_SAID)),
        by.breakdown("cases_closed_by_outcome", "Cases closed, by outcome", "Outcome",
                     grouped(ended, ENDED), things="cases", order=ENDED,
                     notes=("The outcome with which the work was closed.", NOT_SAID)),
    )  # fmt: skip


def said_on(
    run: CountedRun, decision: str, column: str
) -> defaultdict[tuple[str, date | None], set[str]]:
    """What was said, by child and day, of the cases that were opened or closed on the day."""
    found: defaultdict[tuple[str, date | None], set[str]] = defaultdict(set)
    for row in run.cases:
        if row["decision"] == decision and row[column]:
            found[row["child"], row["told_on"]].add(row[column])
    return found


def grouped(
    cases: Mapping[Spell, Collection[str]], order: Sequence[str]
) -> dict[str, frozenset[Thing]]:
    """The cases by what was said of them; of two things said on one day the first of the order."""
    found: dict[str, set[Thing]] = defaultdict(set)
    for case, said in cases.items():
        found[next((each for each in order if each in said), UNKNOWN)].add(thing(case))
    return {group: frozenset(held) for group, held in found.items()}
