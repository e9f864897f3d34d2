"""What follows from two releases at once: that one number is the other's, or a part of it.

Each release is attacked with what its own tables tell apart (`what_is_told_apart`). A number that
counts the very children that a number of another release counts is the same number; and where it
counts all of them but a few, those few are what is left when one is taken from the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from onroll.figures.disclosure import Figure
from onroll.figures.disclosure.released import AsMany
from onroll.figures.releasing.what_is_told_apart import ReleaseName, ToldApart
from onroll.figures.reports.numbers import Count, Thing
from onroll.figures.reports.report import Report


class Rest(NamedTuple):
    """Children of one number who are not of another that is a part of it."""

    children: frozenset[Thing]


@dataclass(frozen=True)
class Links:
    """Which groups of different releases have as many children; and of the few who are left over
    between two numbers, a figure that nobody prints, and how many they are."""

    as_many: tuple[AsMany, ...]
    rests: tuple[Figure, ...]
    counts: Mapping[Hashable, int]


def between(
    reports: Mapping[ReleaseName, Report],
    apart: Mapping[ReleaseName, ToldApart],
    *,
    small: int,
) -> Links:
    """How the numbers of all these releases hang together. Of a part, only what is left of fewer
    than `small` children, or of as many as some number counts."""
    printed: dict[frozenset[Thing], list[Figure]] = {}
    for name, report in reports.items():
        for things, figure in counted(report, apart[name]):
            printed.setdefault(things, []).append(figure)
    as_many: list[AsMany] = [
        (first.groups, other.groups) for first, *others in printed.values() for other in others
    ]
    rests: dict[Rest, Figure] = {}
    by_size = sorted(printed, key=len)
    for at, whole in enumerate(by_size):
        for part in by_size[:at]:
            left = whole - part if part and part < whole else None
            if not left or (len(left) >= small and left not in printed):
                continue
            rest = Rest(left)
            group = frozenset[Hashable]({rest})
            as_many.append((printed[part][0].groups | group, printed[whole][0].groups))
            if rest not in rests:
                rests[rest] = Figure(rest, group)
                as_many.extend((group, each.groups) for each in printed.get(left, [])[:1])
    return Links(
        tuple(as_many), tuple(rests.values()), {each: len(each.children) for each in rests}
    )


def counted(report: Report, apart: ToldApart) -> Iterator[tuple[frozenset[Thing], Figure]]:
    for key, number in report.numbers():
        if isinstance(number, Count) and key in apart.figures:
            yield number.things, apart.figures[key]
