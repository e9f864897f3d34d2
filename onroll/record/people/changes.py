"""The history of links: which records came to which child, from which, when and why.

One Parquet file for each run that changed something, numbered, never changed afterwards. Whose
child a record is follows from the files in order, so nothing that was ever linked is forgotten,
and an id is given to nobody else.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.record import engines
from onroll.record.feeds.safekeeping import make_folder, replace_file
from onroll.record.home import Home
from onroll.record.people.last_seen import STAYED, asked, last_seen
from onroll.record.people.person_ids import FORWARDING, forwarding

CHANGES: Final = pa.schema(
    [
        ("moved_at", pa.timestamp("us", tz="UTC")),
        ("run_id", pa.string()),
        ("record_id", pa.string()),
        ("from_child", pa.string()),
        ("to_child", pa.string()),
        ("reason", pa.string()),
        ("weight", pa.float64()),
    ]
)
STAYS: Final = pa.schema(
    [
        ("record_id", pa.string()),
        ("child", pa.string()),
        ("since", pa.timestamp("us", tz="UTC")),
        ("until", pa.timestamp("us", tz="UTC")),
    ]
)

WENT_ALONG: Final = "in no file any more; most of the child's other records came here"


class DamagedHistory(ValueError):
    """A file of the history is missing or cannot be read. The message says which."""


def changes(home: Home) -> pa.Table:
    """Every record that came to a child, in the order they came.

    One row per record and run that moved it: moved_at, run_id, record_id, from_child (null where
    the record was new), to_child, reason and weight as in the links. Raises `DamagedHistory`.
    """
    return pa.concat_tables([*map(_read, _files(home)), CHANGES.empty_table()])


def moves(previous: pa.Table | None, links: pa.Table, *, run_id: str, at: datetime) -> pa.Table:
    """What the history has to say of a run: the records whose child is not the one they had.

    `previous` is `links_before`. Where the id of a child is no longer in use, its records that no
    file names any more go with most of the others, so that the id leads where the child went.
    """
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    before = previous if previous is not None else links.slice(0, 0)
    lost = before.filter(pc.invert(pc.is_in(before["person_id"], value_set=links["person_id"])))
    theirs = pc.is_in(links["record_id"], value_set=lost["record_id"])
    connection = engines.connect()
    try:
        for name, table in (
            ("before", before.select(["record_id", "person_id"])),
            ("links", links.select(["record_id", "person_id", "weight", "reason"])),
            ("leads", forwarding(lost, links.filter(theirs))),
        ):
            connection.register(name, table)
        rows = connection.execute(
            """
            select record_id, b.person_id as from_child, l.person_id as to_child, reason, weight
            from links l left join before b using (record_id)
            where b.person_id is distinct from l.person_id
            union all by name
            select record_id, old_id as from_child, new_id as to_child, $1 as reason
            from before b anti join links using (record_id) join leads on old_id = b.person_id
            order by record_id
            """,
            [WENT_ALONG],
        ).to_arrow_table()
    finally:
        connection.close()
    when = pa.array([at] * rows.num_rows, CHANGES.field("moved_at").type)
    run = pa.array([run_id] * rows.num_rows, pa.string())
    return rows.append_column("moved_at", when).append_column("run_id", run).select(
        CHANGES.names
    ).cast(CHANGES)  # fmt: skip


def append(home: Home, moved: pa.Table, *, at: datetime) -> None:
    """Keep the moves of a run at a moment. Only for one who has the home's people to themselves.

    A home that was linked before there was a history begins it with the links it has.
    """
    make_folder(_folder(home))
    for left in _folder(home).glob(".*"):  # what one who was killed left behind
        left.unlink()
    if not _files(home) and (home.people / "links.parquet").exists():
        links = _read(home.people / "links.parquet")
        _keep(home, "before", moves(None, links, run_id="before", at=at))
    if moved.num_rows:
        _keep(home, re.sub(r"[^\w.-]", "_", moved["run_id"][0].as_py()), moved)


def _keep(home: Home, run_id: str, moved: pa.Table) -> None:
    out = pa.BufferOutputStream()
    pq.write_table(moved, out)
    path = _folder(home) / f"{len(_files(home)) + 1:06}-{run_id}.parquet"
    replace_file(path, out.getvalue())


def links_before(home: Home) -> pa.Table | None:
    """Whose child each record was when last seen; None before anything was linked.

    One row per record that was ever linked: record_id, person_id, gone, true where the links kept
    last do not have the record, since, when it first came to the child, earlier, the child it was
    of before, null for none, step, the number of the run that brought it there, and stays, each
    child it was of (step, child) in order, null where it has been of one. Raises `DamagedHistory`.
    """
    kept, history = home.people / "links.parquet", changes(home)
    links = None
    if kept.exists():
        with suppress(*([DamagedHistory] if history.num_rows else [])):
            links = _read(kept)
    if history.num_rows:
        before = last_seen(history)
    elif links is None:
        return None
    else:
        before = links.select(["record_id", "person_id"])
        before = before.append_column("since", pa.nulls(len(links), STAYS.field("since").type))
        before = before.append_column("earlier", pa.nulls(len(links), pa.string()))
        before = before.append_column("step", pa.array([0] * len(links), pa.int64()))
        before = before.append_column("stays", pa.nulls(len(links), STAYED))
    there = links["record_id"] if links is not None else before["record_id"]
    gone = pc.invert(pc.is_in(before["record_id"], value_set=there))
    return before.append_column("gone", gone)


def forwards(home: Home) -> pa.Table:
    """`forwards_of` everything that is kept."""
    return forwards_of(changes(home))


def forwards_of(history: pa.Table) -> pa.Table:
    """Where each id that was ever a child's and is none's now leads: old_id, new_id, in order.

    `history` is `changes(home)`, with tonight's `moves` after it if they are not kept yet. An id
    leads to the child most of its records went to when it was last in use, and on from there. One
    that is in use again, or whose records are in no file any more, leads nowhere: no row.
    """
    rows = asked(
        history,
        """
        with held as (
            select to_child from history
            qualify row_number() over (partition by record_id order by n desc) = 1
        ), went as (
            select from_child, to_child, step, count(*) as records
            from history where from_child is not null group by all
        )
        select from_child, to_child from went anti join held on held.to_child = from_child
        qualify row_number() over (
            partition by from_child order by step desc, records desc, to_child) = 1
        """,
    )
    went = dict(zip(rows["from_child"].to_pylist(), rows["to_child"].to_pylist(), strict=True))

    def leads(old: str) -> str:
        while old in went:  # each step is of a later run
            old = went[old]
        return old

    return pa.Table.from_pylist(
        [{"old_id": old, "new_id": leads(old)} for old in sorted(went)], FORWARDING
    )


def stays_of(history: pa.Table) -> pa.Table:
    """Between which moments each record was part of which child: record_id, child, since, until.

    `history` is `changes(home)`, or rows of it with all of each record. Half open; until is null
    while it lasts. Where a record came and went within one moment, since and until are equal.
    """
    return asked(
        history,
        """
        select record_id, to_child as child, moved_at as since,
               lead(moved_at) over (partition by record_id order by n) as until
        from history order by n
        """,
    ).cast(STAYS)


def who_was_on(
    history: pa.Table, child: str, since: datetime | None = None, until: datetime | None = None
) -> pa.Table:
    """Which records were part of a child at some time in [since, until): as `stays_of`.

    A run is shown from when it is published, somewhat later than its moment; whoever asks who has
    read a record that was wrong must add that.
    """
    stays = stays_of(history)
    wanted = pc.equal(stays["child"], child)
    if since is not None:
        still = pc.fill_null(pc.greater(stays["until"], pa.scalar(since)), True)
        wanted = pc.and_(wanted, still)
    if until is not None:
        wanted = pc.and_(wanted, pc.less(stays["since"], pa.scalar(until)))
    return stays.filter(wanted).sort_by([("record_id", "ascending"), ("since", "ascending")])


def _folder(home: Home) -> Path:
    return home.people / "changes"


def _files(home: Home) -> list[Path]:
    """The files of the history in order. Raises `DamagedHistory` where a number is missing."""
    found = sorted(_folder(home).glob("[0-9]*.parquet"))
    for expected, path in enumerate(found, 1):
        if not path.name.startswith(f"{expected:06}-"):
            raise DamagedHistory(
                f"{path.parent}: number {expected:06} is missing, and {path.name} is there. What "
                "was linked before may not drop out: put the file back from a backup."
            )
    return found


def _read(path: Path) -> pa.Table:
    try:
        return pq.read_table(path)
    except (pa.ArrowException, OSError) as reason:
        raise DamagedHistory(
            f"{path} cannot be read ({reason}). Whose child a record was may not drop out: put the "
            "file back from a backup."
        ) from None
