"""Several numbers of rows, asked of the database in one question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def how_many(**rows: QuerySet[Any] | str) -> Mapping[str, int]:
    """By name how many rows each of these would give; one may be a query in SQL. Nothing is asked
    where none can give any."""
    asked: dict[str, tuple[str, tuple[Any, ...]]] = {}
    for name, each in rows.items():
        if isinstance(each, str):
            asked[name] = each, ()
            continue
        try:
            asked[name] = each.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # such as none(): no question of it
            continue
    found = dict.fromkeys(rows, 0)
    if asked:
        counts = ", ".join(f"(select count(*) from ({sql}) rows)" for sql, _ in asked.values())
        with connection.cursor() as cursor:
            cursor.execute(
                f"select {counts}", [part for _, args in asked.values() for part in args]
            )
            found |= zip(asked, cursor.fetchone(), strict=True)
    return found
