"""Acting as whoever owns the tables, until the test that does it ends."""

from __future__ import annotations

from django.db import connection


def as_owner(*statements: str) -> None:
    """Do what nobody but the owner may, and then be again who one was."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        role = cursor.fetchone()[0]
        before = ("set constraints all immediate", "reset role")
        for statement in (*before, *statements, f"set role {role}"):
            cursor.execute(statement)
