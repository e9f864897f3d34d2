"""Which feeds each definition and each clock rests on: those that can tell a fact it asks about.

What follows from a date of birth is told by whoever knows the child, so it is not counted, except
where a definition asks about nothing else. A rule that counts school days rests on term dates too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, reduce
from operator import or_

import pyarrow as pa

from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.feeds import CATALOGUE as FEEDS
from onroll.record.feeds.facts_sql import told
from onroll.record.gather import WORKED_OUT
from onroll.record.periods import Basis
from onroll.record.spells import FromSchoolDay, Spells, facts_in

SCHEMA = pa.schema([("definition", pa.string()), ("feed", pa.string())])
TERM_DATES = "term_dates"


@cache  # it follows from the code alone
def definition_feeds() -> pa.Table:
    """One row per definition (or clock), by its key, and feed it rests on, in printed order."""
    expressions = {definition.key: definition.expression for definition in CATALOGUE}
    rests_on = {key: feeds_of(expression) for key, expression in expressions.items()}
    for clock in CLOCKS:
        asked = feeds_of(reduce(or_, clock.asks))
        counts = clock.due.period.basis is Basis.SCHOOL_DAYS and TERM_DATES not in asked
        rests_on[clock.key] = [*asked, *([TERM_DATES] if counts else [])]
    rows = [{"definition": key, "feed": feed} for key, feeds in rests_on.items() for feed in feeds]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def feeds_of(expression: Spells) -> list[str]:
    """The keys of the feeds that can tell what an expression asks about, in printed order."""
    asked = facts_in(expression) - WORKED_OUT
    if not asked:
        return [feed.key for feed in FEEDS if feed.people]
    counts_days = any(isinstance(part, FromSchoolDay) for part in parts(expression))
    return [
        feed.key
        for feed in FEEDS
        if not asked.isdisjoint(told(feed)) or (counts_days and feed.key == TERM_DATES)
    ]


def parts(expression: Spells) -> Iterator[Spells]:
    """The expression and everything that it is made of."""
    yield expression
    for part in expression.parts:
        yield from parts(part)
