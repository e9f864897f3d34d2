"""Every expression, for every child and every day at once, on one line of days.

The facts become rows of points at which they begin and end (`day_line`); each expression is worked
out once from those of its parts, sixteen thousand children at a time, and costs what its parts
hold. So a definition that few children come near costs next to nothing, however many there are.

The engine must hold `facts` (child, fact, starts_on, ends_before, value, setting) and `school_day`
(setting, day, number).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.day_line import Points, day_of_same, days_at, of_whom
from onroll.record.engines import DuckDB
from onroll.record.plan import BITS, Plan, is_compound, plain
from onroll.record.spells import Spells, day_number, facts_in
from onroll.record.swept_verbs import Part
from onroll.record.told_facts import ToldFacts


def sweep(engine: DuckDB, expressions: Mapping[str, Spells], on: date | None = None) -> Plan:
    """Work out every expression; leaves the table `statuses` in the engine, and `state` of a day.

    `statuses` has one row per child, definition (the mapping's key) and spell: child, definition,
    s, e (day numbers; e is `FOREVER` while open). `state` has one row per child: child, state_0 and
    so on, with what holds on the day `on`; `Plan.holds` gives the test on it for any of the
    expressions or their parts.
    """
    plan = Plan.of(expressions.values())
    asked = {key: plan.place[plain(expressions[key])] for key in sorted(expressions)}
    told = ToldFacts(engine, set().union(*map(facts_in, expressions.values())))
    children = told.children.combine_chunks()
    found, states = [], []
    for numbers, rows in told.parts():
        days = worked_out(plan, Part(rows, told.calendars, told.place_bits))
        found.append(statuses([days[n] for n in asked.values()], children, list(asked)))
        if on is not None:
            states.append(state(plan, days, numbers, children, day_number(on)))
    engine.rows("statuses", pa.concat_tables(found or [statuses([], children, [])]))
    if on is not None:
        engine.rows("state", pa.concat_tables(states or [state(plan, [], range(0), children, 0)]))
    return plan


def worked_out(plan: Plan, part: Part) -> list[Points]:
    """The days of every step of a plan, of some of the children."""
    days: list[Points] = []
    for expression, parts in plan.steps:
        days.append(part.days_of(expression, *(days[n] for n in parts)))
    return days


def statuses(found: Sequence[Points], children: pa.Array, keys: Sequence[str]) -> pa.Table:
    """One row per child, key and spell, in that order, of the days found for each of the keys."""
    line = np.concatenate(found) if found else np.empty(0, np.int64)
    begins, ends = line[0::2], line[1::2]
    key = np.repeat(np.arange(len(found), dtype=np.int32), [len(row) // 2 for row in found])
    child = of_whom(begins)
    order = np.argsort(child * len(found) + key, kind="stable")
    return pa.table(
        {
            "child": named(child[order], children),
            "definition": named(key[order], pa.array(keys, pa.string())),
            "s": days_at(begins[order]),
            "e": days_at(ends[order]),
        }
    )


def state(
    plan: Plan, days: Sequence[Points], numbers: range, children: pa.Array, day: int
) -> pa.Table:
    """What holds of each of some children on a day: child, state_0 and so on."""
    words = np.zeros((len(plan.words), len(numbers)), np.int64)
    for row, (node, _) in zip(days, plan.steps, strict=bool(days)):
        if is_compound(node):
            continue
        word, bit = divmod(plan.nodes[node], BITS)
        begins, ends = row[0::2], row[1::2]
        that_day = day_of_same(begins, day)
        held = of_whom(begins[(begins <= that_day) & (that_day < ends)])
        words[word, held - numbers.start] |= 1 << bit
    columns = {f"state_{n}": word for n, word in enumerate(words)}
    return pa.table({"child": children[numbers.start : numbers.stop], **columns})


def named(numbers: NDArray, names: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), names)
