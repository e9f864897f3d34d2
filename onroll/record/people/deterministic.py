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
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record.people.clusters import Clusters, Join
from onroll.record.people.partition import Flags, Numbers
from onroll.record.people.weighing import held


@dataclass(frozen=True)
class Pass:
    """One way for records to be the same child's.

    `keys` are the columns that must be equal; `either` is for a UPN that may be a current or a
    former one. `majority` says what becomes of a contested group: the records that most agree
    with are joined, or none are. `only_if` is what else must be so of each record. A pass that
    does not join hands on the contradictions in a group, and nothing else.
    """

    reason: str
    keys: tuple[str, ...]
    majority: bool
    only_if: str = "true"
    joins: bool = True


EITHER_UPN: Final = "unnest([upn, former_upn])"
A_KNOWN_DAY: Final = "not (birth_month = 1 and birth_day = 1)"
"""1 January is what is written when nobody knows: a family of refugees may share it."""

PASSES: Final = (
    Pass("same UPN and date of birth", (EITHER_UPN, "date_of_birth"), majority=True),
    Pass("same NHS number and date of birth", ("nhs_number", "date_of_birth"), majority=True),
    Pass("same UPN and name", (EITHER_UPN, "forename", "surname"), majority=True),
    Pass("same NHS number and name", ("nhs_number", "forename", "surname"), majority=True),
    Pass(
        "same name, date of birth and postcode",
        ("forename", "surname", "date_of_birth", "postcode"),
        majority=False,
        only_if=A_KNOWN_DAY,
    ),
    Pass(
        "same name, date of birth and property",
        ("forename", "surname", "date_of_birth", "uprn"),
        majority=False,
        only_if=A_KNOWN_DAY,
    ),
    Pass(
        "same name and date of birth",
        ("forename", "surname", "date_of_birth"),
        majority=False,
        only_if=A_KNOWN_DAY,
        joins=False,
    ),
)
"""In order of strength. The last finds the child whose UPN was replaced and whose former one nobody
gave, and some namesakes. A UPN or NHS number with the same name joins even where a date of birth is
missing or has a slip in it; dates of birth further apart are a contradiction."""


TWIN_KEY: Final = ("date_of_birth", "surname", "postcode")
_TWINS: Final = f"""
    select distinct unnest(ns) from (
        select list(n) as ns from ways
        where forename is not null and {" and ".join(f"{c} is not null" for c in TWIN_KEY)}
        group by {", ".join(TWIN_KEY)} having min(forename) < max(forename))
"""
"""The records of children born on one day, of one surname and postcode, with several forenames.
A row without a name that has the number of one of them may be the other's: numbers are mistaken
between twins more than between any others."""

NO_NAME: Final = "there is no name to tell twins apart by"
CONTESTED: Final = "others have it too who contradict them"


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
    """Run every pass over the table `ways`; the doubts it leaves, in the order they came up."""
    doubts: list[Doubt] = []
    twins = np.zeros(len(clusters), np.bool_)
    twins[[n for (n,) in connection.execute(_TWINS).fetchall()]] = True
    for done, one_pass in enumerate(PASSES):
        progress("linking", done, len(PASSES))
        for group in _contested(_groups(connection, clusters.roots(), one_pass), clusters,
                                one_pass, twins):  # fmt: skip
            doubts.extend(_join_group(clusters, group, one_pass, twins))
    progress("linking", len(PASSES), len(PASSES))
    return doubts


def _groups(connection: duckdb.DuckDBPyConnection, roots: Numbers, one_pass: Pass) -> pa.ListArray:
    """The records that share each key and are not one cluster yet."""
    parts = ", ".join(f"{key} as key_{i}" for i, key in enumerate(one_pass.keys))
    names = ", ".join(f"key_{i}" for i in range(len(one_pass.keys)))
    given = " and ".join(f"key_{i} is not null" for i in range(len(one_pass.keys)))
    with held(connection, "roots", pa.table({"root": roots})):
        answer = connection.execute(f"""
            with keyed as (select n, {parts} from ways where {one_pass.only_if}),
            rooted as (select row_number() over () - 1 as n, root from roots)
            select list(n) as together from keyed join rooted using (n)
            where {given} group by {names} having min(root) < max(root)
        """).to_arrow_table()
    return answer["together"].combine_chunks()


def _contested(
    groups: pa.ListArray, clusters: Clusters, one_pass: Pass, twins: Flags
) -> list[tuple[int, ...]]:
    """The groups that must be looked at one by one, in order; the others are joined."""
    if one_pass.joins and len(groups):
        of_group = pc.list_parent_indices(groups).to_numpy()
        roots = clusters.roots()[groups.flatten().to_numpy()]
        twin_roots = np.zeros(len(clusters), np.bool_)
        twin_roots[clusters.roots()[twins]] = True
        order = np.lexsort((roots, of_group))
        roots, of_group = roots[order], of_group[order]
        first = np.append(True, (np.diff(roots) != 0) | (np.diff(of_group) != 0))
        roots, of_group = roots[first], of_group[first]
        starts = np.flatnonzero(np.append(True, np.diff(of_group) != 0))
        joined = clusters.join_groups(roots, starts, Join(one_pass.reason), twin_roots)
        groups = groups.filter(pa.array(~joined))
    return sorted({tuple(sorted(set(group))) for group in groups.to_pylist()})


def _join_group(
    clusters: Clusters, group: tuple[int, ...], one_pass: Pass, twins: Flags
) -> list[Doubt]:
    roots = sorted(set(map(clusters.root, group)))
    if len(roots) == 1:
        return []
    if (
        len(roots) == 2
        and one_pass.joins
        and not any(map(clusters.nameless, roots))
        and clusters.join(roots[0], roots[1], Join(one_pass.reason))
    ):
        return []  # nearly every group, and nothing below would have said otherwise
    contradictions = {}
    if not clusters.agree(roots):
        contradictions = {
            (a, b): words
            for a, b in combinations(roots, 2)
            if (words := clusters.contradiction(a, b))
        }
    if not one_pass.joins:
        joined = []
    elif not contradictions:
        joined = roots
    elif one_pass.majority:
        joined = _majority(Counter(map(clusters.root, group)), contradictions.keys())
    else:
        joined = []
    nameless: list[int] = []
    if contradictions or any(twins[n] for root in roots for n in clusters.records(root)):
        nameless = [root for root in joined if clusters.nameless(root)]
        joined = [root for root in joined if root not in nameless] or nameless[:1]
        nameless = [root for root in nameless if root not in joined]
    left: list[tuple[int, int]] = [(joined[0], root) for root in nameless]
    if contradictions and one_pass.joins:  # a contradiction with others must not hide these two
        left += [
            pair
            for pair in combinations(roots, 2)
            if pair not in contradictions
            and not set(pair) <= set(joined)
            and not set(pair) & set(nameless)
        ]
    for root in joined[1:]:
        # Refused when a cluster joined a moment ago brought a contradiction with it.
        clusters.join(joined[0], root, Join(one_pass.reason))
    return [
        Doubt(a, b, f"{one_pass.reason}, but {words}") for (a, b), words in contradictions.items()
    ] + [
        Doubt(a, b, f"{one_pass.reason}, but {NO_NAME if b in nameless else CONTESTED}")
        for a, b in left
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
