"""The gate of a release: what is hidden in a report, so that nothing gives a child away.

It reckons with everything that was released before. Counts are protected as ADR 31 says; a
percentage, rate or median is shown only beside the counts that it is made of, for either with the
other gives the third.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from onroll.figures.disclosure import CannotBeProtected, attack, protect
from onroll.figures.disclosure.attacking import every_number
from onroll.figures.disclosure.released import Key, Release, Shown
from onroll.figures.releasing.between_releases import Rest, between
from onroll.figures.releasing.small_rows import put_together
from onroll.figures.releasing.what_is_told_apart import Group, ReleaseName, ToldApart, told_apart
from onroll.figures.releasing.words_that_tell import findings_told
from onroll.figures.reports.numbers import (
    Count,
    Given,
    Hidden,
    Mean,
    MeanShare,
    Median,
    Number,
    Rate,
    Share,
    Thing,
)
from onroll.figures.reports.report import NumberKey, Report, Table
from onroll.figures.rounding import to_nearest

ROUNDED: Final = (
    "Numbers are rounded to the nearest {base}, and percentages and rates are made of the rounded "
    "numbers. Parts may not add up."
)
"""What is said of every table of a release that is rounded."""


@dataclass(frozen=True)
class Released:
    """A report as it was counted, and the names of the numbers that are hidden where it is read.

    `small` is the threshold: numbers from 1 to below it are hidden. The others are rounded to the
    nearest of `base` where they are read; 1 is not rounded.
    """

    report: Report
    hidden: frozenset[NumberKey]
    small: int
    base: int = 1

    def as_read(self) -> Report:
        """The report with what is hidden taken out, of its tables and of its findings."""
        hidden, base = self.hidden, self.base
        return replace(
            self.report,
            tables=tuple(table_as_read(each, hidden, base) for each in self.report.tables),
            findings=findings_told(self.report, hidden, small=self.small, base=base),
        )


class Refused(ValueError):
    """A report that must not be released, and why, in words for whoever drafts it."""


def through_the_gate(
    name: ReleaseName,
    report: Report,
    before: Mapping[ReleaseName, Released],
    *,
    small: int,
    base: int = 1,
) -> Released:
    """The report with as few numbers hidden as keep each from 1 to below `small` from being worked
    back, by whoever has all of `before` too; the others rounded to the nearest of `base`. Raises
    Refused."""
    report = put_together(report, small=small)
    reports = {**{key: each.report for key, each in before.items()}, name: report}
    apart = {key: told_apart(key, each) for key, each in reports.items()}
    links = between(reports, apart, small=small)
    counts = dict(links.counts)
    for each in apart.values():
        counts |= each.counts
    earlier = [released(apart[key], each, counts) for key, each in before.items()]
    figures = apart[name].figures
    try:
        found = protect(
            figures.values(),
            counts,
            small=small,
            before=earlier,
            later=links.rests,
            as_many=(*apart[name].as_many, *links.as_many),
            base=base,
        )
    except CannotBeProtected as problem:
        raise Refused(
            f"This cannot be released: {number_in_words(problem.key)} is small and can be worked "
            "back from what was released before, whatever is hidden now. Release nothing that it "
            "is part of, or larger groups."
        ) from None
    hidden = frozenset(key for key, each in figures.items() if each.key not in found.shown)
    everything = [*earlier, found]
    targets = [*every_number(everything), *links.rests]
    if worked_back := attack(everything, counts, small=small, targets=targets):
        raise Refused(
            f"This cannot be released: {len(worked_back)} small numbers could still be worked back"
        )
    return Released(report, hidden | made_of_hidden(report, hidden), small, base)


def number_in_words(key: Key) -> str:
    """Which number that is, for whoever drafts: a number may be one that nobody prints."""
    match key:
        case Rest():
            return "how many are counted in one number and not in another"
        case Group(release=release, rows=rows):
            return f"a part of {release}, {'; '.join(', '.join(labels) for _, labels in rows)},"
        case (str(release), (str(table), tuple(labels), str(column))):
            return f"{release}, {table}: {', '.join(map(str, labels))} ({column})"
    return "what is left of one number without another"


def released(apart: ToldApart, before: Released, counts: Mapping[Hashable, int]) -> Release:
    """What was shown of an earlier release, rounded as it was then."""
    base = before.base

    def seen(n: int) -> Shown:
        if base == 1:
            return Shown.exactly(n)
        return Shown.rounded(to_nearest(n, base), base, before.small)

    figures = apart.figures
    shown = {
        each.key: seen(each.of(counts)) for key, each in figures.items() if key not in before.hidden
    }
    return Release(tuple(figures.values()), shown, apart.as_many)


def made_of_hidden(report: Report, hidden: frozenset[NumberKey]) -> frozenset[NumberKey]:
    """The numbers that are made of counts of which not all are printed and shown."""
    printed: set[frozenset[Thing]] = set()
    kept_back: set[frozenset[Thing]] = set()
    for key, number in report.numbers():
        if isinstance(number, Count):
            (kept_back if key in hidden else printed).add(number.things)
    shown = printed - kept_back
    return frozenset(
        key for key, number in report.numbers() if not all(each in shown for each in parts(number))
    )


def parts(number: Number) -> tuple[frozenset[Thing], ...]:
    """The counts that a number is made of, beside which alone it may be shown."""
    match number:
        case Share():
            return (number.part, number.whole)
        case Rate() | Median():
            return (number.things,)
        case Mean():
            return number.counted or ()
        case MeanShare():
            return (*parts(number.part), *parts(number.whole))
        case Count() | Given() | Hidden():
            return ()


def table_as_read(table: Table, hidden: frozenset[NumberKey], base: int) -> Table:
    rows = tuple(
        replace(
            row,
            numbers=tuple(
                Hidden() if (table.key, row.labels, column.key) in hidden else rounded(number, base)
                for column, number in zip(table.columns, row.numbers, strict=True)
            ),
        )
        for row in table.rows
    )
    notes = (*table.notes, ROUNDED.format(base=base)) if base > 1 else table.notes
    return replace(table, rows=rows, notes=notes)


def rounded(number: Number, base: int) -> Number:
    """The number as it is read: counts are rounded, and what is made of them is made anew."""
    match number:
        case Count() | Share() | Rate() | Mean():
            return replace(number, base=base)
        case MeanShare():
            part, whole = (replace(each, base=base) for each in (number.part, number.whole))
            return replace(number, part=part, whole=whole)
        case Median() | Given() | Hidden():
            return number
