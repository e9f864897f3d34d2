"""The tables `records` and `ways`: source records prepared for comparing, in order of record id.

`records` has each record as it is now; `ways` every way in which it has been given, older addresses
and earlier names among them. The order rows arrive in changes nothing below here, because
everything goes by the numbers given here. Texts are numbers too (`coded.py`). A column that was not
given is null throughout, and so is whatever cannot be believed: a UPN or NHS number that fails its
check, a date that is no date, a forename that names nobody.
"""

from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record.feeds.identifier_sql import create_macros
from onroll.record.people.coded import coded

COLUMNS: Final = (
    "record_id", "source", "upn", "former_upn", "nhs_number", "forename", "surname",
    "date_of_birth", "sex", "address", "town", "postcode", "uprn", "school",
)  # fmt: skip
"""The columns of a person table that linking knows. Only record_id is required."""

NOT_A_FORENAME: Final = (
    "unknown", "not known", "no name", "no forename", "baby", "baby boy", "baby girl", "unborn",
    "infant", "child", "male", "female", "test",
)  # fmt: skip

_FEW: Final = 20_000
"""Records that one thread links: of more, DuckDB would only wake the others to find nothing."""

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
    check_record_ids(table)
    if table.num_rows < _FEW:
        connection.execute("set threads = 1")
    if also is None:
        also = pa.table({"record_id": pa.array([], pa.string())})
    create_macros(connection)
    own, others = coded(connection, table, also)
    connection.register("own", _in_order(own))
    connection.register("others", others)
    connection.execute(_RECORDS)
    connection.execute(_LISTED_TWINS)
    connection.execute(_WAYS)
    for name in ("own", "others"):
        connection.unregister(name)
    return len(table)


def _in_order(own: pa.Table) -> pa.Table:
    """The records in order of their ids, with n from 0."""
    ids = own["record_id"]
    if len(ids) > 1 and not pc.all(pc.less(ids[:-1], ids[1:])).as_py():
        own = own.take(pc.sort_indices(ids))
    return own.add_column(0, "n", pa.array(range(len(own)), pa.int64()))


_PLACEHOLDERS: Final = ", ".join(f"'{name}'" for name in NOT_A_FORENAME)
_FORENAME: Final = (
    f"if(forename in (select code from name_text where text in ({_PLACEHOLDERS})), null, forename)"
)
_RECORDS: Final = f"""
    create or replace temp table records as
    select own.* replace ({_FORENAME} as forename), permanent.code as permanent_upn
    from own left join (select code from upn_text where right(text, 1) between '0' and '9')
         as permanent on permanent.code = own.upn
"""
_LISTED_TWINS: Final = """
    create or replace temp table listed_twins as
    select distinct unnest(ns) as n from (
        select list(n) as ns from records left join source_text on code = source
        where forename is not null
        group by coalesce(text, split_part(record_id, ':', 1)), date_of_birth, surname, postcode
        having min(forename) < max(forename)
           and date_of_birth is not null and surname is not null and postcode is not null)
"""
"""Whom one source lists twice, born on one day, of one surname and postcode, with two forenames."""

_ELSEWHERE: Final = f"coalesce({', '.join(f'a.{column}' for column in _WHERE)}) is not null"
_ANOTHER_CHILD: Final = (
    "coalesce(a.date_of_birth <> r.date_of_birth"
    " and jaro_winkler_similarity(a_name.text, r_name.text) < 0.7, false)"
)
"""A local number that was given to one child and then to another is no older way of writing one."""

_WAYS: Final = f"""
    create or replace temp table ways as
    with given as (
        select n, upn, former_upn, permanent_upn, nhs_number, forename, surname, date_of_birth, sex,
               school, {", ".join(_WHERE)}
        from records
        union
        select n, a.upn, a.former_upn, null, a.nhs_number, coalesce(a.forename, r.forename),
               coalesce(a.surname, r.surname), coalesce(a.date_of_birth, r.date_of_birth), r.sex,
               coalesce(a.school, r.school),
               {", ".join(f"if({_ELSEWHERE}, a.{column}, r.{column})" for column in _WHERE)}
        from (select * replace ({_FORENAME} as forename) from others) a
        join records r using (record_id)
        left join name_text a_name on a_name.code = a.forename
        left join name_text r_name on r_name.code = r.forename
        where not {_ANOTHER_CHILD}
    )
    select *, least(forename, surname) as one_name, greatest(forename, surname) as other_name,
           year(date_of_birth) as birth_year, month(date_of_birth) as birth_month,
           day(date_of_birth) as birth_day,
           birth_year * 10000 + least(birth_month, birth_day) * 100
               + greatest(birth_month, birth_day) as any_order
    from given left join (
        select code as address, nullif(regexp_extract(text, '^[0-9]+'), '') as house
        from address_text) using (address)
"""
"""Numbers and sex are the record's own but in the passes: an older one contradicts nothing, and
makes nothing less of a contradiction."""


def check_record_ids(table: pa.Table) -> None:
    """Raise ValueError when record_id is missing, empty on some row, or the same on two."""
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
