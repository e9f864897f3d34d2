"""What rows are checked against, in the connection: the authority, its schools, the file's term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from onroll.record.engines import quoted
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.periods import days_of, period_in_words

if TYPE_CHECKING:
    from onroll.record.feeds.known import Known

_MOST = 0.5
"""A file more than this part of whose rows are of another authority or term is another file."""


def set_variables(
    con: duckdb.DuckDBPyConnection, known: Known, *, file_day: dt.date | None, period: str
) -> None:
    """Give the connection what rules ask for by `getvariable`; null is what is not known.

    `file_day`, `la_code`, and of the file's term `period_from`, `period_before`, `period_words`.
    """
    first, before = days_of(period) or (None, None)
    for name, sql, value in (
        ("file_day", "DATE", file_day),
        ("la_code", "VARCHAR", known.la_code or None),
        ("period_from", "DATE", first),
        ("period_before", "DATE", before),
        ("period_words", "VARCHAR", period_in_words(period)),
    ):
        con.execute(f"SET VARIABLE {name} = CAST(? AS {sql})", [value])


def create_register(con: duckdb.DuckDBPyConnection, known: Known) -> None:
    """Make the table `register`: the schools that are known, one row each, and when they opened.

    It is empty where no register is here.
    """
    columns = "urn VARCHAR, name VARCHAR, opened_on DATE, closed_on DATE"
    con.execute(f"CREATE TABLE register ({columns})")
    if known.schools:
        paths = ", ".join(f"'{quoted(path)}'" for path in known.schools)
        con.execute(
            "INSERT INTO register SELECT urn, min(name), min(opened_on), max(closed_on) "
            f"FROM read_parquet([{paths}], union_by_name = true) WHERE urn IS NOT NULL GROUP BY urn"
        )


def with_schools(columns: Sequence[str], known: Known) -> str:
    """SQL for the rows of `valued` with what the register says of the school in each column.

    Column `urn` brings `urn_found`, `urn_opened_on` and `urn_closed_on`; null where no register is
    here, for then nothing is said of a school.
    """
    if not known.schools:
        nothing = "".join(
            f", CAST(NULL AS BOOLEAN) AS {name}_found, CAST(NULL AS DATE) AS {name}_opened_on, "
            f"CAST(NULL AS DATE) AS {name}_closed_on"
            for name in columns
        )
        return f"SELECT *{nothing} FROM valued"
    found = "".join(
        f", r_{name}.urn IS NOT NULL AS {name}_found, r_{name}.opened_on AS {name}_opened_on, "
        f"r_{name}.closed_on AS {name}_closed_on"
        for name in columns
    )
    joins = "".join(
        f" LEFT JOIN register AS r_{name} ON r_{name}.urn = valued.{name}" for name in columns
    )
    return f"SELECT valued.*{found} FROM valued{joins}"


def refuse_another_file(
    con: duckdb.DuckDBPyConnection, file: str, known: Known, period: str
) -> None:
    """Raise `FileRefused` where most rows of `typed` have a fault that makes it another file."""
    for rule, is_of, needed in (
        (
            "other_authority",
            "another authority",
            f"This record is of authority {known.la_code}. Ask for the file of this authority.",
        ),
        (
            "other_period",
            f"another term than {period_in_words(period)}, which its name says",
            "Check that it is the file you meant, and give it the name of its own term.",
        ),
    ):
        found = con.execute(
            f"SELECT count(DISTINCT n) FROM fault WHERE ends_with(rule_id, '.{rule}')"
        ).fetchone()
        if not found or not found[0]:
            continue  # to count the rows is to go through them all again
        rows = con.execute("SELECT count(*) FROM typed").fetchone()
        if rows and found[0] > rows[0] * _MOST:
            raise FileRefused(
                f"{file}: {found[0]:,} of its {rows[0]:,} rows are of {is_of}. Nothing has been "
                f"loaded. {needed}"
            )
