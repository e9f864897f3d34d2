"""The whole of linking, top to bottom: records in, links and doubts out."""

from collections import defaultdict
from collections.abc import Callable
from typing import Final, NamedTuple

import pyarrow as pa

from onroll.record import engines
from onroll.record.people.clusters import DECIDED_APART, Clusters, Join
from onroll.record.people.deterministic import Doubt, join_by_identifiers
from onroll.record.people.keys import keys
from onroll.record.people.model import Model
from onroll.record.people.person_ids import name_people
from onroll.record.people.records import stage
from onroll.record.people.training import train
from onroll.record.people.weighing import Pair, alike

Progress = Callable[[str, int, int], None]

LINKS: Final = pa.schema(
    [
        ("record_id", pa.string()),
        ("person_id", pa.string()),
        ("weight", pa.float64()),
        ("reason", pa.string()),
    ]
)
DOUBTFUL: Final = pa.schema(
    [
        ("record_a", pa.string()),
        ("record_b", pa.string()),
        ("weight", pa.float64()),
        ("reason", pa.string()),
    ]
)

FIRST: Final = "first record"
ALIKE: Final = "alike: name, date of birth, address (Splink)"
DECIDED: Final = "decided to be the same child"
RIVAL: Final = "alike, but as much like another child"
MAY_BE: Final = "alike, but not enough to join"

RIVAL_WITHIN: Final = 8.0
"""How near in weight (bits, so 1 in 256) another child must come for neither to be joined. A twin
of another name is further off; children with names that sound alike are nearer."""


__all__ = ["Linking", "keys", "link", "link_with_doubts", "train"]


class Linking(NamedTuple):
    """What linking came to.

    `links` has one row per record, in order of record_id: record_id, person_id, weight (Splink's,
    log2 of the odds; null for other joins) and reason, why this record belongs with those before
    it. `doubtful` has one row per pair that people must decide, never joined by the machine:
    record_a, record_b, weight (null where Splink was not asked) and reason.
    """

    links: pa.Table
    doubtful: pa.Table


def link(
    table: pa.Table,
    *,
    also: pa.Table | None = None,
    model: Model | None = None,
    previous: pa.Table | None = None,
    secret: bytes,
    decisions: pa.Table | None = None,
    adults: bool = False,
    progress: Progress | None = None,
) -> pa.Table:
    """The links of `link_with_doubts`, without the doubts: record_id, person_id, weight, reason."""
    return link_with_doubts(
        table,
        also=also,
        model=model,
        previous=previous,
        secret=secret,
        decisions=decisions,
        adults=adults,
        progress=progress,
    ).links


def link_with_doubts(
    table: pa.Table,
    *,
    also: pa.Table | None = None,
    model: Model | None = None,
    previous: pa.Table | None = None,
    secret: bytes,
    decisions: pa.Table | None = None,
    adults: bool = False,
    progress: Progress | None = None,
) -> Linking:
    """Which records of a person table are the same child's.

    `table` has record_id and any of the columns in `records.COLUMNS`; `also` the same, for other
    ways in which a source has given a record; `model` what agreeing is worth, the hand-set figures
    when null. Given the model, a record's links and doubts depend only on the records that share a
    key with it (`keys`), and on through these and through decisions.

    `previous` has the links of the last run, for children to keep their ids; `secret` keys new ids;
    `decisions` has record_a, record_b and decision ("same" or "different"), which bind the machine;
    `adults` says that no two people here share all but a forename, as twins do. Raises ValueError
    when record_id is missing, empty or repeated, or a decision is neither.
    """
    progress = progress or (lambda stage, done, total: None)
    connection = engines.connect()
    try:
        stage(connection, table, also)
        clusters = Clusters(connection, adults=adults)
        ids = connection.execute("select record_id from records order by n").to_arrow_table()
        record_ids = ids["record_id"].to_pylist()
        _obey(clusters, decisions, record_ids)
        doubts = join_by_identifiers(connection, clusters, progress)
        progress("weighing", 0, 1)
        doubts += join_alike(
            clusters, alike(connection, clusters, model, adults=adults), adults=adults
        )
        progress("weighing", 1, 1)
    finally:
        connection.close()
    people = name_people(record_ids, clusters.roots().tolist(), previous, secret)
    reasons, weights = clusters.joins(FIRST)
    return Linking(
        pa.table([ids["record_id"], people, weights, reasons], schema=LINKS),
        _doubtful(clusters, doubts, record_ids),
    )


def join_alike(clusters: Clusters, pairs: list[Pair], *, adults: bool = False) -> list[Doubt]:
    """Join the pairs that Splink is sure of, the likeliest first; the doubts that leaves.

    A cluster is joined to the one it is most like, and not even to that when another child comes
    near (`RIVAL_WITHIN`). Adults have no twins, and are joined to all that they are like enough.
    """
    near: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for pair in pairs:
        near[pair.a].append((pair.weight, pair.b))
        near[pair.b].append((pair.weight, pair.a))

    def best(pair: Pair) -> bool:
        return adults or pair.weight in (near[pair.a][0][0], near[pair.b][0][0])

    def rival(one: int, other: int, weight: float) -> bool:
        return any(
            third != other
            and rival_weight > weight - RIVAL_WITHIN
            and clusters.contradiction(third, other)
            for rival_weight, third in near[one]
        )

    contested = {
        pair
        for pair in pairs
        if pair.joins and (rival(pair.a, pair.b, pair.weight) or rival(pair.b, pair.a, pair.weight))
    }
    doubts = []
    for pair in pairs:
        if words := clusters.contradiction(pair.a, pair.b):
            doubts.append(Doubt(pair.a, pair.b, f"alike, but {words}", pair.weight))
        elif pair in contested:
            doubts.append(Doubt(pair.a, pair.b, RIVAL, pair.weight))
        elif not (pair.joins and best(pair)):
            doubts.append(Doubt(pair.a, pair.b, MAY_BE, pair.weight))
        else:
            clusters.join(pair.a, pair.b, Join(ALIKE, pair.weight))
    return doubts


def _obey(clusters: Clusters, decisions: pa.Table | None, record_ids: list[str]) -> None:
    """Put people's decisions before anything the machine does; *different* before *same*.

    A decision about a record that is no longer in the table waits for it to come back.
    """
    if decisions is None:
        return
    number = {record: n for n, record in enumerate(record_ids)}
    rows = decisions.select(["record_a", "record_b", "decision"]).to_pylist()
    for row in rows:
        if row["decision"] not in ("same", "different"):
            raise ValueError(
                f"A decision is '{row['decision']}'. It must be same or different; "
                "leave out what is not decided."
            )
    known = [row for row in rows if row["record_a"] in number and row["record_b"] in number]
    pairs = [(row["decision"], number[row["record_a"]], number[row["record_b"]]) for row in known]
    for decision, a, b in sorted(pairs):
        if decision == "different":
            clusters.keep_apart(a, b)
        else:
            clusters.decide_same(a, b, Join(DECIDED))


def _doubtful(clusters: Clusters, doubts: list[Doubt], record_ids: list[str]) -> pa.Table:
    """Each doubt once, as first raised, but for those that a join or a person has settled.

    In order of the records they name.
    """
    rows: dict[tuple[int, int], Doubt] = {}
    for doubt in doubts:
        a, b = sorted((clusters.root(doubt.a), clusters.root(doubt.b)))
        if a != b and clusters.contradiction(a, b) != DECIDED_APART:
            rows.setdefault((a, b), doubt)
    rows = dict(sorted(rows.items(), key=lambda row: (row[1].a, row[1].b)))
    return pa.table(
        [
            [record_ids[doubt.a] for doubt in rows.values()],
            [record_ids[doubt.b] for doubt in rows.values()],
            [doubt.weight for doubt in rows.values()],
            [doubt.reason for doubt in rows.values()],
        ],
        schema=DOUBTFUL,
    )
