"""Shields over children who must not be found: who raised one, what it covers, how it is lowered.

A shield is raised on records and covers every child who holds one. It is kept on records and only
ever grows: `spread` adds, after each linking, what has come to be joined with a covered record and
what may be the same child under another name. So it outlives any link, unlinking, renaming and
rebuilding; the journal is all there is to it. Nothing but two different people together, one who
asks and one who agrees, takes a record out from under it.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from onroll.record import engines
from onroll.record.people.journal import acts, add, who_when_why, writing
from onroll.record.people.spreading import reach
from onroll.record.people.standing_shields import (
    Ask,
    Cover,
    How,
    Kind,
    Shield,
    Standing,
    covered_by,
    standing,
)

if TYPE_CHECKING:
    from onroll.record.home import Home

__all__ = [
    "Ask", "Cover", "How", "Kind", "Shield", "ask_to_lower", "covers", "history", "lower",
    "raise_shield", "refuse_to_lower", "shielded", "shields", "spread", "told",
]  # fmt: skip

_MOMENT: Final = pa.timestamp("us", "UTC")
COVERS: Final = pa.schema(
    [
        ("record_id", pa.string()),
        ("shield", pa.int32()),
        ("kind", pa.string()),
        ("how", pa.string()),
        ("since", _MOMENT),
        ("until", _MOMENT),
    ]
)
SHIELDED: Final = pa.schema(
    [
        ("child", pa.string()),
        ("shield", pa.int32()),
        ("kind", pa.string()),
        ("how", pa.string()),
        ("since", pa.date32()),
    ]
)


_CERTAIN: Final = (How.NAMED, How.JOINED)
_STRONGEST_FIRST: Final = "list_position(['named', 'joined', 'suspected'], how)"


def raise_shield(
    home: Home, kind: Kind, records: Iterable[str], *, at: dt.datetime, by: str, why: str
) -> int:
    """Cover records, from `at` on; the shield's number.

    Raises ValueError where no record, nobody or no reason is given.
    """
    named = tuple(dict.fromkeys(record.strip() for record in records))
    if not named or not all(named):
        raise ValueError("A shield is raised on records. Name at least one, as source:number.")
    said = who_when_why(at, by, why)
    with writing(_journal(home)) as there:
        act = {"what": "raised", "kind": Kind(kind), "records": named, **said}
        return add(_journal(home), there, act)


def ask_to_lower(
    home: Home,
    number: int,
    *,
    at: dt.datetime,
    by: str,
    why: str,
    records: Collection[str] | None = None,
) -> None:
    """Ask that a shield no longer cover some records; None: all that it covers now.

    Nothing is lowered until somebody else agrees. Raises ValueError where there is no such shield,
    it does not cover one of the records, or somebody has asked already.
    """
    said = who_when_why(at, by, why)
    with writing(_journal(home)) as there:
        stands = standing(there)
        covered = covered_by(stands, number)
        if ask := stands.asks.get(number):
            raise ValueError(
                f"{ask.by} asked on {_day(ask.at)} to lower shield {number}: {ask.why}. Agree to "
                "that, or refuse it, first."
            )
        if not covered:
            raise ValueError(f"Shield {number} has been lowered for every record. Nothing to do.")
        asked = sorted(covered if records is None else set(records))
        if not asked or not covered.issuperset(asked):
            raise ValueError(
                f"Shield {number} does not cover {(set(asked) - covered or {'no record'}).pop()}. "
                "Name records that it covers."
            )
        act = {"what": "asked", "shield": number, "records": asked, **said}
        add(_journal(home), there, act | {"everything": covered == set(asked)})


def refuse_to_lower(home: Home, number: int, *, at: dt.datetime, by: str, why: str) -> None:
    """Answer an ask with no; the asker may take it back so. Raises ValueError where none stands."""
    said = who_when_why(at, by, why)
    with writing(_journal(home)) as there:
        _asked(standing(there), number)
        add(_journal(home), there, {"what": "refused", "shield": number, **said})


def lower(home: Home, number: int, *, at: dt.datetime, by: str, why: str) -> None:
    """Agree to an ask: the shield no longer covers the records that were named in it.

    Raises ValueError where nobody asked, for the person who did, and where all was asked for and
    the shield has come to cover more since: then it would only grow back.
    """
    said = who_when_why(at, by, why)
    with writing(_journal(home)) as there:
        stands = standing(there)
        ask = _asked(stands, number)
        if _person(ask.by) == _person(by):
            raise ValueError(
                f"{ask.by} asked to lower shield {number}, and somebody else must agree to it."
            )
        more = covered_by(stands, number) - set(ask.records)
        if ask.everything and more:
            raise ValueError(
                f"Shield {number} has come to cover {len(more):,} more since {_day(ask.at)}, when "
                f"{ask.by} asked to lower it. Refuse that, look again and ask again."
            )
        act = {"what": "lowered", "shield": number, "records": ask.records, **said}
        add(_journal(home), there, act)


def spread(
    home: Home, links: pa.Table, doubtful: pa.Table, table: pa.Table, *, at: dt.datetime
) -> list[Cover]:
    """Let every shield cover what it has come to reach; what is new, in order.

    For after each linking of the record of today: `links`, `doubtful` and `table` as linking has
    them. Done again it adds nothing.
    """
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    with writing(_journal(home)) as there:
        stands = standing(there)
        certain = {key: how in _CERTAIN for key, (how, _) in stands.covered.items()}
        named = {(shield, r) for shield, act in stands.raised.items() for r in act["records"]}
        settled = sorted(stands.settled)
        found = reach(certain, named, settled, stands.keys, links, doubtful, table)
        new = [
            Cover(*key, How.JOINED if sure else How.SUSPECTED)
            for key, sure in sorted(found.covered.items())
            if key not in certain or sure > certain[key]
        ]
        if new or found.keys:
            act = {"what": "spread", "covers": new, "said": found.keys, "at": at}
            add(_journal(home), there, act)
    return new


def covers(home: Home, known_at: dt.datetime | None = None) -> pa.Table:
    """Which record is or was under which shield; with `known_at`, as it was known then.

    One row per record, shield and stretch of time: record_id, shield, kind, how, since, until
    (null: it stands). Which children a page protects is never asked of an earlier moment.
    """
    stands = standing(_known(home, known_at))
    stretches = [
        *stands.ended,
        *((*key, how, since, None) for key, (how, since) in stands.covered.items()),
    ]
    rows = [
        (record, shield, stands.raised[shield]["kind"], str(how), since, until)
        for shield, record, how, since, until in stretches
    ]
    rows.sort(key=lambda row: (row[0], row[1], row[4]))
    return pa.Table.from_pylist([dict(zip(COVERS.names, r, strict=True)) for r in rows], COVERS)


def shielded(links: pa.Table, covers: pa.Table) -> pa.Table:
    """The children that shields cover: one row per child and shield that stands.

    child, shield, kind, how (the surest of the child's records) and since (the first day).
    """
    connection = engines.connect()
    try:
        connection.execute("set timezone = 'UTC'")
        connection.register("links", links.select(["record_id", "person_id"]))
        connection.register("covers", covers)
        found = connection.execute(f"""
            select l.person_id as child, c.shield, min(c.kind) as kind,
                   arg_min(c.how, {_STRONGEST_FIRST}) as how, min(c.since)::date as since
            from covers c join links l using (record_id)
            where c.until is null group by all order by child, shield
        """).to_arrow_table()
    finally:
        connection.close()
    return found.cast(SHIELDED)


def shields(home: Home, known_at: dt.datetime | None = None) -> list[Shield]:
    """Every shield that was ever raised, in order, with the ask that waits for an answer."""
    stands = standing(_known(home, known_at))
    return [
        Shield(
            number, Kind(act["kind"]), tuple(act["records"]), act["at"], act["by"], act["why"],
            stands.asks.get(number), tuple(sorted(covered_by(stands, number))),
        )
        for number, act in stands.raised.items()
    ]  # fmt: skip


def told(home: Home) -> dict[str, list[str]]:
    """By what each record that a shield covers may be known, now or once: its keys.

    As `spreading` keeps them: "upn X", "nhs X", and after a birth date "name X", "postcode X" and
    "property X". A record that is covered on suspicion only, or since the last linking, has none.
    """
    stands = standing(acts(_journal(home)))
    covered = {record for _, record in stands.covered}
    return {record: keys for record, keys in stands.keys.items() if record in covered}


def history(home: Home, number: int) -> list[dict[str, Any]]:
    """What people did with a shield, in order: `what` (raised, asked, refused, lowered), `at`,
    `by`, `why`, and `records` but for a refusal."""
    return [act for act in acts(_journal(home)) if number in (act.get("shield"), _raised(act))]


def _asked(stands: Standing, number: int) -> Ask:
    covered_by(stands, number)
    if number not in stands.asks:
        raise ValueError(f"Nobody has asked to lower shield {number}. Ask first; another agrees.")
    return stands.asks[number]


def _person(by: str) -> str:
    """Whose email address it is, however it was typed."""
    return unicodedata.normalize("NFKC", by).strip().casefold()


def _day(at: dt.datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _raised(act: dict[str, Any]) -> int | None:
    return act["number"] if act["what"] == "raised" else None


def _known(home: Home, known_at: dt.datetime | None) -> list[dict[str, Any]]:
    """The acts up to the first that was later, so that none is known without those before it."""
    return list(
        takewhile(lambda act: known_at is None or act["at"] <= known_at, acts(_journal(home)))
    )


def _journal(home: Home) -> Path:
    return home.people / "shields"
