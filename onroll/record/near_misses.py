"""How many children meet each test of a definition on a day, and whom one test alone keeps out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pyarrow as pa

from onroll.record.definitions.base import Definition, said
from onroll.record.engines import Engine
from onroll.record.plan import Plan
from onroll.record.spells import day_number

SHOWN = 500
"""The most children named for one test; the count beside them is of all."""

TESTS = pa.schema(
    [
        ("definition", pa.string()),
        ("position", pa.int32()),
        ("words", pa.string()),
        ("met", pa.int64()),
        ("only_not_met", pa.int64()),
    ]
)
NEAR = pa.schema([("definition", pa.string()), ("position", pa.int32()), ("child", pa.string())])


def that_day(plan: Plan, as_of: date) -> str:
    """A query for the state of everybody on a day: child, state_0 and so on, in order of child.

    The engine must hold `facts` and the sweep's `state`.
    """
    day = day_number(as_of)
    words = ", ".join(f"coalesce(state_{w}, 0) as state_{w}" for w in plan.words)
    # everybody: a child of whom nothing is true that day still meets every "not"
    return (
        f"select everybody.child, {words} from (select distinct child from facts) as everybody "
        "left join state on state.child = everybody.child "
        f"and e is not null and s <= {day} and e > {day} order by everybody.child"
    )


def near_misses(
    engine: Engine, plan: Plan, definitions: Iterable[Definition]
) -> tuple[pa.Table, pa.Table]:
    """Counts by test, and the children only that test keeps out.

    The engine holds the answer of `that_day` under that name. The first has one row per definition
    and test: definition, position (from 0), words, met (how many children meet it), only_not_met
    (how many meet all the others and not this one). The second has one row per definition, test and
    child, at most 500 for a test.
    """
    definitions = list(definitions)
    asked = dict.fromkeys(test for definition in definitions for test, _ in definition.tests)
    column = {test: f"t{n}" for n, test in enumerate(asked)}
    held = ", ".join(f"({plan.holds(test)}) as {name}" for test, name in column.items())
    # once for everybody: definitions share most of their tests
    engine.table("tested", f"select child, {held} from that_day")
    met = {
        definition.key: [
            f"{'' if wanted else 'not '}{column[test]}" for test, wanted in definition.tests
        ]
        for definition in definitions
    }
    counted = [
        count
        for key, tests in met.items()
        for n, test in enumerate(tests)
        for count in (how_many(test, f"{key}_met_{n}"), how_many(only(n, tests), f"{key}_only_{n}"))
    ]
    (found,) = engine.fetch(f"select {', '.join(counted)} from tested").to_pylist()
    counts, near = [], []
    for definition in definitions:
        tests = met[definition.key]
        for n, (test, wanted) in enumerate(definition.tests):
            missed = found[f"{definition.key}_only_{n}"] if len(tests) > 1 else 0
            counts.append(
                {
                    "definition": definition.key,
                    "position": n,
                    "words": said(test, wanted),
                    "met": found[f"{definition.key}_met_{n}"],
                    "only_not_met": missed,
                }
            )
            if missed:
                named = engine.fetch(
                    f"select child from tested where {only(n, tests)} order by child limit {SHOWN}"
                )
                near += [
                    {"definition": definition.key, "position": n, "child": child}
                    for child in named["child"].to_pylist()
                ]
    return pa.Table.from_pylist(counts, TESTS), pa.Table.from_pylist(near, NEAR)


def only(n: int, tests: Sequence[str]) -> str:
    """That a child meets every test but the n-th."""
    return " and ".join(f"not ({t})" if at == n else t for at, t in enumerate(tests))


def how_many(test: str, name: str) -> str:
    return f"coalesce(sum(case when {test} then 1 else 0 end), 0) as {name}"
