"""How many children meet each test of a definition on a day, and whom one test alone keeps out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from onroll.record.definitions.base import Definition, said
from onroll.record.plan import Held, Plan
from onroll.record.spells import Spells

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


def that_day(plan: Plan) -> str:
    """A query for the state of everybody on the day of the sweep, in order of child.

    Columns: child, state_0 and so on. The engine must hold the sweep's `state` of the day: a child
    of whom nothing is true that day is in it too, for it still meets every "not".
    """
    words = ", ".join(f"state_{w}" for w in plan.words)
    return f"select child, {words} from state order by child"


def near_misses(
    state: pa.Table, plan: Plan, definitions: Iterable[Definition]
) -> tuple[pa.Table, pa.Table]:
    """Counts by test, and the children only that test keeps out.

    `state` is what `that_day` asks for. The first has one row per definition and test: definition,
    position (from 0), words, met (how many children meet it), only_not_met (how many meet all the
    others and not this one). The second has one row per definition, test and child, at most 500
    for a test, in order of child.
    """
    words = [state[f"state_{w}"].to_numpy() for w in plan.words]
    known: dict[Spells, Held] = {}  # definitions share most of their tests

    def held(test: Spells) -> Held:
        if test not in known:
            known[test] = plan.holds(test, words)
        return known[test]

    counts, near = [], []
    for definition in definitions:
        met = [held(test) == wanted for test, wanted in definition.tests]
        missed = np.sum([~each for each in met], axis=0)
        for n, (test, wanted) in enumerate(definition.tests):
            only = np.flatnonzero(~met[n] & (missed == 1)) if len(met) > 1 else np.empty(0, int)
            counts.append(
                {
                    "definition": definition.key,
                    "position": n,
                    "words": said(test, wanted),
                    "met": int(met[n].sum()),
                    "only_not_met": len(only),
                }
            )
            near += [
                {"definition": definition.key, "position": n, "child": child}
                for child in state["child"].take(only[:SHOWN]).to_pylist()
            ]
    return pa.Table.from_pylist(counts, TESTS), pa.Table.from_pylist(near, NEAR)
