"""What a sweep must work out, in which order, and which bit of the state says what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onroll.record.spells import Both, Either, Fact, Named, Spells, Without

BITS = 62
"""Facts in one word of state; a BIGINT has 63 bits that all engines read alike."""


@dataclass
class Plan:
    """What must be worked out, in which order, for a set of expressions.

    `nodes` numbers every fact, every verb and every set expression that a verb works on; `tables`
    names the engine's table that holds a node's runs. Facts are known at level 0; a level holds
    what can be worked out from the levels before it.
    """

    nodes: dict[Spells, int] = field(default_factory=dict)
    levels: list[list[Spells]] = field(default_factory=lambda: [[]])
    tables: dict[Spells, str] = field(default_factory=dict)

    @classmethod
    def of(cls, expressions: Iterable[Spells]) -> Plan:
        plan = cls()
        for expression in expressions:
            plan.testable(plain(expression))
        return plan

    def testable(self, expression: Spells) -> int:
        """The level from which the expression can be read off the state."""
        parts = [plain(part) for part in expression.parts]
        match expression:
            case Fact():
                return self.at(0, expression)
            case Both() | Either() | Without():
                return max(self.testable(part) for part in parts)
            case _:
                return self.at(1 + max(self.runs_known(part) for part in parts), expression)

    def runs_known(self, expression: Spells) -> int:
        """The level at which the expression's own runs stand in a table."""
        level = self.testable(expression)
        return self.at(level + 1, expression) if is_compound(expression) else level

    def at(self, level: int, node: Spells) -> int:
        if node not in self.nodes:
            self.nodes[node] = len(self.nodes)
            while len(self.levels) <= level:
                self.levels.append([])
            self.levels[level].append(node)
            self.tables[node] = f"{'inner' if is_compound(node) else 'apart'}_{level}"
        return level

    def runs(self, expression: Spells) -> str:
        """A query for the runs (child, s, e) of a node."""
        node = plain(expression)
        return f"select child, s, e from {self.tables[node]} where node = {self.nodes[node]}"

    @property
    def words(self) -> range:
        """The words of state that the bits need."""
        return range(1 + (len(self.nodes) - 1) // BITS)

    def bits(self) -> str:
        """A query for the word and the mask of every node: node, word, mask."""
        rows = (f"({n}, {n // BITS}, {1 << (n % BITS)})" for n in self.nodes.values())
        return (
            "select node, word, cast(mask as bigint) as mask "
            f"from (values {', '.join(rows)}) as numbered(node, word, mask)"
        )

    def holds(self, expression: Spells) -> str:
        """The test on one row of `state` that says whether the expression is true."""
        match expression:
            case Named(_, _, a):
                return self.holds(a)
            case Both(a, b):
                return f"({self.holds(a)} and {self.holds(b)})"
            case Either(a, b):
                return f"({self.holds(a)} or {self.holds(b)})"
            case Without(a, b):
                return f"({self.holds(a)} and not {self.holds(b)})"
            case _:
                word, bit = divmod(self.nodes[expression], BITS)
                return f"(state_{word} & {1 << bit}) <> 0"


def plain(expression: Spells) -> Spells:
    """The expression itself, without the name it goes by."""
    while isinstance(expression, Named):
        expression = expression.a
    return expression


def is_compound(expression: Spells) -> bool:
    return isinstance(expression, Both | Either | Without)


def leaves(expression: Spells) -> set[Spells]:
    """The facts and verbs whose bits a test on the expression reads."""
    expression = plain(expression)
    if is_compound(expression):
        return set().union(*(leaves(part) for part in expression.parts))
    return {expression}
