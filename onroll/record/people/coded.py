"""Text as numbers: each different value is prepared and checked once, and compared by its number.

A county's records say the same few hundred thousand names, addresses and numbers over and over.
What is in `FAMILIES` is prepared for each different text; after that a value is its number there,
in order of the prepared text. Two columns of one family can be compared; `{family}_text` in the
connection says what a number stands for: code, text.
"""

from typing import Final, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc


class Family(NamedTuple):
    """Columns whose values are written, and may be compared, alike.

    `prepared` is how a text is written so that it can be compared, null for nothing; `believed` the
    test it must pass, over `text`, or it counts as not given.
    """

    name: str
    columns: tuple[str, ...]
    prepared: str
    believed: str = "true"


_TEXT: Final = "nullif(trim({}), '')"
_NAME: Final = (
    "nullif(trim(regexp_replace(regexp_replace(lower(strip_accents({})),"
    " '[''`\\x{{2019}}]', '', 'g'), '[^\\pL]+', ' ', 'g')), '')"
)
_WORDS: Final = _NAME.replace("\\pL", "\\pL0-9")
_CLOSED_UP: Final = "nullif(upper(regexp_replace({}, '[^0-9A-Za-z]', '', 'g')), '')"

FAMILIES: Final = (
    Family("source", ("source",), _TEXT),
    Family("upn", ("upn", "former_upn"), _CLOSED_UP, "is_upn(text)"),
    Family("nhs_number", ("nhs_number",), _CLOSED_UP, "is_nhs_number(text)"),
    Family("name", ("forename", "surname"), _NAME),
    Family("sex", ("sex",), "nullif(upper(left(trim({}), 1)), 'U')"),
    Family("address", ("address",), _WORDS),
    Family("town", ("town",), _NAME),
    Family("postcode", ("postcode",), _CLOSED_UP),
    Family("uprn", ("uprn",), _CLOSED_UP),
    Family("school", ("school",), _TEXT),
)

_DATE: Final = "nullif(try_cast({} as date), date '1900-01-01')"


def coded(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, also: pa.Table
) -> tuple[pa.Table, pa.Table]:
    """Both tables with a number for every text, null where nothing was given that can be believed.

    `record_id` stays text, `date_of_birth` becomes a date; a column that neither has is null.
    Leaves `{family}_text` in the connection, which must hold the macros of `create_macros`.
    """
    given = (table, also)
    made: tuple[dict[str, pa.Array], ...] = ({}, {})
    for held, columns in zip(given, made, strict=True):
        columns["record_id"] = _whole(held["record_id"]).cast(pa.string())
    for family in FAMILIES:
        parts = [_different(held, column) for held in given for column in family.columns]
        codes = iter(_numbered(connection, family, parts))
        for columns in made:
            columns |= {column: next(codes) for column in family.columns}
    for held, columns in zip(given, made, strict=True):
        columns["date_of_birth"] = _dates(connection, _different(held, "date_of_birth"))
    return pa.table(made[0]), pa.table(made[1])


def _numbered(
    connection: duckdb.DuckDBPyConnection, family: Family, parts: list[pa.DictionaryArray]
) -> list[pa.Array]:
    """The numbers of each part's values; makes the family's text table."""
    for n, part in enumerate(parts):
        connection.register(f"part_{n}", _listed(part))
    prepared = family.prepared.format("given::varchar")
    every = " union all ".join(
        f"select {n} as part, nth, {prepared} as text from part_{n}" for n in range(len(parts))
    )
    connection.execute(f"create or replace temp table prepared as {every}")
    connection.execute(f"""
        create or replace temp table {family.name}_text as
        select (row_number() over (order by text) - 1)::integer as code, text
        from (select distinct text from prepared where text is not null)
        where {family.believed} order by code
    """)
    found = connection.execute(f"""
        select part, code from prepared left join {family.name}_text using (text)
        order by part, nth
    """).to_arrow_table()
    connection.execute("drop table prepared")
    codes = found["code"].combine_chunks()
    numbers, begun = [], 0
    for n, part in enumerate(parts):
        connection.unregister(f"part_{n}")
        mine = codes.slice(begun, len(part.dictionary))
        begun += len(part.dictionary)
        numbers.append(mine.take(part.indices))
    return numbers


def _dates(connection: duckdb.DuckDBPyConnection, part: pa.DictionaryArray) -> pa.Array:
    connection.register("part", _listed(part))
    found = connection.execute(
        f"select {_DATE.format('given::varchar')} as day from part order by nth"
    ).to_arrow_table()
    connection.unregister("part")
    return found["day"].cast(pa.date32()).combine_chunks().take(part.indices)


def _different(table: pa.Table, column: str) -> pa.DictionaryArray:
    """A column as its different values and, for each row, which of them it has."""
    if column not in table.column_names:
        return pa.nulls(len(table), pa.string()).dictionary_encode()
    values = _whole(table[column])
    if pa.types.is_null(values.type):
        values = values.cast(pa.string())
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    return values.dictionary_encode()


def _listed(part: pa.DictionaryArray) -> pa.Table:
    return pa.table(
        {"nth": pa.array(range(len(part.dictionary)), pa.int64()), "given": part.dictionary}
    )


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return pc.cast(column, column.type).combine_chunks()
