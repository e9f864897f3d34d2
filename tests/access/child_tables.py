"""What the database's own catalogue says of the tables that are about children."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import connection

from onroll.web.config.database import PAGES

Row = tuple[str, ...]


def asked(query: str, *values: object) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return list(cursor.fetchall())


OF_A_CHILD = """
select distinct c.relname
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (
    a.attname ~ '(^|_)child(_|$)'
    or exists (
        select from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)
          and k.confrelid = 'children_child'::regclass))
order by 1
"""


def child_tables() -> list[str]:
    """Those with a column called after a child, or with a foreign key to the children."""
    return [table for (table,) in asked(OF_A_CHILD)]


def unguarded() -> list[str]:
    """The tables about children in which not every row is kept from who may not see the child."""
    return [
        table
        for (table,) in asked(
            """select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relname = any(%s) and not (
                c.relrowsecurity and c.relforcerowsecurity
                and exists (select from pg_policy p where p.polrelid = c.oid
                            and p.polcmd in ('r', '*') and %s::regrole = any(p.polroles)
                            and pg_get_expr(p.polqual, p.polrelid) <> 'true')
                and not exists (select from pg_policy p where p.polrelid = c.oid
                                and p.polcmd in ('r', '*')
                                and (0 = any(p.polroles) or %s::regrole = any(p.polroles))
                                and pg_get_expr(p.polqual, p.polrelid) = 'true'))
            order by 1""",
            child_tables(), PAGES, PAGES,
        )
    ]  # fmt: skip


def readable() -> list[str]:
    """Every table and view that a request's role may read."""
    found = asked(
        """select c.relname from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
          and has_table_privilege(%s, c.oid, 'select') order by 1""",
        PAGES,
    )
    return [table for (table,) in found]


def told(words: Iterable[str], asker: int | None) -> dict[str, str]:
    """By table, a row that says one of these words, as whoever asks now is shown the table.

    But for rows of what they did themselves: whom they looked at, worked with, opened.
    """
    found: dict[str, str] = {}
    says = "|".join(re.escape(word) for word in words)
    own = {table for (table,) in asked(BY_USER)}
    for table in readable() if says else []:
        mine = f" and user_id is distinct from {asker or 0}" if table in own else ""
        query = f'select t::text from "{table}" t where t::text ~ %s{mine} limit 1'
        for (row,) in asked(query, says):
            found[table] = row
    return found


BY_USER = """
select table_name from information_schema.columns
where table_schema = 'public' and column_name = 'user_id' and starts_with(table_name, 'access_')
"""
