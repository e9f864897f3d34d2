"""Whose child each record was when last seen, and the children it was of before."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record import engines

STAYED: Final = pa.list_(pa.struct([("step", pa.int64()), ("child", pa.string())]))

_LAST: Final = """
    with moved as (
        select record_id, list({'step': step, 'child': to_child} order by n) as stays
        from history group by record_id
    )
    select record_id, to_child as person_id, since, from_child as earlier, step, stays
    from (select *, min(moved_at) over (partition by record_id, to_child) as since from history
          qualify row_number() over (partition by record_id order by n desc) = 1)
    join moved using (record_id)
"""


def last_seen(history: pa.Table) -> pa.Table:
    """Where each record came to last, as `links_before` has it, in order of record_id.

    `history` is all that was ever moved. Nearly every record came to one child and stayed there:
    only the others are sorted through.
    """
    times = history["record_id"].value_counts()
    several = times.field("values").filter(pc.greater(times.field("counts"), 1))
    moved = pc.is_in(history["record_id"], value_set=several)
    steps = _steps(history)
    once = pa.table(
        {
            "record_id": history["record_id"],
            "person_id": history["to_child"],
            "since": history["moved_at"],
            "earlier": history["from_child"],
            "step": steps,
            "stays": pa.nulls(len(history), STAYED),
        }
    ).filter(pc.invert(moved))
    others = asked(history.filter(moved), _LAST, steps.filter(moved))
    return pa.concat_tables([once, others.cast(once.schema)]).sort_by("record_id")


def _steps(history: pa.Table) -> pa.Array:
    """The number of the run that each row is of, from 1."""
    runs = history["run_id"].combine_chunks()
    begins = np.append(True, pc.not_equal(runs[1:], runs[:-1]).to_numpy(zero_copy_only=False))
    return pa.array(np.cumsum(begins[: len(runs)]))


def asked(history: pa.Table, sql: str, steps: pa.Array | None = None) -> pa.Table:
    """The answer to a question about the history; a row has its number `n`, and that of its run."""
    connection = engines.connect()
    try:
        numbered = history.append_column("n", pa.array(range(history.num_rows), pa.int64()))
        numbered = numbered.append_column("step", _steps(history) if steps is None else steps)
        connection.register("history", numbered)
        return connection.execute(sql).to_arrow_table()
    finally:
        connection.close()
