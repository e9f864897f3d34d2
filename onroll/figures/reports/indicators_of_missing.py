"""Indicators of children missing education: new and again, how long, found, closed with sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.durations import BANDS, in_bands
from onroll.figures.reports.indicators import Indicator, share
from onroll.figures.reports.numbers import Count, Given, Median, Thing
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Row, Table
from onroll.figures.spells_over_a_period import flow, thing, things

MISSING: Final = "missing_education"
LOST: Final = "whereabouts_not_known"
WORK: Final = "open_case"
NO_CASES: Final = "No case was told to the record."


def of_missing(run: CountedRun, period: Period) -> Iterable[Indicator]:
    to_found = Median.of(
        [(thing(each), (each.ends_before - each.starts_on).days)
         for each in run.ended(LOST, period) if each.ends_before]
    )  # fmt: skip
    now = flow(run.spells(MISSING), period)
    yield Indicator(
        "Whereabouts not known, until they were or the child was not missing education",
        "Spells that ended in the quarter", Count(to_found.things), median=to_found,
    )  # fmt: skip
    yield Indicator("New to missing education", "Spells", Count(things(now.new)))
    yield share("New to missing education, not the first time", "Spells that are new",
                things(now.again), things(now.new))  # fmt: skip
    title = "Cases closed with the child seen"
    if not run.spells(WORK):
        yield Indicator(title, "Cases closed in the quarter", Given(None, "x", NO_CASES))
        return
    seen = run.facts_of("child_seen")
    closed = run.ended(WORK, period)
    with_sight = [
        case for case in closed
        if any(case.starts_on <= row["starts_on"] and case.ends_before is not None
               and row["starts_on"] <= case.ends_before for row in seen.get(case.child, ()))
    ]  # fmt: skip
    yield share(title, "Cases closed in the quarter", things(with_sight), things(closed))


def open_table(run: CountedRun, period: Period) -> Table:
    """Children missing education on the last day by whereabouts and length: rows add up."""
    day = period.ends_on
    lost = run.on(LOST, day)
    held = [each for each in run.spells(MISSING) if each.on(day)]
    parts = {
        "Whereabouts known": [each for each in held if each.child not in lost],
        "Whereabouts not known": [each for each in held if each.child in lost],
        TOTAL: held,
    }
    none: frozenset[Thing] = frozenset()
    rows = []
    for words, spells in parts.items():
        bands = in_bands(spells, day)
        for band, those in [*((band, bands.get(band, none)) for band in BANDS),
                            (TOTAL, things(spells))]:  # fmt: skip
            rows.append(Row((words, band), (Count(those),)))
    return Table(
        "open_by_whereabouts_and_length", "Missing education, by whereabouts and length",
        "children", (("whereabouts", "Whereabouts"), ("duration", "Duration")),
        (Column("child_count", "Number of children"),), tuple(rows), ONE_GROUP,
    )  # fmt: skip
