"""What follows from two releases at once: that one number is the other's, or a part of it.

Each release is attacked with what its own tables tell apart (`what_is_told_apart`). A number that
counts the very children that a number of another release counts is the same number; and where it
counts all of them but a few, those few are what is left when one is taken from the other. Where two
numbers together count all the children of a third, and a few twice, those few are the sum of the
two without the third: so three releases can tell what no two of them do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
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
    than `small` children, or of as many as some number counts; and of two parts that make up a
    whole, what both have, if that is fewer than `small`."""
    printed: dict[frozenset[Thing], list[Figure]] = {}
    for name, report in reports.items():
        for things, figure in counted(report, apart[name]):
            printed.setdefault(things, []).append(figure)
    as_many: list[AsMany] = [
        (first.groups, other.groups) for first, *others in printed.values() for other in others
    ]
    rests: dict[Rest, Figure] = {}
    parts: dict[frozenset[Thing], list[frozenset[Thing]]] = defaultdict(list)
    by_size = sorted(printed, key=len)
    for at, whole in enumerate(by_size):
        for part in by_size[:at]:
            if not part or not part < whole:
                continue
            parts[whole].append(part)
            left = whole - part
            if len(left) >= small and left not in printed:
                continue
            rest = Rest(left)
            group = frozenset[Hashable]({rest})
            as_many.append((printed[part][0].groups | group, printed[whole][0].groups))
            if rest not in rests:
                rests[rest] = Figure(rest, group)
                as_many.extend((group, each.groups) for each in printed.get(left, [])[:1])
    counts: dict[Hashable, int] = {each: len(each.children) for each in rests}
    for whole, one, other in overlaps(parts, small):
        in_both, first, second = (Rest(each) for each in (one & other, one - other, other - one))
        rests.setdefault(in_both, Figure(in_both, frozenset({in_both})))
        counts |= {each: len(each.children) for each in (in_both, first, second)}
        for things, groups in (
            (one, {first, in_both}), (other, {second, in_both}), (whole, {first, second, in_both}),
        ):  # fmt: skip
            as_many.append((printed[things][0].groups, frozenset[Hashable](groups)))
    return Links(tuple(as_many), tuple(rests.values()), counts)


Things = frozenset[Thing]


def overlaps(
    parts: Mapping[Things, Sequence[Things]], small: int
) -> Iterator[tuple[Things, Things, Things]]:
    """Each whole with two parts that together are all of it and have fewer than `small` in common.
    Their sizes are looked at first: hardly any two have the right ones."""
    for whole, held in parts.items():
        of_size: dict[int, list[Things]] = defaultdict(list)
        for one in held:  # the smaller first
            for few in range(1, small):
                for other in of_size.get(len(whole) + few - len(one), ()):
                    if len(one & other) == few:
                        yield whole, one, other
            of_size[len(one)].append(one)


def counted(report: Report, apart: ToldApart) -> Iterator[tuple[frozenset[Thing], Figure]]:
    for key, number in report.numbers():
        if isinstance(number, Count) and key in apart.figures:
            yield number.things, apart.figures[key]
