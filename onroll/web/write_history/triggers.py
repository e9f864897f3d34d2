"""The triggers that keep the write history: put on each tracked table, and held against it.

They are put in place after every `migrate`, from the list in `tracked`. A table that had none, or
another, has first what it holds compared with the history: what differs is written down as found,
so that the history of a row begins with what was there, and a change made while a trigger was off
is not passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from psycopg import sql

from onroll.web.write_history.tracked import TRACKED, Tracked

ROWS: Final = "write_history"
WHOLE: Final = "write_history_not_emptied"


@dataclass(frozen=True)
class Unlike:
    """A row that is not as the history has it; `was` or `is_now` is null where there is none."""

    table: str
    row: str
    was: dict[str, Any] | None
    is_now: dict[str, Any] | None


@transaction.atomic
def install() -> list[str]:
    """Put the triggers on every tracked table that has not just these; the names of those tables.

    Takes the history for what it is: another process that does the same waits for this one.
    """
    changed = []
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "write_history" not in there:
            return []
        installed = installed_triggers(cursor)
        for each in TRACKED:
            if each.table in there and installed.get(each.table) != each.for_the_trigger:
                put_on(cursor, each)
                changed.append(each.table)
    return changed


def installed_triggers(cursor: Any) -> dict[str, str]:
    """What the trigger of each table is told, for the tables whose two triggers are both on."""
    cursor.execute(
        "select tgrelid::regclass::text, tgname, tgargs from pg_trigger"
        " where tgname = any(%s) and tgenabled in ('O', 'A')",
        [[ROWS, WHOLE]],
    )
    found = cursor.fetchall()
    guarded = {table for table, name, _ in found if name == WHOLE}
    return {
        table: bytes(told).rstrip(b"\0").decode()
        for table, name, told in found
        if name == ROWS and table in guarded
    }


def put_on(cursor: Any, each: Tracked) -> None:
    """Put both triggers on a table, and write down how its rows differ from the history."""
    table = sql.Identifier(each.table)
    told = sql.Literal(each.for_the_trigger)
    for name, statement in (
        (
            ROWS,
            "after insert or update or delete on {} for each row execute function record_write({})",
        ),
        (WHOLE, "before truncate on {} for each statement execute function refuse_to_empty()"),
    ):
        trigger = sql.Identifier(name)
        cursor.execute(sql.SQL("drop trigger if exists {} on {}").format(trigger, table))
        cursor.execute(
            sql.SQL("create trigger {} ").format(trigger) + sql.SQL(statement).format(table, told)
        )
    cursor.execute("select catch_up_writes(%s, %s)", [each.table, each.for_the_trigger])


def not_in_the_history() -> list[Unlike]:
    """Every row of a tracked table that is not as the history says: written with the triggers off.

    What is secret or left out cannot be compared.
    """
    found = []
    with connection.cursor() as cursor:
        for each in TRACKED:
            cursor.execute(
                "select coalesce(becomes, was) ->> %s, was, becomes from unlike_history(%s, %s)",
                [each.key, each.table, each.for_the_trigger],
            )
            found += [Unlike(each.table, row, was, now) for row, was, now in cursor.fetchall()]
    return found
