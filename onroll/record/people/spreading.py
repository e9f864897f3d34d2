"""How far a shield reaches tonight: from the records it covers to those that may be the same child.

A record is reached when it is *joined* with a covered one, and *on suspicion* when linking doubts
whether it is one, when it carries a covered record's UPN or NHS number, or when it looks like one
under another name: the same birth date and a name, number, property or postcode in common. What
covered records ever said of themselves counts, also after they are renamed or gone.

Suspicion by looks goes out from records that are named or joined, not from suspected ones: else
it would pass from child to child among all who share a birthday. A doubt, and a join, reach on. A
record that somebody once named is certain whenever the shield reaches it: lowered by two people and
brought back by a join, it is known by its looks again.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa

from onroll.record import engines
from onroll.record.identifiers import nhs_number, upn
from onroll.record.people.records import NOT_A_FORENAME

Covered = dict[tuple[int, str], bool]
"""By shield and record: whether it is certain (named or joined), not only suspected."""

_LOOKS: Final = ("upn", "former_upn", "nhs_number", "forename", "surname", "uprn", "postcode")
_COVERED: Final = pa.schema(
    [("shield", pa.int64()), ("record_id", pa.string()), ("certain", pa.bool_())]
)
_ASKED: Final = pa.schema([("record_id", pa.string())])
_HELD: Final = pa.schema([("record_id", pa.string()), ("key", pa.string())])

_NUMBER: Final = "upper(replace(replace({0}::varchar, ' ', ''), '-', ''))"
_PARTS: Final = (
    "unnest(string_split_regex(lower(strip_accents(concat_ws(' ', forename::varchar,"
    " surname::varchar))), '[^\\pL]+'))"
)


class Reached(NamedTuple):
    """Every covered record, old and new, and the keys by which the certain ones may be known."""

    covered: Covered
    keys: dict[str, list[str]]


def reach(
    covered: Covered,
    named: Collection[tuple[int, str]],
    settled: Sequence[tuple[int, str]],
    keys: Mapping[str, Sequence[str]],
    links: pa.Table,
    doubtful: pa.Table,
    table: pa.Table,
) -> Reached:
    """What is covered once no shield reaches any further; nothing of `covered` is left out.

    `named` are the records, by shield, over which it was ever raised, and `settled` those that two
    people have looked at and said it need not cover: a look or a doubt does not bring them under it
    again, a join does. `keys` is what covered records have said of themselves before. `table` may
    lack any column but record_id and hold a record more than once; keys come back only where they
    are new.
    """
    if not covered:
        return Reached(covered, {})
    connection = engines.connect()
    try:
        _stage(connection, settled, keys, links, table)
        family = _Family(connection, doubtful, named, settled)
        reached, size = family.of(covered), 0
        while len(reached) > size:
            size = len(reached)
            _keep_what_they_say(connection, reached)
            alike = {key: False for key in _alike(connection) if key not in reached}
            reached = family.of(reached | alike)
        said = connection.execute(
            "select record_id, key from held where new order by all"
        ).fetchall()
    finally:
        connection.close()
    new: dict[str, list[str]] = {}
    for record, key in said:
        new.setdefault(record, []).append(key)
    return Reached(reached, new)


class _Family:
    """Who is joined with whom and who may be, for the few records that shields have to do with."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        doubtful: pa.Table,
        named: Collection[tuple[int, str]],
        settled: Sequence[tuple[int, str]],
    ) -> None:
        self._connection = connection
        self._named, self._settled = frozenset(named), frozenset(settled)
        self._doubted = defaultdict[str, list[str]](list)
        for a, b in zip(*(doubtful[c].to_pylist() for c in ("record_a", "record_b")), strict=True):
            self._doubted[a].append(b)
            self._doubted[b].append(a)
        self._joined: dict[str, list[str]] = {}
        self._look_up(self._doubted)

    def of(self, covered: Covered) -> Covered:
        """What joins and doubts lead to: all that is joined with a certain record is certain."""
        self._look_up({record for _, record in covered})
        reached = {key: sure or key in self._named for key, sure in covered.items()}
        waiting = deque(sorted(reached.items(), key=lambda each: not each[1]))
        while waiting:  # the certain first, so that each record is met at its surest
            (shield, record), sure = waiting.popleft()
            if sure < reached[shield, record]:
                continue
            steps = [(other, sure) for other in self._joined.get(record, ())]
            steps += [
                (other, False)
                for other in self._doubted.get(record, ())
                if (shield, other) not in self._settled
            ]
            for other, as_sure in steps:
                is_sure = as_sure or (shield, other) in self._named
                if is_sure > reached.get((shield, other), -1):
                    reached[shield, other] = is_sure
                    waiting.append(((shield, other), is_sure))
        return reached

    def _look_up(self, records: Iterable[str]) -> None:
        """Read the children that hold these records, those not yet known."""
        unknown = sorted(set(records) - self._joined.keys())
        asked = pa.table({"record_id": unknown}, _ASKED)
        self._connection.register("asked", asked)
        children = self._connection.execute("""
            select list(record_id order by record_id) from links
            where person_id in (select person_id from links semi join asked using (record_id))
            group by person_id
        """).fetchall()
        self._connection.unregister("asked")
        for (child,) in children:
            self._joined.update(dict.fromkeys(child, child))


def _stage(
    connection: duckdb.DuckDBPyConnection,
    settled: Sequence[tuple[int, str]],
    keys: Mapping[str, Sequence[str]],
    links: pa.Table,
    table: pa.Table,
) -> None:
    has = set(table.column_names)
    tables = {
        "links": links.select(["record_id", "person_id"]),
        "incoming": table.select([c for c in ("record_id", "date_of_birth", *_LOOKS) if c in has]),
        "looked_at": _table([(*key, False) for key in settled], _COVERED),
        "told": _table([(r, key) for r, each in keys.items() for key in each], _HELD),
    }
    for name, held in tables.items():
        connection.register(name, held)
    given = ", ".join(f"{c if c in has else 'null'}::varchar as {c}" for c in _LOOKS)
    born = "date_of_birth" if "date_of_birth" in has else "null"
    connection.execute(f"""
        create temp table held as select *, false as new from told;
        create temp table record as
        select record_id::varchar as record_id, {given},
               nullif(try_cast({born} as date), date '1900-01-01') as born
        from incoming;
        create temp table numbered as
        select record_id, unnest(['upn ' || {_NUMBER.format("upn")},
                                  'upn ' || {_NUMBER.format("former_upn")},
                                  'nhs ' || {_NUMBER.format("nhs_number")}]) as key
        from record where coalesce(upn, former_upn, nhs_number) is not null;
        create temp table settled_child as
        select distinct s.shield, l.person_id from looked_at s join links l using (record_id);
    """)


def _keys_of(records: str) -> str:
    """The query for record_id and key of some rows of `record`: what it may be known by."""
    ordinary = ", ".join(f"'{word}'" for name in NOT_A_FORENAME for word in name.split())
    return f"""
        select n.record_id, n.key from numbered n
        where n.record_id in (select record_id from {records}) and n.key is not null
        union
        select record_id, strftime(born, '%Y-%m-%d') || ' ' || look from (
            select record_id, born, 'name ' || part as look
            from (select record_id, born, {_PARTS} as part from {records})
            where length(part) > 1 and part not in ({ordinary})
            union all
            select record_id, born, 'property ' || {_NUMBER.format("uprn")} from {records}
            union all
            select record_id, born, 'postcode ' || {_NUMBER.format("postcode")} from {records}
        ) where born is not null and look is not null and not look like '% '
    """


def _keep_what_they_say(connection: duckdb.DuckDBPyConnection, reached: Covered) -> None:
    """Add to `held` the keys of certain records, leaving out numbers that nobody was given."""
    sure = _table([(*key, True) for key, certain in reached.items() if certain], _COVERED)
    connection.register("sure", sure)
    connection.execute("""
        create or replace temp table certain as from sure;
        create or replace temp table says as
        select * from record where record_id in (select record_id from certain)
    """)
    connection.unregister("sure")
    rows = connection.execute(
        f"select record_id, key from ({_keys_of('says')}) anti join held using (record_id, key)"
    ).fetchall()
    heard = _table([(record, key) for record, key in rows if _believed(key)], _HELD)
    connection.register("heard", heard)
    connection.execute("insert into held select *, true from heard")
    connection.unregister("heard")


def _alike(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    """The records, by shield, that look like a certain one."""
    connection.execute("""
        create or replace temp table looks as
        select distinct shield, key from certain join held using (record_id);
        create or replace temp table candidate as
        select * from record where born in (select try_cast(key[:10] as date) from looks)
        union
        select * from record
        where record_id in (select record_id from numbered semi join looks using (key));
    """)
    return connection.execute(f"""
        select distinct shield, record_id
        from ({_keys_of("candidate")}) join looks using (key) left join links using (record_id)
        anti join looked_at using (shield, record_id)
        anti join settled_child using (shield, person_id)
        order by all
    """).fetchall()


def _believed(key: str) -> bool:
    kind, _, value = key.partition(" ")
    check = {"upn": upn, "nhs": nhs_number}.get(kind)
    return check is None or check(value).valid


def _table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(c, t) for c, t in zip(columns, schema.types, strict=True)], schema=schema
    )
