"""Starting the process that makes drafts and releases what is approved, where none is at work.

It goes on when the worker that started it ends, and ends by itself when nothing waits. Where it was
killed, or the machine was, whoever looks at what was asked for starts the next one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from onroll.web.config.home import home

MAKING: Final = 0x6D616B65
"""The number of the lock that the process holds for as long as it makes drafts."""
CHILD: Final = "onroll.web.releases.making_child"
MOST_BEGUN: Final = 3
"""How often something is begun whose process was gone each time, before it is given up."""
SIGNS_IN_WITH: Final = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
STARTING: Final = 20
"""Seconds in which looking again starts no second one: it takes a few until it holds the lock."""


def start_again() -> None:
    """Start one once this transaction is kept, where the one that should be at work is not."""
    if cache.add("making_drafts", True, STARTING):
        transaction.on_commit(start_making, robust=True)


def start_making() -> None:
    """Start one, unless one is at work: that one looks once more before it ends."""
    cache.set("making_drafts", True, STARTING)
    if is_at_work():
        return
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", CHILD], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        env=environment(), start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    with process.stdin as told:  # how it signs in: not where a list of processes shows it
        told.write(
            json.dumps({key: connection.settings_dict[key] for key in SIGNS_IN_WITH}).encode()
        )
    Thread(target=process.wait, daemon=True).start()


def is_at_work() -> bool:
    """Whether a process holds the lock of those who make drafts."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select exists (select from pg_locks
               where locktype = 'advisory' and granted and classid = 0 and objid = %s
               and database = (select oid from pg_database where datname = current_database()))""",
            [MAKING],
        )
        return bool((cursor.fetchone() or [False])[0])


def environment() -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "DJANGO_SETTINGS_MODULE": "onroll.web.config.settings",
        "ONROLL_HOME": str(home().path),
        "ONROLL_WEB_KEY": settings.SECRET_KEY,
    }
