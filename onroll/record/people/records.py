"""The tables `records` and `ways`: source records prepared for comparing, in order of record id.

`records` has each record as it is now; `ways` every way in which it has been given, older addresses
and earlier names among them. The order rows arrive in changes nothing below here, because
everything goes by the numbers given here. A column that was not given is null throughout, and so is
whatever cannot be believed: a number that fails its check, a date that is no date, a forename that
names nobody.
"""

from typing import Final

import duckdb
import pyarrow as pa

from onroll.record.feeds.identifier_sql import create_macros

COLUMNS: Final = (
    "record_id", "source", "upn", "former_upn", "nhs_number", "forename", "surname",
    "date_of_birth", "sex", "address", "town", "postcode", "uprn", "school",
)  # fmt: skip
"""The columns of a person table that linking knows. Only record_id is required."""

NOT_A_FORENAME: Final = (
    "unknown", "not known", "no name", "no forename", "baby", "baby boy", "baby girl", "unborn",
    "infant", "child", "male", "female", "test",
)  # fmt: skip

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

_WHERE: Final = ("address", "town", "postcode", "uprn")


def stage(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, also: pa.Table | None = None
) -> int:
    """Make the tables `records` (n from 0, then `COLUMNS`) and `ways`; how many records there are.

    `also` has record_id and any of `COLUMNS`: other ways in which a source has given the record; a
    name, date or address it leaves out is the record's own. Rows of records that are not in `table`
    are left out. `upn` and `former_upn` hold permanent and temporary UPNs; `permanent_upn` only the
    first, for a temporary one is meant to be replaced and so contradicts nothing. Raises ValueError
    when record_id is missing, empty on some row, or not different on every row.
    """
    _check_record_ids(table)
    if also is None:
        also = pa.table({"record_id": pa.array([], pa.string())})
    for name, given in (("incoming", table), ("incoming_also", also)):
        connection.register(name, given.select([c for c in COLUMNS if c in given.column_names]))
    connection.execute(f"""
        create or replace temp table prepared as
        with own as (
            select row_number() over (order by record_id::varchar) - 1 as n,
                   record_id::varchar as record_id, true as own, {_columns(table)}
            from incoming
        )
        select * from own
        union all
        select own.n, own.record_id, false, {_columns(also, "a.")}
        from incoming_also a join own on own.record_id = a.record_id::varchar
    """)
    for name in ("incoming", "incoming_also"):
        connection.unregister(name)
    create_macros(connection)
    placeholders = ", ".join(f"'{name}'" for name in NOT_A_FORENAME)
    connection.execute(f"""
        create or replace temp table believed as
        select * replace (
                   case when is_upn(upn) then upn end as upn,
                   case when is_upn(former_upn) then former_upn end as former_upn,
                   case when is_nhs_number(nhs_number) then nhs_number end as nhs_number,
                   case when forename not in ({placeholders}) then forename end as forename),
               case when is_upn(upn) and right(upn, 1) between '0' and '9' then upn end
                   as permanent_upn
        from prepared
    """)
    connection.execute("""
        create or replace temp table records as
        select * exclude (own) from believed where own order by n
    """)
    connection.execute(_LISTED_TWINS)
    connection.execute(f"create or replace temp table ways as {_WAYS}")
    connection.execute("drop table prepared")
    connection.execute("drop table believed")
    return len(table)


def _columns(table: pa.Table, of: str = "") -> str:
    return ",\n".join(
        f"{prepared.format(column=of + column) if column in table.column_names else 'null'}"
        f"::{'date' if column == 'date_of_birth' else 'varchar'} as {column}"
        for column, prepared in _PREPARED.items()
    )


_ELSEWHERE: Final = f"coalesce({', '.join(f'a.{column}' for column in _WHERE)}) is not null"
_LISTED_TWINS: Final = """
    create or replace temp table listed_twins as
    select distinct unnest(ns) as n from (
        select list(n) as ns from records
        where forename is not null
        group by coalesce(source, split_part(record_id, ':', 1)), date_of_birth, surname, postcode
        having min(forename) < max(forename)
           and date_of_birth is not null and surname is not null and postcode is not null)
"""
"""Whom one source lists twice, born on one day, of one surname and postcode, with two forenames."""

_ANOTHER_CHILD: Final = (
    "coalesce(a.date_of_birth <> r.date_of_birth"
    " and jaro_winkler_similarity(a.forename, r.forename) < 0.7, false)"
)
"""A local number that was given to one child and then to another is no older way of writing one."""

_WAYS: Final = f"""
    with given as (
        select n, upn, former_upn, permanent_upn, nhs_number, forename, surname, date_of_birth, sex,
               school, {", ".join(_WHERE)}
        from records
        union
        select n, a.upn, a.former_upn, null, a.nhs_number, coalesce(a.forename, r.forename),
               coalesce(a.surname, r.surname), coalesce(a.date_of_birth, r.date_of_birth), r.sex,
               coalesce(a.school, r.school),
               {", ".join(f"if({_ELSEWHERE}, a.{column}, r.{column})" for column in _WHERE)}
        from believed a join records r using (n)
        where not a.own and not {_ANOTHER_CHILD}
    )
    select *, string_split(forename, ' ') as forename_parts, string_split(surname, ' ') as parts,
           left(postcode, length(postcode) - 2) as sector,
           nullif(regexp_extract(address, '^[0-9]+'), '') as house,
           least(forename, surname) || ' ' || greatest(forename, surname) as names_in_any_order,
           year(date_of_birth) as birth_year, month(date_of_birth) as birth_month,
           day(date_of_birth) as birth_day,
           year(date_of_birth) || '-' || least(month(date_of_birth), day(date_of_birth)) || '-' ||
               greatest(month(date_of_birth), day(date_of_birth)) as any_order
    from given
"""
"""Numbers and sex are the record's own but in the passes: an older one contradicts nothing, and
makes nothing less of a contradiction."""


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
