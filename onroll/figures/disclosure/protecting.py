"""Protects a release: hides small numbers, and as few others as keep them from being worked back.

A number from 1 to below the threshold is hidden. For each small number then another world is looked
for, in which it is otherwise by at least two: one that agrees with all that was released before,
and with as much as may be of what is released now. The numbers in which it differs are hidden, so
that nobody can tell that world from the true one. Fischetti and Salazar-González (2001) show that
such patterns are found by integer programming; taking one number after the other finds a small
pattern, not always the smallest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from onroll.figures.disclosure.attacking import APART, MANY, Attacker, around, every_number
from onroll.figures.disclosure.quiet import quiet
from onroll.figures.disclosure.released import AsMany, Figure, Group, Key, Release, Shown
from onroll.figures.rounding import to_nearest

FURTHEST = 50
"""How far a number may be from the true one in another world, and where it is looked for first how
far a group may be. It only bounds the search."""


class CannotBeProtected(ValueError):
    """Whatever is hidden now, a small number follows from what was released before.

    `key` is the name of that number.
    """

    def __init__(self, key: Key) -> None:
        super().__init__(
            f"{key} is small and can be worked back from what was released before, whatever is "
            "hidden now. Release nothing that it is part of, or larger groups"
        )
        self.key = key


def protect(
    figures: Iterable[Figure],
    counts: Mapping[Group, int],
    *,
    small: int,
    before: Sequence[Release] = (),
    later: Iterable[Figure] = (),
    as_many: tuple[AsMany, ...] = (),
    base: int = 1,
) -> Release:
    """The release of these figures of which no number from 1 to below `small` can be worked back.

    `counts` are the true numbers of children of each group, `before` all that was released so far,
    and `later` what may be released at another time: of that nothing may follow from this either.
    `as_many` is what everybody knows of the groups.
    Every number that it shows is shown as it is, rounded to the nearest of `base`. Raises
    `CannotBeProtected`.
    """
    held = tuple(figures)
    value = {each.key: each.of(counts) for each in held}
    shown = {
        key: Shown.rounded(to_nearest(n, base), base, small)
        for key, n in value.items()
        if not 1 <= n < small
    }
    every = every_number([*before, Release((*held, *later))])
    targets = [each for each in every if 1 <= each.of(counts) < small]
    # of what is released now, nothing is shown yet
    attacker = Attacker([*before, Release((*held, *later), as_many=as_many)])
    attacker.knows(counts)
    for target in sorted(targets, key=lambda each: (len(each.groups), repr(each.key))):
        if attacker.has_seen_wide(target):
            continue
        other = another_world(attacker, target, counts, held, shown)
        if other is None:
            raise CannotBeProtected(target.key)
        attacker.keep(other)
        for figure in held:
            seen = shown.get(figure.key)
            if seen and not seen.least <= attacker.in_last(figure) <= seen.most:
                del shown[figure.key]
    return Release(held, shown, as_many, attacker.worlds())


def another_world(
    attacker: Attacker,
    target: Figure,
    counts: Mapping[Group, int],
    held: Sequence[Figure],
    seen: Mapping[Key, Shown],
) -> NDArray[np.float64] | None:
    """How many children each group has in a world in which the target is otherwise by two or more
    and the fewest of the numbers that are shown are; null where there is none.

    What `attacker` holds was released before, and is so in every world.
    """
    shown = [each for each in held if each.key in seen]
    true = target.of(counts)
    groups, many = len(attacker.at), len(shown)
    lowest = np.array([seen[each.key].least for each in shown], dtype=float)
    highest = np.array([seen[each.key].most for each in shown], dtype=float)
    # of each shown number, whether it is otherwise: at most so far above, at most so far below
    either = csr_array(np.eye(many) * FURTHEST)
    rows = csr_array(np.array([attacker.row(each.groups) for each in shown]).reshape(many, groups))
    beyond = csr_array((1, many))
    cost = np.concatenate([np.zeros(groups), [weight(each, counts) for each in shown]])
    found = []
    for least, most in ((true + APART, np.inf), (-np.inf, true - APART)):
        if most < 0:
            continue
        constraints = [
            widened(rows, -either, -np.inf, highest),
            widened(rows, either, lowest, np.inf),
            widened(csr_array(attacker.row(target.groups).reshape(1, groups)), beyond, least, most),
            *(widened(csr_array(each.A), csr_array((each.A.shape[0], many)), each.lb, each.ub)
              for each in attacker.constraints),
        ]  # fmt: skip
        for box in (around(attacker.may_be[0], FURTHEST), Bounds(np.zeros(groups), MANY)):
            lowest_of = np.concatenate([box.lb, np.zeros(many)])
            highest_of = np.concatenate([np.broadcast_to(box.ub, groups), np.ones(many)])
            with quiet():
                solved = milp(
                    cost, integrality=np.ones(groups + many), bounds=Bounds(lowest_of, highest_of),
                    constraints=constraints,
                )  # fmt: skip
            if solved.x is not None:
                found.append((solved.fun, solved.x[:groups]))
                break
    return min(found, key=lambda each: each[0])[1] if found else None


def widened(left: csr_array, right: csr_array, least: object, most: object) -> LinearConstraint:
    return LinearConstraint(hstack([left, right], format="csr"), least, most)


def weight(figure: Figure, counts: Mapping[Group, int]) -> float:
    """What it costs to hide a number: one, and a little more for a total and for a large number."""
    return 1 + 0.01 * len(figure.groups) + 0.0001 * figure.of(counts)
