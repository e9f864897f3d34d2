"""What the write history costs: processor time of the database for 1,000 roles changed at once.

    nice .venv/bin/python bench/write_history.py HOME

HOME is a home of its own, such as that of `onroll demo`; nothing stays changed in it. It prints the
milliseconds of processor time for one row, by one `update` and by one for each row, with the
triggers of the history and without them. The time is the database process's own, from /proc.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from onroll.web.config import environment

ROWS, TIMES = 1000, 15


def main() -> None:
    environment.fill(Path(sys.argv[1]))
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        for name, update in (("one update of all", at_once), ("one update each", each)):
            with_history = measured(connection, update, on=True)
            without = measured(connection, update, on=False)
            print(
                f"{name}: {with_history:.4f} ms a row with the history, {without:.4f} without, "
                f"{with_history - without:.4f} more"
            )


def measured(connection: psycopg.Connection[Any], update: Any, *, on: bool) -> float:
    """The median milliseconds of processor time for a row; every change is rolled back."""
    took = []
    for _ in range(TIMES):
        connection.execute(
            "insert into access_user (email, password, full_name, is_active)"
            " values ('bench@exampleshire.example', '', 'Bench', true)"
        )
        connection.execute(
            "insert into access_roleheld (user_id, role, la_code, urns, starts_on, why, given_at,"
            " why_ended) select id, 'Coordinator', '001', '{}', '2026-11-01', '', now(), ''"
            " from access_user, generate_series(1, %s) where email like 'bench@%%'",
            [ROWS],
        )
        connection.execute("set constraints all immediate")
        if not on:
            connection.execute("alter table access_roleheld disable trigger write_history")
        before = processor_seconds(connection)
        update(connection)
        took.append((processor_seconds(connection) - before) * 1000 / ROWS)
        connection.rollback()
    return median(took)


def at_once(connection: psycopg.Connection[Any]) -> None:
    connection.execute(
        "update access_roleheld set ends_before = '2027-03-04' where user_id ="
        " (select id from access_user where email like 'bench@%')"
    )


def each(connection: psycopg.Connection[Any]) -> None:
    ids = connection.execute(
        "select id from access_roleheld where user_id ="
        " (select id from access_user where email like 'bench@%')"
    ).fetchall()
    for one in ids:
        connection.execute(
            "update access_roleheld set ends_before = '2027-03-04' where id = %s", one
        )


def processor_seconds(connection: psycopg.Connection[Any]) -> float:
    """What the process of the database that serves this connection has used so far."""
    schedstat = Path(f"/proc/{connection.info.backend_pid}/schedstat")
    return int(schedstat.read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main()
