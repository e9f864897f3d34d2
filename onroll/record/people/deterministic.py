"""Joins that need no weighing: strong identifiers that agree, and nothing that contradicts.

Each pass puts records that share a key into a group, and joins the group. A key with a part
missing is no key, so missing data never joins anything. A group whose records contradict one
another is *contested*: the odd ones out are left out, or nobody is joined, and each contradiction
is handed on as doubtful for people to settle.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

import duckdb

from onroll.record.people.clusters import Clusters, Join


@dataclass(frozen=True)
class Pass:
    """One way for records to be the same child's.

    `keys` are the columns that must be equal; `either` is for a UPN that may be a current or a
    former one. `majority` says what becomes of a contested group: the records that most agree
    with are joined, or none are.
    """

    reason: str
    keys: tuple[str, ...]
    majority: bool


EITHER_UPN: Final = "unnest([upn, former_upn])"

PASSES: Final = (
    Pass("same UPN and date of birth", (EITHER_UPN, "date_of_birth"), majority=True),
    Pass("same NHS number and date of birth", ("nhs_number", "date_of_birth"), majority=True),
    Pass("same UPN and name", (EITHER_UPN, "forename", "surname"), majority=True),
    Pass("same NHS number and name", ("nhs_number", "forename", "surname"), majority=True),
    Pass(
        "same name, date of birth and postcode",
        ("forename", "surname", "date_of_birth", "postcode"),
        majority=False,
    ),
    Pass(
        "same name, date of birth and property",
        ("forename", "surname", "date_of_birth", "uprn"),
        majority=False,
    ),
)
"""In order of strength. A UPN or NHS number with the same name joins even where a date of birth is
missing or has a slip in it; dates of birth further apart are a contradiction."""


class Doubt(NamedTuple):
    """Two records that something says are one child's and something else says are not.

    `weight` is Splink's, null where Splink was not asked.
    """

    a: int
    b: int
    reason: str
    weight: float | None = None


def join_by_identifiers(
    connection: duckdb.DuckDBPyConnection,
    clusters: Clusters,
    progress: Callable[[str, int, int], None],
) -> list[Doubt]:
    """Run every pass over the table `records`; the doubts it leaves, in the order they came up."""
    doubts: list[Doubt] = []
    for done, one_pass in enumerate(PASSES):
        progress("linking", done, len(PASSES))
        for group in _groups(connection, one_pass):
            doubts.extend(_join_group(clusters, group, one_pass))
    progress("linking", len(PASSES), len(PASSES))
    return doubts


def _groups(connection: duckdb.DuckDBPyConnection, one_pass: Pass) -> list[list[int]]:
    """The records that share each key, in order of the first."""
    parts = ", ".join(f"{key} as key_{i}" for i, key in enumerate(one_pass.keys))
    names = ", ".join(f"key_{i}" for i in range(len(one_pass.keys)))
    given = " and ".join(f"key_{i} is not null" for i in range(len(one_pass.keys)))
    answer = connection.execute(f"""
        with keyed as (select n, {parts} from records)
        select list(n order by n) as together
        from keyed where {given} group by {names} having count(*) > 1
        order by min(n), together
    """).to_arrow_table()
    groups: list[list[int]] = answer["together"].to_pylist()
    return groups


def _join_group(clusters: Clusters, group: list[int], one_pass: Pass) -> list[Doubt]:
    sizes = Counter(map(clusters.root, group))
    roots = sorted(sizes)
    if len(roots) == 1:
        return []
    contradictions = {}
    if not clusters.agree(roots):
        contradictions = {
            (a, b): words
            for a, b in combinations(roots, 2)
            if (words := clusters.contradiction(a, b))
        }
    if not contradictions:
        joined = roots
    elif one_pass.majority:
        joined = _majority(sizes, contradictions.keys())
    else:
        joined = []
    for root in joined[1:]:
        # Refused when a cluster joined a moment ago brought a contradiction with it.
        clusters.join(joined[0], root, Join(one_pass.reason))
    return [
        Doubt(a, b, f"{one_pass.reason}, but {words}") for (a, b), words in contradictions.items()
    ]


def _majority(sizes: Counter[int], apart: Collection[tuple[int, int]]) -> list[int]:
    """The clusters that most records of a contested group agree with; none when that is a tie."""

    def contradict(a: int, b: int) -> bool:
        return (min(a, b), max(a, b)) in apart

    support = {
        root: sum(size for other, size in sizes.items() if not contradict(root, other))
        for root in sizes
    }
    joined: list[int] = []
    for root in sorted(sizes, key=lambda root: (-support[root], root)):
        against = [other for other in joined if contradict(root, other)]
        if any(support[other] == support[root] for other in against):
            return []
        if not against:
            joined.append(root)
    return joined
