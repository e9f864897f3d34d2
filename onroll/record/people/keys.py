"""Under which keys two records may ever meet: the reach of linking, for linking a part of it.

Given the model, the links and doubts of a record depend only on the records that share a key with
it, on those that share one with these, and so on. Records that people's decisions name together
belong together too.
"""

from typing import Final

import duckdb
import pyarrow as pa

from onroll.record import engines
from onroll.record.people.coded import FAMILIES
from onroll.record.people.deterministic import PASSES, TWIN_KEY
from onroll.record.people.linkage import BLOCKS, BLOCKS_OF_ADULTS
from onroll.record.people.records import stage


def keys(table: pa.Table, also: pa.Table | None = None, *, adults: bool = False) -> pa.Table:
    """Every key of every record: record_id, key (a number), joins, in no order, each once.

    Two records that a deterministic pass may join, or of which one may keep it from joining the
    other, share a key that `joins`; two that are ever
    doubted or weighed together are joined with records that share one that does not. Takes what
    `link_with_doubts` takes, and raises the same.
    """
    connection = engines.connect()
    try:
        stage(connection, table, also)
        return _keys(connection, adults)
    finally:
        connection.close()


def _keys(connection: duckdb.DuckDBPyConnection, adults: bool) -> pa.Table:
    blocks = BLOCKS_OF_ADULTS if adults else BLOCKS
    numbers = {"upn": "permanent_upn"}
    lines = [(one.keys, one.only_if, one.joins) for one in PASSES]
    lines.append((TWIN_KEY, "true", True))
    lines += [(tuple(numbers.get(c, c) for c in block), "true", False) for block in blocks]
    selects = " union ".join(_select(number, *line) for number, line in enumerate(lines))
    connection.execute(_LASTING)
    return connection.execute(
        f"select record_id, key, joins from ({selects}) join records using (n)"
    ).to_arrow_table()


def _select(number: int, columns: tuple[str, ...], only_if: str, joins: bool) -> str:
    parts = [f"key_{i}" for i in range(len(columns))]
    made = ", ".join(f"{column} as {part}" for column, part in zip(columns, parts, strict=True))
    return (
        f"select n, hash({number}, {', '.join(parts)}) as key, {joins} as joins"
        f" from (select n, {made} from lasting where {only_if})"
        f" where {' and '.join(f'{part} is not null' for part in parts)}"
    )


_TEXTS: Final = [
    (family.name, column)
    for family in FAMILIES
    if family.name not in ("source", "sex", "school")
    for column in family.columns
] + [("upn", "permanent_upn")]
_LASTING: Final = f"""
    create or replace temp table lasting as
    select * replace (least(forename, surname) as one_name,
                      greatest(forename, surname) as other_name)
    from (select ways.* replace ({
    ", ".join(f"if({c}_.text is null, null, hash({c}_.text)) as {c}" for _, c in _TEXTS)
})
    from ways {
    " ".join(f"left join {family}_text {c}_ on {c}_.code = ways.{c}" for family, c in _TEXTS)
})
"""
"""The numbers of texts are tonight's: a key that is to be the same tomorrow is of the texts."""
