"""Why a child meets a definition, in the fewest dated facts: take any one away and it does not.

The choice made, and what was turned down, is in docs/adr/0016-the-smallest-why.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onroll.record.dated_facts import DatedFact, dated_facts, only
from onroll.record.one_child import OneChild
from onroll.record.spells import Both, Either, Fact, Named, Spells, Under, Without, facts_in

Facts = tuple[DatedFact, ...]


@dataclass(frozen=True)
class SmallestWhy:
    """The facts that make a child meet a definition, and those that would also have done.

    In the record without `set_aside` the child meets it; without any one of `facts` as well, no
    more. `set_aside` is empty unless the rule is met in two ways at once, and then of no concern
    to the answer: while it is empty, `facts` are needed in the whole record.
    """

    facts: Facts
    set_aside: Facts


def smallest_why(rule: Spells, child: OneChild, day: date) -> SmallestWhy | None:
    """The smallest set of dated facts on which a rule is true of a child; None when it is not.

    Of the ways in which an *or* is true, the one that rests on the fewest facts.
    """
    told = dated_facts(rule, child, day)
    search = Search(child, day)
    if not search.true(rule, told):
        return None
    kept, aside = list(told), []
    named = search.rests_on(rule, True, kept)
    while spare := next((n for n in named if search.true(rule, without(kept, n))), None):
        others = search.rests_on(rule, True, without(kept, spare))
        more = (each for each in others if each not in named)
        # what else it can rest on goes first, if the child is still a member then
        gone = next((each for each in more if search.true(rule, without(kept, each))), spare)
        named = others if gone is spare else named
        kept = without(kept, gone)
        aside.append(gone)
    return SmallestWhy(tuple(named), tuple(aside))


def without(told: list[DatedFact], gone: DatedFact) -> list[DatedFact]:
    return [each for each in told if each is not gone]


class Search:
    """What makes expressions true or not true of one child on one day."""

    def __init__(self, child: OneChild, day: date) -> None:
        self.child = child
        self.day = day

    def true(self, rule: Spells, told: list[DatedFact]) -> bool:
        return only(told, self.child).holds(rule, self.day)

    def rests_on(self, rule: Spells, wanted: bool, told: list[DatedFact]) -> list[DatedFact]:
        """The fewest of these facts on which a rule is, or is not, true; it must be so of them."""
        match rule:
            case Named(_, _, a):
                return self.rests_on(a, wanted, told)
            case Under(a, _) if wanted:
                return self.rests_on(a, wanted, told)
            case Fact(name):
                on_it = [each for each in told if each.fact == name]
                return [each for each in on_it if self.true(rule, [each])] if wanted else []
            case Both(a, b):
                return self.of_all([(a, True), (b, True)], wanted, told)
            case Without(a, b):
                return self.of_all([(a, True), (b, False)], wanted, told)
            case Either(a, b):
                return self.of_all([(a, False), (b, False)], not wanted, told)
            case _:
                return self.needed(rule, wanted, told)

    def of_all(
        self, parts: list[tuple[Spells, bool]], wanted: bool, told: list[DatedFact]
    ) -> list[DatedFact]:
        """What it rests on that all parts are as said or, when not `wanted`, that one is not."""
        if wanted:
            found = [each for a, so in parts for each in self.rests_on(a, so, told)]
            return list(dict.fromkeys(found))
        short = [(a, not so) for a, so in parts if self.true(a, told) != so]
        return min((self.rests_on(a, so, told) for a, so in short), key=len)

    def needed(self, verb: Spells, wanted: bool, told: list[DatedFact]) -> list[DatedFact]:
        """What is left when all that makes no difference is taken away, piece by piece."""
        read = facts_in(verb)
        kept = [each for each in told if each.fact in read]
        again = True
        while again:
            again = False
            for each in list(kept):
                less = without(kept, each)
                if self.true(verb, less) == wanted:
                    kept, again = less, True
        return kept
