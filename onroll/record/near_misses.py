"""How many children meet each test of a definition on a day, and whom one test alone keeps out."""

from __future__ import annotations

from collections.abc import Iterable
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
    counts, near = [], []
    for definition in definitions:
        tests = [
            f"{'' if wanted else 'not '}({plan.holds(test)})" for test, wanted in definition.tests
        ]
        missed = [" and ".join(f"not ({t})" if t is test else t for t in tests) for test in tests]
        columns = ", ".join(
            f"coalesce(sum(case when {test} then 1 else 0 end), 0) as met_{n},"
            f" coalesce(sum(case when {miss} then 1 else 0 end), 0) as missed_{n}"
            for n, (test, miss) in enumerate(zip(tests, missed, strict=True))
        )
        (found,) = engine.fetch(f"select {columns} from that_day").to_pylist()
        for n, (test, wanted) in enumerate(definition.tests):
            only = found[f"missed_{n}"] if len(tests) > 1 else 0
            counts.append(
                {
                    "definition": definition.key,
                    "position": n,
                    "words": said(test, wanted),
                    "met": found[f"met_{n}"],
                    "only_not_met": only,
                }
            )
            if only:
                named = engine.fetch(
                    f"select child from that_day where {missed[n]} order by child limit {SHOWN}"
                )
                near += [
                    {"definition": definition.key, "position": n, "child": child}
                    for child in named["child"].to_pylist()
                ]
    return pa.Table.from_pylist(counts, TESTS), pa.Table.from_pylist(near, NEAR)
