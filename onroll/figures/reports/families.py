"""How many families children are of, as far as officers linked them as brothers and sisters.

Children are of one family where a chain of links joins them, through children who are not counted
too. Nobody else tells of families: children at one address are a household, which may be two
families or a home for many, and a family may live at two addresses, so an address joins nobody. A
child whom nobody linked counts as a family, so there are at most as many families as this says.
What links a child who is protected is not used: the number would tell whose brother or sister they
are.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Count, Given, Number, Thing

NOBODY_LINKED: Final = "No officer has linked brothers or sisters, so families are not counted."
AT_MOST: Final = (
    "Children are of one family where officers linked them as brothers or sisters. A child whom "
    "nobody linked counts as a family, so there may be fewer. Links of protected children are not "
    "used."
)


def families(run: CountedRun, children: Collection[str]) -> Number:
    """How many families the children are of; not available where the record tells of none.

    Each family is named by the first of these children who is of it, so that the list behind the
    number has one child for each.
    """
    if not links(run):
        return Given(None, "x")
    return Count(frozenset(family_of(run, children).values()))


def families_note(run: CountedRun) -> str:
    return AT_MOST if links(run) else NOBODY_LINKED


def links(run: CountedRun) -> list[tuple[str, str]]:
    """The brothers and sisters who were linked, neither of whom is protected."""
    return [pair for pair in run.siblings if run.protected.isdisjoint(pair)]


def family_of(run: CountedRun, children: Collection[str]) -> dict[str, Thing]:
    """The name of the family of each of the children."""
    joined: dict[str, set[str]] = {}
    for one, other in links(run):
        both = joined.get(one, {one}) | joined.get(other, {other})
        joined |= dict.fromkeys(both, both)
    counted = frozenset(children)
    return {child: f"{min(joined.get(child, {child}) & counted)}|family" for child in counted}
