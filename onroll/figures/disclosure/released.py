"""What a release says of numbers of children, in the form in which it can be attacked.

Every number counts children of one or more *groups*: the smallest groups that a release tells
apart, such as girls in Year 7 of the north on 30 September. A total counts the children of all its
groups. Two releases that name a group alike count the same children, so that what is hidden in one
and follows from the other is found out.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Final

Group = Hashable
"""The name of a smallest group, the same in every release."""

Key = Hashable
"""The name of a number in a release: its table, row and column."""


@dataclass(frozen=True)
class Figure:
    """A number of a release: how many children there are in these groups."""

    key: Key
    groups: frozenset[Group]

    def of(self, counts: Mapping[Group, int]) -> int:
        """The number, from how many children each group has; a group that is not there has none."""
        return sum(counts.get(group, 0) for group in self.groups)


@dataclass(frozen=True)
class Shown:
    """What is shown of a number: that it lies between two whole numbers, both included.

    A number shown as it is has both alike; one that was rounded to tens lies within five of what is
    printed; one that is hidden is 0 or more.
    """

    least: int
    most: float = inf

    @classmethod
    def exactly(cls, value: int) -> Shown:
        return cls(value, value)

    @classmethod
    def rounded(cls, printed: int, base: int, small: int = 1) -> Shown:
        """A number that was rounded half up to a multiple of the base; as everybody knows, none
        from 1 to below `small` is shown."""
        most = printed + (base - 1) // 2
        if printed == 0:
            return cls(0, most if most >= small else 0)
        return cls(max(printed - base // 2, small), most)


HIDDEN: Final = Shown(0)
"""A number that is hidden. Even that it is not 0 is not told: nought may be hidden too."""


AsMany = tuple[frozenset[Group], frozenset[Group]]
"""Two sets of groups that have as many children, as everybody knows: those of one table and those
of another that tells the same children apart in another way."""


@dataclass(frozen=True)
class Release:
    """The figures of a release, and what is shown of each by its key. One without is hidden.

    `worlds` are numbers of children by group that fit what is shown and are not the true ones, as
    far as they were found: whoever attacks holds each against everything before believing it.
    """

    figures: tuple[Figure, ...]
    shown: Mapping[Key, Shown] = field(default_factory=dict)
    as_many: tuple[AsMany, ...] = ()
    worlds: tuple[Mapping[Group, int], ...] = field(default=(), repr=False, compare=False)
