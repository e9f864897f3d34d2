"""Numbers gathered into groups, two at a time or a hundred thousand at once.

Each group is a ring that can be walked, and its first number, the root, is known from any of them.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Partition:
    """The numbers 0 … size-1, each alone to begin with."""

    def __init__(self, size: int) -> None:
        self._parent = np.arange(size)
        self._next = np.arange(size)

    def __len__(self) -> int:
        return len(self._parent)

    def root(self, n: int) -> int:
        """The first number of the group that holds `n`."""
        parent = self._parent
        while (above := parent[n]) != n:
            parent[n] = parent[above]
            n = parent[n]
        return int(n)

    def roots(self) -> Numbers:
        """The root of each number, in order."""
        parent = self._parent
        while not np.array_equal(above := parent[parent], parent):
            parent = above
        self._parent = parent
        return parent.copy()

    def members(self, n: int) -> Iterator[int]:
        """The numbers of the group that holds `n`, itself first."""
        yield n
        at = int(self._next[n])
        while at != n:
            yield at
            at = int(self._next[at])

    def merge(self, first: int, second: int) -> None:
        """Make one group of two, by their roots; `first` must be the lower."""
        self._parent[second] = first
        after = self._next
        after[first], after[second] = after[second], after[first]

    def merge_groups(self, roots: Numbers, starts: Numbers) -> None:
        """Make one group of each run of `roots`, in rising order, that begins at a start.

        No root may be in two runs.
        """
        before = np.arange(len(roots)) - 1
        before[starts] = np.append(starts[1:], len(roots)) - 1  # round to the last of the run
        self._next[roots] = self._next[roots[before]]
        self._parent[roots] = np.repeat(roots[starts], np.diff(np.append(starts, len(roots))))
