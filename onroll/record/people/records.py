"""The table `records`: source records prepared for comparing, numbered in order of record id.

The order rows arrive in changes nothing below here, because everything goes by these numbers. A
column that was not given is null throughout, and so is whatever cannot be believed: a number that
fails its check, a date that is no date, a forename that names nobody.
"""

from collections.abc import Callable
from typing import Final

import duckdb
import pyarrow as pa

from onroll.record.identifiers import Verdict, nhs_number, upn

COLUMNS: Final = (
    "record_id", "source", "upn", "former_upn", "nhs_number", "forename", "surname",
    "date_of_birth", "sex", "address", "town", "postcode", "uprn", "school",
)  # fmt: skip
"""The columns of a person table that linking knows. Only record_id is required."""

NOT_A_FORENAME: Final = ("unknown", "not known", "no name", "baby", "unborn", "infant", "child")

_TEXT: Final = "nullif(trim({column}::varchar), '')"
_NAME: Final = (
    "nullif(trim(regexp_replace(regexp_replace(lower(strip_accents({column}::varchar)),"
    " '[''`\\x{{2019}}]', '', 'g'), '[^\\pL]+', ' ', 'g')), '')"
)
_CLOSED_UP: Final = "nullif(upper(regexp_replace({column}::varchar, '[^0-9A-Za-z]', '', 'g')), '')"

_PREPARED: Final = {
    "source": _TEXT,
    "upn": _CLOSED_UP,
    "former_upn": _CLOSED_UP,
    "nhs_number": _CLOSED_UP,
    "forename": _NAME,
    "surname": _NAME,
    "date_of_birth": "nullif(try_cast({column}::varchar as date), date '1900-01-01')",
    "sex": "nullif(upper(left(trim({column}::varchar), 1)), 'U')",
    "address": _NAME.replace("\\pL", "\\pL0-9"),
    "town": _NAME,
    "postcode": _CLOSED_UP,
    "uprn": _CLOSED_UP,
    "school": _TEXT,
}


def stage(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> int:
    """Make the table `records` (n from 0, then `COLUMNS`) and return how many there are.

    `upn` and `former_upn` hold permanent and temporary UPNs; `permanent_upn` only the first, for a
    temporary one is meant to be replaced and so contradicts nothing. Raises ValueError when
    record_id is missing, empty on some row, or not different on every row.
    """
    _check_record_ids(table)
    connection.register("incoming", table.select([c for c in COLUMNS if c in table.column_names]))
    given = ",\n".join(
        f"{prepared.format(column=column) if column in table.column_names else 'null'}"
        f"::{'date' if column == 'date_of_birth' else 'varchar'} as {column}"
        for column, prepared in _PREPARED.items()
    )
    connection.execute(f"""
        create or replace temp table prepared as
        select row_number() over (order by record_id::varchar) - 1 as n,
               record_id::varchar as record_id, {given}
        from incoming
    """)
    connection.unregister("incoming")
    _believed(connection, "upns", "unnest([upn, former_upn])", upn)
    _believed(connection, "nhs_numbers", "nhs_number", nhs_number)
    placeholders = ", ".join(f"'{name}'" for name in NOT_A_FORENAME)
    connection.execute(f"""
        create or replace temp table records as
        select p.n, p.record_id, p.source, u.number as upn, f.number as former_upn,
               h.number as nhs_number, case when u.kind = 'permanent' then u.number end
               as permanent_upn,
               case when p.forename not in ({placeholders}) then p.forename end as forename,
               p.surname, p.date_of_birth, p.sex, p.address, p.town, p.postcode, p.uprn, p.school
        from prepared p
        left join upns u on u.number = p.upn
        left join upns f on f.number = p.former_upn
        left join nhs_numbers h on h.number = p.nhs_number
        order by p.n
    """)
    connection.execute("drop table prepared")
    return len(table)


def _check_record_ids(table: pa.Table) -> None:
    if "record_id" not in table.column_names:
        raise ValueError(
            f"There is no record_id column. The columns are: {', '.join(table.column_names)}. "
            "Give each record an id of its own, such as source:local_id."
        )
    ids = table["record_id"]
    if ids.null_count:
        raise ValueError(
            f"record_id is empty on {ids.null_count:,} of {len(ids):,} rows. "
            "Give each record an id of its own."
        )
    if different := len(ids) - len(ids.unique()):
        raise ValueError(
            f"{different:,} of {len(ids):,} rows repeat the record_id of another. "
            "Give each record an id of its own, and each record one row."
        )


def _believed(
    connection: duckdb.DuckDBPyConnection, name: str, values: str, check: Callable[[str], Verdict]
) -> None:
    """Make a table of the numbers in `prepared` that pass a check, and the kind of each."""
    numbers = connection.execute(
        f"select distinct number from (select {values} as number from prepared) "
        "where number is not null order by number"
    ).to_arrow_table()["number"]
    kinds = {number: check(number) for number in numbers.to_pylist()}
    passed = {number: verdict.kind for number, verdict in kinds.items() if verdict.valid}
    held = pa.table(
        {
            "number": pa.array(passed.keys(), pa.string()),
            "kind": pa.array(passed.values(), pa.string()),
        }
    )
    connection.register("held", held)
    connection.execute(f"create or replace temp table {name} as from held")
    connection.unregister("held")
