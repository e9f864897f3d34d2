"""Whether every row of the log of reads is as it was when it was sealed, and none is gone or new.

What cannot be seen from the log alone: its newest rows taken away together with their seals, or all
of it written anew from some row on. A hash that was kept elsewhere shows both (`against`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from onroll.web.access.chain import COLUMNS, FIRST, seal

Progress = Callable[[str, int, int], None]
AT_A_TIME = 5_000
DAY_OF_READ = "(r.at at time zone 'Europe/London')::date"


class Kind(StrEnum):
    TOUCHED = "touched"
    REMOVED = "removed"
    PUT_IN = "put in"
    WRITTEN_ANEW = "written anew"


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `read` is the row's id and `number` its place in the log, where known.

    Of rows that are gone with their seals only the numbers are known, `number` to `last`.
    """

    kind: Kind
    read: int | None = None
    number: int | None = None
    last: int | None = None
    day: str = ""


@dataclass(frozen=True)
class Head:
    """The last seal of a day: keep it elsewhere, and nothing before it can be written anew."""

    day: str
    number: int
    hash: str


@dataclass
class Verified:
    """How many rows were checked, what was wrong with which, and the last seal of each day."""

    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)


@dataclass(frozen=True)
class Sealed:
    """A seal and the row it seals; `row` null: the row is not there."""

    number: int
    day: str
    read: int
    hash: bytes
    row: Sequence[str] | None


@transaction.atomic
def verified(
    day: date | None = None, *, against: Iterable[Head] = (), progress: Progress | None = None
) -> Verified:
    """Check the whole log, or one day of it and that it joins the days before and after."""
    found = Verified()
    before, beyond = (0, None) if day is None else bounds(day)
    walk(found, sealed(before, beyond), before, day, progress)
    found.faults += [Fault(Kind.PUT_IN, read=read, day=on) for read, on in reads_without_seal(day)]
    found.faults += not_as_kept(against)
    return found


def walk(
    found: Verified,
    seals: Iterator[Sealed],
    before: int,
    day: date | None,
    progress: Progress | None,
) -> None:
    """Follow the chain from the seal numbered `before`, which is taken as it is; 0: from nothing.

    A row that was touched leaves the seals as they were, so the next row is still judged by the
    hash that stands there. A hash that was touched is found by the next row, which was sealed over
    what it was. After a seal that is gone nothing says what the next was sealed over.
    """
    total = row_count() if progress else 0
    stands: bytes | None = FIRST
    worked_out: bytes | None = FIRST
    expected = before + 1 if before else 1
    for each in seals:
        if before and each.number == before:
            stands = worked_out = each.hash
            continue
        if each.number > expected:
            found.faults.append(
                Fault(Kind.REMOVED, number=expected, last=each.number - 1, day=each.day)
            )
            stands = worked_out = None
        expected = each.number + 1
        checked = day is None or each.day == str(day)
        if checked:
            found.rows += 1
            found.heads[each.day] = Head(each.day, each.number, each.hash.hex())
        mine = fault_of(each, [one for one in (stands, worked_out) if one is not None])
        if mine and (checked or mine.kind is not Kind.REMOVED):
            found.faults.append(mine)
        if each.row is not None and stands is not None:
            worked_out = seal(stands, each.number, each.day, each.row)
        else:
            worked_out = None
        stands = each.hash
        if progress and found.rows % AT_A_TIME == 0:
            progress("read log", min(found.rows, total), total)
    if progress:
        progress("read log", total, total)


def fault_of(each: Sealed, sealed_over: list[bytes]) -> Fault | None:
    """What is wrong with a row, by any hash that may have stood before it; null: nothing."""
    if each.row is None:
        return Fault(Kind.REMOVED, read=each.read, number=each.number, day=each.day)
    hashes = [seal(over, each.number, each.day, each.row) for over in sealed_over]
    if not hashes or each.hash in hashes:
        return None
    return Fault(Kind.TOUCHED, read=each.read, number=each.number, day=each.day)


def bounds(day: date) -> tuple[int, int | None]:
    """The last number before a day (0: none) and the first after it (null: none)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(max(number) filter (where day < %s), 0),"
            " min(number) filter (where day > %s) from read_seal",
            [day, day],
        )
        before, beyond = cursor.fetchone()
    return before, beyond


def sealed(before: int, beyond: int | None) -> Iterator[Sealed]:
    """The seals in order of number, each with its row; the bounds are among them."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"select s.number, s.day::text, s.read, s.hash, {', '.join(COLUMNS)}"
            " from read_seal s left join access_read r on r.id = s.read"
            " where s.number >= %s and (%s::bigint is null or s.number <= %s) order by s.number",
            [before, beyond, beyond],
        )
        while some := cursor.fetchmany(AT_A_TIME):
            for number, day, read, digest, *row in some:
                there = row[0] is not None
                yield Sealed(number, day, read, bytes(digest), row if there else None)


def reads_without_seal(day: date | None) -> list[tuple[int, str]]:
    """The rows that no transaction of ours put in: their ids, and the days they claim."""
    return rows(
        f"select r.id, {DAY_OF_READ}::text from access_read r"
        " where not exists (select from read_seal s where s.read = r.id)"
        f" and (%s::date is null or {DAY_OF_READ} = %s) order by r.id",
        [day, day],
    )


def not_as_kept(against: Iterable[Head]) -> list[Fault]:
    """The seals that are not what somebody kept of them elsewhere."""
    kept = {each.number: each for each in against}
    there = dict(rows("select number, hash from read_seal where number = any(%s)", [list(kept)]))
    return [
        Fault(Kind.WRITTEN_ANEW, number=number, day=each.day)
        for number, each in kept.items()
        if number not in there or bytes(there[number]).hex() != each.hash
    ]


def row_count() -> int:
    return int(rows("select count(*) from read_seal", [])[0][0])


def rows(query: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
