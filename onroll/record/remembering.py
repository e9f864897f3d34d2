"""One child of whom very many things are asked: the same answers, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onroll.record.one_child import FactRow, OneChild, Run
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import Named, Spells


class Remembering(OneChild):
    """A child who is asked the same things again and again, and works each out once."""

    def __init__(self, facts: Iterable[FactRow], calendars: Mapping[str, SchoolCalendar]) -> None:
        super().__init__(facts, calendars)
        self.worked_out: dict[int, tuple[Spells, list[Run]]] = {}

    def runs(self, expression: Spells) -> list[Run]:
        # by identity, for to hash a large expression takes longer than to work it out
        if id(expression) not in self.worked_out:
            plain = expression.a if isinstance(expression, Named) else None
            found = self.runs(plain) if plain else super().runs(expression)
            self.worked_out[id(expression)] = (expression, found)  # kept, so that its id is its own
        return self.worked_out[id(expression)][1]
