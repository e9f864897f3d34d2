"""The checks of `onroll.record.identifiers` as SQL, for files of millions of rows."""

from __future__ import annotations

import duckdb

from onroll.record.identifiers import UPN_LETTERS
from onroll.record.local_authorities import LOCAL_AUTHORITIES


def create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Give the connection `is_upn`, `is_nhs_number` and `is_uln`: true, false, or null for null.

    They agree with `Verdict.valid` for every text; a test holds them to it.
    """
    con.execute(f"CREATE OR REPLACE MACRO is_upn(u) AS {_upn()}")
    con.execute(f"CREATE OR REPLACE MACRO is_nhs_number(t) AS {_nhs_number()}")
    con.execute(f"CREATE OR REPLACE MACRO is_uln(n) AS {_uln()}")


def _digit(text: str, place: int) -> str:
    # from the character's code: a cast would fail on the rows that another test turns away
    return f"(ascii(substr({text}, {place}, 1)) - 48)"


def _upn() -> str:
    total = " + ".join(f"{_digit('u', place)} * {place}" for place in range(2, 13))
    last = (
        f"CASE WHEN ascii(right(u, 1)) < 58 THEN {_digit('u', 13)} "
        f"ELSE strpos('{UPN_LETTERS}', right(u, 1)) - 1 END * 13"
    )
    authorities = ", ".join(f"'{la}'" for la in sorted(LOCAL_AUTHORITIES))
    return (
        rf"regexp_full_match(u, '[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]') "
        f"AND substr(u, 2, 3) IN ({authorities}) "
        f"AND left(u, 1) = substr('{UPN_LETTERS}', ({total} + {last}) % 23 + 1, 1)"
    )


def _sum(text: str) -> str:
    return "(" + " + ".join(f"{_digit(text, p)} * {11 - p}" for p in range(1, 11)) + ")"


def _nhs_number() -> str:
    bare = "replace(t, ' ', '')"
    return (
        "regexp_full_match(t, '[0-9]{10}|[0-9]{3} [0-9]{3} [0-9]{4}') "
        f"AND {_sum(bare)} % 11 = 0"
    )


def _uln() -> str:
    return f"regexp_full_match(n, '[1-9][0-9]{{9}}') AND {_sum('n')} % 11 = 10"
