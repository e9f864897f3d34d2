"""Attacks releases: what somebody can work out who has all of them, and nothing else.

Each number that is shown is an equation, or two bounds, over how many children each smallest group
has: whole numbers, none below 0. Integer programming finds the least and the most that a number can
be; where they are one number it is recovered, and where they are two next to each other it is
nearly so. Solved with HiGHS (Huangfu and Hall, 2018), by way of scipy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from onroll.figures.disclosure.quiet import quiet
from onroll.figures.disclosure.released import HIDDEN, Figure, Group, Key, Release

Whole = NDArray[np.int64]

INFEASIBLE: Final = 2
"""What `milp` says of a problem without a solution."""

MANY: Final = 1_000_000
"""More children than a smallest group has: what may be so many is bounded by nothing."""

NEAR: Final = 4
"""How far a second world is from the first, in each number, where it is looked for first."""

APART: Final = 2
"""The least and the most of a small number must lie at least so far apart: three values or more."""


@dataclass(frozen=True)
class Recovered:
    """A small number that can be worked back: it lies between `least` and `most`, both included,
    and they are the same or next to each other."""

    key: Key
    least: int
    most: int


class Attacker:
    """Whoever has these releases. Every solution that was found is kept: it shows of every number
    at once that it may be so."""

    def __init__(self, releases: Iterable[Release]) -> None:
        held = list(releases)
        groups = {group for release in held for each in release.figures for group in each.groups}
        same = [pair for release in held for pair in release.as_many]
        groups |= {group for pair in same for side in pair for group in side}
        self.at: dict[Group, int] = {group: n for n, group in enumerate(sorted(groups, key=repr))}
        rows, least, most = [], [], []
        for release in held:
            for figure in release.figures:
                shown = release.shown.get(figure.key, HIDDEN)
                if shown != HIDDEN:
                    rows.append(self.row(figure.groups))
                    least.append(shown.least)
                    most.append(shown.most)
        for one, other in same:
            rows.append(self.row(one) - self.row(other))
            least.append(0)
            most.append(0)
        self.constraints = (
            [LinearConstraint(csr_array(np.array(rows)), np.array(least), np.array(most))]
            if rows
            else []
        )
        self.may_be: list[Whole] = []

    def row(self, groups: Iterable[Group]) -> NDArray[np.float64]:
        found = np.zeros(len(self.at))
        found[[self.at[group] for group in groups if group in self.at]] = 1
        return found

    def knows(self, counts: Mapping[Group, int]) -> None:
        """Keep a solution that is known to be one: how many children there truly are."""
        ordered = sorted(self.at, key=self.at.__getitem__)
        self.may_be.append(np.array([counts.get(group, 0) for group in ordered], dtype=np.int64))

    def tries(self, world: Mapping[Group, int]) -> None:
        """Keep numbers of children that somebody else found, if they fit all that is shown."""
        ordered = sorted(self.at, key=self.at.__getitem__)
        numbers = np.array([world.get(group, 0) for group in ordered], dtype=np.int64)
        if self.fits(numbers):
            self.may_be.append(numbers)

    def fits(self, numbers: Whole) -> bool:
        """Whether so many children in each group agree with all that is shown."""
        return bool(np.all(numbers >= 0)) and all(
            np.all(each.A @ numbers >= each.lb) and np.all(each.A @ numbers <= each.ub)
            for each in self.constraints
        )

    def worlds(self) -> tuple[dict[Group, int], ...]:
        """Every solution that was found, with its groups that have somebody."""
        ordered = sorted(self.at, key=self.at.__getitem__)
        return tuple(
            {group: int(n) for group, n in zip(ordered, each, strict=True) if n}
            for each in self.may_be
        )

    def has_seen_wide(self, figure: Figure) -> bool:
        """Whether the solutions that are kept already leave the number wide enough."""
        row = self.row(figure.groups)
        seen = [round(float(row @ each)) for each in self.may_be]
        return bool(seen) and max(seen) - min(seen) >= APART

    def is_wide(self, figure: Figure) -> bool:
        """Whether the least and the most that the number may be lie far enough apart."""
        if self.has_seen_wide(figure):
            return True
        row = self.row(figure.groups)
        # near a world that is known, a second one is mostly found at once
        return any(
            self.end(row, sign, near) is None or self.has_seen_wide(figure)
            for near in ((True, False) if self.may_be else (False,))
            for sign in (-1, 1)
        )

    def bounds(self, figure: Figure) -> tuple[int, float]:
        """The least and the most that a number can be; the most is infinite where nothing binds
        it."""
        row = self.row(figure.groups)
        least, most = self.end(row, 1), self.end(row, -1)
        return least or 0, inf if most is None else most

    def end(self, row: NDArray[np.float64], sign: int, near: bool = False) -> int | None:
        """The least (1) or the most (-1) of a sum of groups; null where there is no most. `near`
        looks only where no group differs by more than `NEAR` from the first world that is known.

        Raises `Contradicted` where no numbers of children fit what is shown.
        """
        bounds = around(self.may_be[0], NEAR) if near else Bounds(0, MANY)
        with quiet():
            found = milp(
                sign * row, integrality=np.ones(len(row)), bounds=bounds,
                constraints=self.constraints,
            )  # fmt: skip
        if found.status == INFEASIBLE:
            raise Contradicted("No numbers of children fit all that these releases show")
        if found.x is None:
            raise RuntimeError(f"The solver stopped: {found.message}")
        self.keep(found.x)
        end = round(float(row @ self.may_be[-1]))
        return None if end >= MANY else end

    def keep(self, solution: NDArray[np.float64]) -> None:
        """Keep a solution in whole numbers. Raises RuntimeError where it is none then."""
        whole: Whole = np.rint(solution).astype(np.int64)
        if not self.fits(whole):
            raise RuntimeError("The solver's answer does not fit what is shown")
        self.may_be.append(whole)

    def in_last(self, figure: Figure) -> int:
        """What the number is in the solution that was kept last."""
        return round(float(self.row(figure.groups) @ self.may_be[-1]))


def around(numbers: Whole, far: int) -> Bounds:
    """No number of children more than so far from these, and none below 0."""
    return Bounds(np.maximum(numbers - far, 0), numbers + far)


class Contradicted(ValueError):
    """Two numbers that are shown cannot both be right."""


def attack(
    releases: Sequence[Release],
    counts: Mapping[Group, int],
    *,
    small: int,
    targets: Iterable[Figure] | None = None,
) -> list[Recovered]:
    """The small numbers that can be worked back from the releases: those from 1 to below `small`.

    `counts` are the true numbers of children of each group. The numbers that are tried are
    `targets`, or else `every_number`.
    """
    attacker = Attacker(releases)
    attacker.knows(counts)
    for world in (each for release in releases for each in release.worlds):
        attacker.tries(world)
    return recovered(attacker, counts, small, targets or every_number(releases))


def recovered(
    attacker: Attacker, counts: Mapping[Group, int], small: int, targets: Iterable[Figure]
) -> list[Recovered]:
    found = []
    for figure in targets:
        if 1 <= figure.of(counts) < small and not attacker.is_wide(figure):
            least, most = attacker.bounds(figure)
            found.append(Recovered(figure.key, least, int(most)))
    return found


def every_number(releases: Iterable[Release]) -> list[Figure]:
    """Every figure, every smallest group by itself, and every figure without another that is a
    part of it: what is left is nobody's row, and can be subtracted. Each set of groups once."""
    tried: dict[frozenset[Group], Figure] = {}
    for release in releases:
        for figure in release.figures:
            tried.setdefault(figure.groups, figure)
    named = list(tried.values())
    for whole in named:
        for group in whole.groups:
            tried.setdefault(frozenset({group}), Figure(group, frozenset({group})))
        for part in named:
            if part.groups < whole.groups:
                rest = whole.groups - part.groups
                tried.setdefault(rest, Figure(f"{whole.key} without {part.key}", rest))
    return list(tried.values())
