"""What a sweep must work out, in which order, and which bit of the state says what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onroll.record.day_line import Points
from onroll.record.spells import Both, Either, Named, Spells, Without

BITS = 62
"""Facts in one word of state; a BIGINT has 63 bits that all engines read alike."""


Held = NDArray[np.bool_]


@dataclass
class Plan:
    """What must be worked out, in which order, for a set of expressions.

    `steps` has every expression and every part of one, each once and after its own parts, with the
    places in `steps` of those parts; `place` is that of each. `nodes` numbers every fact, every
    verb and every set expression that a verb works on: the bits of the state.
    """

    nodes: dict[Spells, int] = field(default_factory=dict)
    steps: list[tuple[Spells, tuple[int, ...]]] = field(default_factory=list)
    place: dict[Spells, int] = field(default_factory=dict)

    @classmethod
    def of(cls, expressions: Iterable[Spells]) -> Plan:
        plan = cls()
        for expression in expressions:
            plan.testable(plain(expression))
        return plan

    def testable(self, expression: Spells) -> None:
        """Number what must be known for the expression to be read off the state."""
        if expression in self.place:
            return
        parts = [plain(part) for part in expression.parts]
        for part in parts:
            self.testable(part)
            if is_compound(part) and not is_compound(expression):
                self.number(part)
        self.place[expression] = len(self.steps)
        self.steps.append((expression, tuple(self.place[part] for part in parts)))
        if not is_compound(expression):
            self.number(expression)

    def number(self, node: Spells) -> None:
        self.nodes.setdefault(node, len(self.nodes))

    @property
    def words(self) -> range:
        """The words of state that the bits need."""
        return range(1 + (len(self.nodes) - 1) // BITS)

    def holds(self, expression: Spells, state: Sequence[Points]) -> Held:
        """Whether the expression is true of each row of state, of which the words are given."""
        match expression:
            case Named(_, _, a):
                return self.holds(a, state)
            case Both(a, b):
                return self.holds(a, state) & self.holds(b, state)
            case Either(a, b):
                return self.holds(a, state) | self.holds(b, state)
            case Without(a, b):
                return self.holds(a, state) & ~self.holds(b, state)
            case _:
                word, bit = divmod(self.nodes[expression], BITS)
                return (state[word] & (1 << bit)) != 0


def plain(expression: Spells) -> Spells:
    """The expression itself, without the name it goes by."""
    while isinstance(expression, Named):
        expression = expression.a
    return expression


def is_compound(expression: Spells) -> bool:
    return isinstance(expression, Both | Either | Without)
