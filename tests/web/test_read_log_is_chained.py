"""The log of reads takes new rows only, and whatever is done to it all the same is named."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from onroll.cli.verify import in_json, in_words, kept_in
from onroll.web.access.acting import acting_as
from onroll.web.access.chain import SEALING, seal
from onroll.web.access.models import FileEvent, Read, ReadSeal, User
from onroll.web.access.verifying import Fault, Head, Kind, verified
from onroll.web.library.current import SHOWING
from onroll.web.matching.deciding import DECIDING
from onroll.web.publish import PUBLISHING
from tests.web.log_opened import opened

pytestmark = pytest.mark.django_db

TAMPERINGS = int(os.environ.get("ONROLL_PROOF", "0")) or 40
DAYS = 3
A_DAY = 20
TODAY = date(2026, 11, 22)


@pytest.fixture
def log(officer: Any) -> Iterator[Any]:
    """Sixty looks, sealed on three days; put back as it was when the test ends."""
    with opened() as cursor:
        cursor.execute("delete from read_seal")
        cursor.execute("delete from access_read")
    looks = [look(officer, n) for n in range(DAYS * A_DAY)]
    Read.objects.bulk_create(looks)
    with opened() as cursor:  # as if it had been written from day to day
        before = b""
        for number, (read, row) in enumerate(zip(looks, as_hashed(), strict=True), 1):
            day = str(TODAY - timedelta(days=DAYS - 1 - (number - 1) // A_DAY))
            before = seal(before, number, day, row)
            cursor.execute(
                "update read_seal set day = %s, hash = %s where read = %s", [day, before, read.pk]
            )
    return officer


def look(user: Any, n: int) -> Read:
    outcome = list(Read.Outcome)[n % 3]
    at = datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(days=n // A_DAY, seconds=n)
    return Read(user=user, child=f"EC-{4800 + n}", page="réçord", at=at, outcome=outcome)


def as_hashed() -> list[tuple[str, ...]]:
    """The rows in the words of the specification, by Python alone."""
    since = datetime(1970, 1, 1, tzinfo=UTC)
    return [
        (
            str(each.pk),
            str(each.user_id),
            each.child,
            each.page,
            each.outcome,
            str((each.at - since) // timedelta(microseconds=1)),
        )
        for each in Read.objects.order_by("pk")
    ]


def test_a_log_that_nobody_touched_has_no_fault(log: Any) -> None:
    found = verified()
    assert (found.rows, found.faults) == (DAYS * A_DAY, [])
    assert [head.number for head in found.heads.values()] == [20, 40, 60]
    for number, head in enumerate(found.heads.values()):
        of_day = verified(date.fromisoformat(head.day))
        assert (of_day.rows, of_day.faults) == (A_DAY, []), number
        assert of_day.heads == {head.day: head}


def test_the_database_seals_as_the_specification_says(officer: Any) -> None:
    """Raw SQL is sealed too, over the seal before it, with whatever is in its words."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into access_read (user_id, child, page, at, outcome)"
            " values (%s, 'EC-4821', %s, '2026-11-22 23:59:59.000001+00', 'shown')",
            [officer.pk, 'a "page"\\ with\nlines,\t\x7f and 平仮名'],
        )
        cursor.execute("set constraints all immediate")
    last, *earlier = ReadSeal.objects.order_by("-number")[:2]
    before = bytes(earlier[0].hash) if earlier else b""
    mine = as_hashed()[-1]
    assert mine[-1] == "1795391999000001"
    assert bytes(last.hash) == seal(before, last.number, str(last.day), mine)
    assert last.day == max(timezone.localdate(), *(each.day for each in earlier or [last]))


@pytest.mark.parametrize("model", [Read, ReadSeal, FileEvent])
@pytest.mark.parametrize("change", ["update", "delete", "truncate", "save", "remove"])
def test_nothing_in_the_logs_is_changed_or_taken_away(log: Any, model: Any, change: str) -> None:
    """Not through the pages' own code, and not by SQL: not even by the owner of the tables."""
    FileEvent.objects.create(user=log, kind=FileEvent.Kind.SENT, file="roll.csv")
    row = model.objects.latest("pk")
    table = model._meta.db_table
    key = model._meta.pk.column
    acts = {
        "update": f"update {table} set {key} = {key}",
        "delete": f"delete from {table}",
        "truncate": f"truncate {table} cascade",
    }
    act = {"save": row.save, "remove": model.objects.filter(pk=row.pk).delete}.get(change)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        act() if act else connection.cursor().execute(acts[change])
    with (
        pytest.raises(DatabaseError, match="new rows only"),
        transaction.atomic(),
        acting_as("none"),
    ):
        act() if act else done_by_sql(acts[change])
    assert model.objects.filter(pk=row.pk).exists()


def done_by_sql(act: str) -> None:
    """Under the app's own role; whatever waits for the end of the transaction is done first."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(act)
        cursor.execute("set constraints all deferred")


@pytest.mark.proof
def test_every_tampering_is_named(log: Any) -> None:
    """By the owner of the tables with no trigger in the way: ONROLL_PROOF of them, or forty."""
    User.objects.create_user("other@exampleshire.example", full_name="Other")
    chance = random.Random(20_261_122)
    kinds = list(TAMPERED)
    for n in range(TAMPERINGS):
        kind = kinds[n % len(kinds)]
        with transaction.atomic():
            with opened() as cursor:
                touched = TAMPERED[kind](cursor, chance)
            found = verified().faults
            named = {f"row {each.read}" for each in found}
            named |= {f"number {each.number}" for each in found}
            # what was sealed over a seal that is not there any more cannot be told from touched
            assert named >= touched, (n, kind, touched)
            assert kind is SEAL or len(found) == FAULTS[kind], (n, kind, found)
            transaction.set_rollback(True)
    assert verified().faults == []


def flip(cursor: Any, chance: random.Random) -> set[str]:
    """One bit of one character of one column of one row, or a moment, or another person."""
    read = chance.choice(list(Read.objects.all()))
    column = chance.choice(("child", "page", "outcome", "at", "user_id"))
    value = getattr(read, column)
    if column == "at":
        value += timedelta(microseconds=2 ** chance.randrange(50))
    elif column == "user_id":
        value = User.objects.exclude(pk=value).latest("pk").pk
    else:
        nth, bit = chance.randrange(len(value)), 1 << chance.randrange(4)
        value = value[:nth] + chr(ord(value[nth]) ^ bit) + value[nth + 1 :]
    cursor.execute(f"update access_read set {column} = %s where id = %s", [value, read.pk])
    return {f"row {read.pk}"}


def flip_hash(cursor: Any, chance: random.Random) -> set[str]:
    """One bit of what seals a row."""
    kept = chance.choice(list(ReadSeal.objects.all()))
    place = [chance.randrange(256)]
    cursor.execute(
        "update read_seal set hash = set_bit(hash, %s, 1 - get_bit(hash, %s)) where number = %s",
        [*place, *place, kept.number],
    )
    return {f"row {kept.read}"}


def alter_seal(cursor: Any, chance: random.Random) -> set[str]:
    """Which row a seal is of, its day or its number."""
    kept = chance.choice(list(ReadSeal.objects.filter(number__lt=DAYS * A_DAY)))
    change = chance.choice(("read = read + 1000000", "day = day - 1", "number = number + 1000"))
    cursor.execute(f"update read_seal set {change} where number = %s", [kept.number])
    return {f"number {kept.number}"}


def take_away(cursor: Any, chance: random.Random) -> set[str]:
    read = chance.choice(list(Read.objects.all()))
    cursor.execute("delete from access_read where id = %s", [read.pk])
    return {f"row {read.pk}"}


def take_away_with_seal(cursor: Any, chance: random.Random) -> set[str]:
    """The newest is not taken: only a hash kept elsewhere can tell of it."""
    kept = chance.choice(list(ReadSeal.objects.filter(number__lt=DAYS * A_DAY)))
    cursor.execute("delete from access_read where id = %s", [kept.read])
    cursor.execute("delete from read_seal where number = %s", [kept.number])
    return {f"number {kept.number}"}


def put_in(cursor: Any, chance: random.Random) -> set[str]:
    cursor.execute(
        "insert into access_read (user_id, child, page, at, outcome) select user_id, child, page,"
        " at, outcome from access_read where id = %s returning id",
        [chance.choice(list(Read.objects.all())).pk],
    )
    return {f"row {cursor.fetchone()[0]}"}


def swap(cursor: Any, chance: random.Random) -> set[str]:
    """What two rows say."""
    a, b = chance.sample(list(Read.objects.all()), 2)
    for into, of in ((a, b), (b, a)):
        cursor.execute(
            "update access_read set user_id = %s, child = %s, page = %s, at = %s, outcome = %s"
            " where id = %s",
            [of.user_id, of.child, of.page, of.at, of.outcome, into.pk],
        )
    return {f"row {a.pk}", f"row {b.pk}"}


SEAL = "a seal altered"
TAMPERED: dict[str, Callable[[Any, random.Random], set[str]]] = {
    "a bit flipped": flip,
    "a hash flipped": flip_hash,
    SEAL: alter_seal,
    "a row taken away": take_away,
    "a row taken away with its seal": take_away_with_seal,
    "a row put in": put_in,
    "two rows swapped": swap,
}
FAULTS = dict.fromkeys(TAMPERED, 1) | {"two rows swapped": 2}


def test_the_newest_rows_taken_away_with_their_seals_show_against_a_kept_hash(log: Any) -> None:
    """And so does a log that was written anew by somebody who can work out hashes."""
    (*_, kept) = verified().heads.values()
    assert verified(against=[kept]).faults == []
    with opened() as cursor:
        cursor.execute("delete from access_read where id = (select max(id) from access_read)")
        cursor.execute("delete from read_seal where number = 60")
    assert verified().faults == []
    gone = Fault(Kind.WRITTEN_ANEW, number=60, day="2026-11-22")
    assert verified(against=[kept]).faults == [gone]
    assert verified(against=[Head("2026-11-21", 40, "0" * 64)]).faults[0].number == 40


def test_one_day_alone_shows_what_was_done_to_it_and_where_it_joins(log: Any) -> None:
    first, second, third = (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22))
    with opened() as cursor:
        cursor.execute("delete from read_seal where number = 21")
    # what joins two days is gone: seen from both, for nothing says which day it was of
    (join,) = verified(first).faults
    missing, unsealed = verified(second).faults
    assert missing == join == Fault(Kind.REMOVED, number=21, last=21, day="2026-11-21")
    assert unsealed.kind is Kind.PUT_IN
    assert verified(third).faults == []


def test_a_row_that_cannot_be_sealed_is_not_kept(log: Any) -> None:
    """A seal that fails as the transaction ends takes the looks with it: nothing was shown."""
    before = Read.objects.count()
    with acting_as("none"), connection.cursor() as cursor:
        cursor.execute("alter table read_seal add constraint full_up check (number < 61)")
    with pytest.raises(DatabaseError), transaction.atomic():
        done_by_sql(
            "insert into access_read (user_id, child, page, at, outcome)"
            f" values ({log.pk}, 'EC-1', 'record', now(), 'shown')"
        )
    assert Read.objects.count() == before


def test_what_is_printed_says_what_was_checked_and_names_each_row(log: Any, tmp_path: Path) -> None:
    found = verified()
    (checked, well, head) = in_words(found, None, [])
    assert checked.startswith("Read log: 60 rows of 3 days, 20 November 2026 to 22 November 2026")
    assert well == "No row was touched, removed or put in."
    kept = tmp_path / "kept.txt"
    kept.write_text("\n".join([checked, well, head]), encoding="utf-8")
    assert kept_in(kept) == [tuple(head.split())]
    with opened() as cursor:
        cursor.execute("update access_read set child = 'EC-OTHER' where id = (%s)", [row_id(30)])
        cursor.execute("delete from access_read where id = %s", [row_id(31)])
    _, touched, removed, _ = in_words(verified(), None, [])
    assert touched == f"Touched: row {row_id(30)}, number 30, sealed on 21 November 2026."
    assert removed == f"Removed: row {row_id(31)}, number 31, sealed on 21 November 2026."
    faults = in_json(verified(), None, [])["faults"]
    assert [(each["kind"], each["row"]) for each in faults] == [
        ("touched", row_id(30)), ("removed", row_id(31)),
    ]  # fmt: skip


def row_id(number: int) -> int:
    return ReadSeal.objects.get(pk=number).read


def test_what_was_logged_before_there_were_seals_is_sealed(log: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    migration = import_module("onroll.web.access.migrations.0004_the_read_log_is_chained")
    with opened() as cursor:
        cursor.execute("delete from read_seal")
        cursor.execute("drop trigger sealed on access_read")
        cursor.execute("drop function seal_read()")
        cursor.execute("drop function seal_of_read(access_read, bytea, bigint, date)")
        cursor.execute(migration.SEAL)
    found = verified()
    assert (found.rows, found.faults) == (60, [])
    assert list(found.heads) == ["2026-11-20", "2026-11-21", "2026-11-22"]


def test_sealing_waits_for_no_lock_but_its_own(log: Any) -> None:
    """Else a decision, or a publishing, would hold up every page that shows a child."""
    assert len({SEALING, DECIDING, PUBLISHING, SHOWING}) == 4
    held = "select objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"
    look(log, 1).save()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(held)
        assert cursor.fetchall() == [(SEALING,)]
