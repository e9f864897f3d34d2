"""Merging many groups at once leaves what merging them two at a time leaves."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.people.partition import Partition

SIZE = 24


@st.composite
def rounds(draw) -> list[list[list[int]]]:
    """A few rounds, each some of the numbers in lists of two or more."""
    made = []
    for _ in range(draw(st.integers(1, 4))):
        shuffled = draw(st.permutations(range(SIZE)))
        cuts = draw(st.lists(st.integers(0, SIZE), max_size=8))
        made.append([shuffled[a:b] for a, b in pairwise(sorted({0, SIZE, *cuts}))])
    return made


def roots_in_order(partition: Partition, chosen: list[int]) -> list[int]:
    return sorted({partition.root(n) for n in chosen})


@given(rounds())
def test_at_once_is_as_one_by_one(rounds):
    at_once, one_by_one = Partition(SIZE), Partition(SIZE)
    for chosen in rounds:
        groups: dict[int, list[int]] = {}
        taken: set[int] = set()
        for each in chosen:
            roots = [root for root in roots_in_order(one_by_one, each) if root not in taken]
            if len(roots) > 1:
                groups[roots[0]] = roots
                taken.update(roots)
        for roots in groups.values():
            for other in roots[1:]:
                one_by_one.merge(one_by_one.root(roots[0]), one_by_one.root(other))
        if groups:
            lengths = [len(roots) for roots in groups.values()]
            at_once.merge_groups(
                np.concatenate([np.array(roots) for roots in groups.values()]),
                np.cumsum([0, *lengths])[:-1],
            )
    for n in range(SIZE):
        assert at_once.root(n) == one_by_one.root(n)
        assert list(at_once.members(n)) == list(one_by_one.members(n))
    assert at_once.roots().tolist() == one_by_one.roots().tolist()
    assert all(at_once.root(n) == min(at_once.members(n)) for n in range(SIZE))
