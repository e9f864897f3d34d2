"""Ids for children: opaque, and the same from one run to the next.

An id says nothing about the child (it is made with a secret) and does not change while the child's
records stay together. When two children turn out to be one, one id goes on and the other leads to
it; when one turns out to be two, the larger part keeps the id.
"""

import hmac
from collections import Counter
from collections.abc import Container, Sequence
from itertools import count
from typing import Final

import pyarrow as pa

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

FORWARDING: Final = pa.schema([("old_id", pa.string()), ("new_id", pa.string())])


def name_people(
    record_ids: Sequence[str], roots: Sequence[int], previous: pa.Table | None, secret: bytes
) -> list[str]:
    """The id of each record's child, in the order of `record_ids`.

    `roots` is the number of each record's cluster's first record. `previous` holds record_id and
    person_id as they were; null on the first run. Raises ValueError for an empty secret.
    """
    if not secret:
        raise ValueError(
            "The secret is empty. Ids made without one could be guessed: give 32 bytes."
        )
    before = _person_of_record(previous)
    kept = _kept(record_ids, roots, before, secret)
    taken = set(before.values())
    for root in dict.fromkeys(roots):
        if root not in kept:
            kept[root] = _new_id(record_ids[root], secret, taken)
            taken.add(kept[root])
    return [kept[root] for root in roots]


def forwarding(previous: pa.Table, links: pa.Table) -> pa.Table:
    """Where each id that is no longer any child's now leads: old_id, new_id, in order of old_id.

    An id leads to the child who has most of its records; one whose records have all gone leads
    nowhere and has no row.
    """
    now = _person_of_record(links)
    in_use = set(now.values())
    where: dict[str, Counter[str]] = {}
    for record, old in _person_of_record(previous).items():
        if old not in in_use and record in now:
            where.setdefault(old, Counter())[now[record]] += 1
    rows = [
        {"old_id": old, "new_id": min(counts, key=lambda new: (-counts[new], new))}
        for old, counts in sorted(where.items())
    ]
    return pa.Table.from_pylist(rows, FORWARDING)


def _kept(
    record_ids: Sequence[str], roots: Sequence[int], before: dict[str, str], secret: bytes
) -> dict[int, str]:
    """The old id each cluster keeps, by root, where it keeps one.

    Most shared records first. Where two parts of one child are as large, the id stays with the
    part it was made for, so that taking a join back gives both children the ids they had.
    """
    shared = Counter(
        (before[record], root)
        for record, root in zip(record_ids, roots, strict=True)
        if record in before
    )
    parts = Counter(old for old, _ in shared)

    def made_for(old: str, root: int) -> bool:
        return parts[old] > 1 and old == _person_id(record_ids[root], secret)

    kept: dict[int, str] = {}
    given: set[str] = set()
    for _, _, old, root in sorted(
        (-records, not made_for(old, root), old, root) for (old, root), records in shared.items()
    ):
        if old not in given and root not in kept:
            kept[root] = old
            given.add(old)
    return kept


def _new_id(anchor: str, secret: bytes, taken: Container[str]) -> str:
    """The id made from a record id, or the next one where that belongs to somebody else."""
    attempts = (_person_id(anchor, secret, attempt) for attempt in count())
    return next(person for person in attempts if person not in taken)


def _person_id(anchor: str, secret: bytes, attempt: int = 0) -> str:
    text = f"{anchor}\0{attempt}" if attempt else anchor
    number = int.from_bytes(hmac.digest(secret, text.encode(), "sha256")[:5], "big")
    digits = (_CROCKFORD[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"EC-{''.join(digits)}"


def _person_of_record(links: pa.Table | None) -> dict[str, str]:
    if links is None:
        return {}
    return dict(zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True))
