"""Published figures beside a report's own: as they were published, and never worked out anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD, band, given, regions_of
from onroll.figures.published.observations import AUTHORITY, NATIONAL, Observation
from onroll.figures.published.releases import observations, releases
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Given
from onroll.figures.reports.report import Column, Row, Table
from onroll.figures.standing import bands
from onroll.record.home import Home

EXCLUSIONS: Final = {
    "perm_excl_rate": "Permanent exclusions, per 100 pupils",
    "susp_rate": "Suspensions, per 100 pupils",
    "fixed_excl_rate": "Fixed period exclusions, per 100 pupils",
}
"""The words of published indicators by their names; a suspension was a fixed period exclusion."""
AFTER_16: Final = {
    "NEET_not_known_percent": "NEET or not known, % of the cohort",
    "NEET_percent": "NEET, % of the cohort",
    "Notknown_percent": "Not known, % of the cohort",
    "TOTAL_participating_in_education_and_training_percent": "Participating, % of the cohort",
    "September_guarantee_Offer_made_percent": "September Guarantee: offer made, % of the cohort",
}
HOME_EDUCATION: Final = {
    "ehe_anytime_full_year": "Home educated at any time in the year",
    "ehe_starts_full_year": "Started home education in the year",
    "ehe_returns_full_year": "Returned to school in the year",
}
FIFTHS: Final = 5
NO_FIFTH: Final = Given(None, "z")
NONE_GIVEN: Final = "No published figures were given to stand beside these."
FROM_THE_LOWEST: Final = (
    "Quintile 1 is the fifth of authorities with the lowest values, whether low is good or bad."
)
AS_PUBLISHED: Final = "Each number stands as it was published; a symbol is no number, and never 0."


def published_beside(
    run: CountedRun, indicators: Mapping[str, str], title: str
) -> tuple[Table, ...]:
    """A table of what was published of these indicators: of everybody in a place, not of a group.

    `indicators` has the words of each by its name in the file. One row for each time, place and
    indicator, of this authority, its regions and England; the quintile is the authority's among all
    that have a value of the same time. Nothing where nothing was given.
    """
    held = last_editions(each for each in run.published
                         if each.indicator in indicators and is_of_everybody(each))  # fmt: skip
    fifths = fifths_of(held)
    shown = [
        each for each in held
        if each.level == NATIONAL or (each.level == AUTHORITY and each.la_code == run.la_code)
    ]  # fmt: skip
    for same in by_time_and_indicator(held).values():
        shown += regions_of(run.la_code, run.as_of, same)
    order = list(indicators)
    shown.sort(key=lambda each: (each.when, order.index(each.indicator), each.level, each.place))
    rows = tuple(
        Row(
            (each.when, each.place, indicators[each.indicator]),
            (given(each), band(fifths.get((each.when, each.indicator), {}).get(each.la_code))
             if each.level == AUTHORITY else NO_FIFTH),
        )
        for each in shown
    )  # fmt: skip
    if not rows:
        return ()
    columns = (Column("value", "Published value", places=2), Column("quintile", "Quintile"))
    by = (("time", "Time"), ("place", "Place"), ("indicator", "Indicator"))
    notes = (AS_PUBLISHED, FROM_THE_LOWEST, NEITHER_GOOD_NOR_BAD)
    return (Table("published", title, "published figures", by, columns, rows, notes=notes),)


def published_of(home: Home) -> list[Observation]:
    """What is kept in a home of the indicators that reports show, of all times and places: what was
    published first comes first."""
    shown = {**EXCLUSIONS, **AFTER_16, **HOME_EDUCATION}
    held = releases(home)
    order = {(each.dataset, each.name): each.order for each in held}
    kept = {(each.dataset, name) for each in held for name in each.labels if name in shown}
    found = [
        each
        for dataset, name in sorted(kept)
        for each in observations(home, dataset, indicator=name)
    ]
    return sorted(found, key=lambda each: order[each.dataset, each.release])


def is_of_everybody(each: Observation) -> bool:
    """Whether a figure is of no group: each of its filters says Total, or there are none."""
    parts = [part.rpartition(": ")[2] for part in each.filters.split("; ") if part]
    return all(part in ("Total", "16-17") for part in parts)


def last_editions(held: Iterable[Observation]) -> list[Observation]:
    """One figure of each time, place and indicator: where two editions of a file are kept under two
    names, that of the edition published last, which comes last."""
    return list(
        {
            (each.when, each.level, each.la_code or each.place, each.indicator): each
            for each in held
        }.values()
    )


Which = tuple[str, str]
"""A time and an indicator."""


def by_time_and_indicator(held: Iterable[Observation]) -> dict[Which, list[Observation]]:
    found: dict[Which, list[Observation]] = defaultdict(list)
    for each in held:
        found[each.when, each.indicator].append(each)
    return found


def fifths_of(held: Iterable[Observation]) -> dict[Which, dict[str, range | None]]:
    """The quintiles of the authorities of each time and indicator; none of fewer than five."""
    found = {}
    for which, same in by_time_and_indicator(held).items():
        values = {each.la_code: each.value for each in same if each.level == AUTHORITY}
        if sum(value is not None for value in values.values()) >= FIFTHS:
            found[which] = bands(values, FIFTHS)
    return found
