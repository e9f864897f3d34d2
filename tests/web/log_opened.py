"""The log of reads with what guards it taken away, as only the owner of its tables can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from onroll.web.access.acting import acting_as
from onroll.web.access.models import Read

TABLES = ("access_read", "read_seal")


@contextmanager
def opened() -> Iterator[Any]:
    """A cursor for which no trigger of the log fires; what was written before is sealed first."""
    with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute("alter table access_read no force row level security")
        yield cursor
        cursor.execute("alter table access_read force row level security")
        for table in TABLES:
            cursor.execute(f"alter table {table} enable trigger user")
        cursor.execute("set constraints all deferred")


def take_out(reads: QuerySet[Read]) -> None:
    """Take away what a test wrote for good, where others share the database with it."""
    these = list(reads.values_list("pk", flat=True))
    with opened() as cursor:
        cursor.execute("delete from read_seal where read = any(%s)", [these])
        cursor.execute("delete from access_read where id = any(%s)", [these])
