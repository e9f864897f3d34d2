"""Ids for children: opaque, and the same from one run to the next.

An id says nothing about the child (it is made with a secret) and does not change while the child's
records stay together. When two children turn out to be one, one id goes on and the other leads to
it; when one turns out to be two, the part that had the id first keeps it, and the other takes back
the one it had before.
"""

import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from onroll.record.people.together_before import again

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = [one + other for one in _CROCKFORD for other in _CROCKFORD]
"""What ten bits are written as."""

FORWARDING: Final = pa.schema([("old_id", pa.string()), ("new_id", pa.string())])


def name_people(
    record_ids: Sequence[str], roots: Sequence[int], previous: pa.Table | None, secret: bytes
) -> list[str]:
    """The id of each record's child, in the order of `record_ids`.

    `roots` is the number of each record's cluster's first record. `previous` holds record_id and
    person_id as they were; null on the first run. It may hold `gone`, true for a record that the
    last run no longer had: such a record, come back, takes its id with it only where nobody else
    has it; `since`, when the record first came to that child; `earlier`, the child it was of
    before, null for none; and `step` and `stays`, every child it was of, for those who are again
    whom they were to have the id they had. Raises ValueError for an empty secret.
    """
    if not secret:
        raise ValueError(
            "The secret is empty. Ids made without one could be guessed: give 32 bytes."
        )
    claims = _claims(record_ids, previous)
    kept = _as_before(record_ids, roots, claims, previous)
    kept |= _kept(record_ids, roots, claims, secret, kept)
    nameless = dict.fromkeys(root for root in roots if root not in kept)
    earlier: dict[int, Counter[str]] = {}
    for record, root in zip(record_ids, roots, strict=True) if claims else ():
        if root in nameless and record in claims and (id_before := claims[record].earlier):
            earlier.setdefault(root, Counter())[id_before] += 1
    taken = _Taken(set(kept.values()), previous)
    taken.ask_about(old for olds in earlier.values() for old in olds)
    taken.ask_about(_person_id(record_ids[root], secret) for root in nameless)
    for root in nameless:
        retired = {old: n for old, n in earlier.get(root, {}).items() if old not in taken}
        back = min(retired, key=lambda old: (-retired[old], old), default=None)
        kept[root] = back or _new_id(record_ids[root], secret, taken)
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


class _Claim(NamedTuple):
    """What a record has of an id: the id, when it first had it, as a number, and the one before."""

    person: str
    since: float
    earlier: str | None


def _as_before(
    record_ids: Sequence[str],
    roots: Sequence[int],
    claims: dict[str, _Claim],
    previous: pa.Table | None,
) -> dict[int, str]:
    """The id of each cluster that is a child of the last run, or is one again that was before."""
    if previous is None:
        return {}
    clusters: dict[int, list[str]] = {}
    for record, root in zip(record_ids, roots, strict=True):
        clusters.setdefault(root, []).append(record)
    own = {record: claim.person for record, claim in claims.items()}
    held = Counter(own.values())
    kept = {}
    for root, records in clusters.items():
        person = own.get(records[0])
        if person and held[person] == len(records) and all(own.get(r) == person for r in records):
            kept[root] = person
    touched = {root: records for root, records in clusters.items() if root not in kept}
    return kept | again(touched, previous, own, frozenset(record_ids))


def _kept(
    record_ids: Sequence[str],
    roots: Sequence[int],
    claims: dict[str, _Claim],
    secret: bytes,
    settled: dict[int, str],
) -> dict[int, str]:
    """The old id each other cluster keeps, by root, where it keeps one; some are settled.

    An id goes with those who had it first, whatever has joined them since; a cluster takes the id
    that most of its records had. So taking a join back, or a separation, gives everybody the ids
    they had. Where that is a tie, the other of the two decides, and then for whom it was made.
    """
    shared: dict[tuple[str, int], list[int]] = {}
    given = set(settled.values())
    for n, (record, root) in enumerate(zip(record_ids, roots, strict=True)):
        if root not in settled and record in claims and claims[record].person not in given:
            shared.setdefault((claims[record].person, root), []).append(n)
    parts: dict[str, list[int]] = {}
    for old, root in shared:
        parts.setdefault(old, []).append(root)
    ids = Counter(root for _, root in shared)

    def seniority(old: str, root: int) -> float:
        return min(claims[record_ids[n]].since for n in shared[old, root])

    def tied(old: str, root: int) -> tuple[bool, int]:
        return old != _person_id(record_ids[root], secret), shared[old, root][0]

    def for_id(old: str, root: int) -> tuple[float, int, tuple[bool, int]]:
        return seniority(old, root), -len(shared[old, root]), tied(old, root)

    def for_cluster(old: str, root: int) -> tuple[int, float, tuple[bool, int]]:
        return -len(shared[old, root]), seniority(old, root), tied(old, root)

    kept: dict[int, str] = {}
    waiting = list(parts)
    for old, there in parts.items():
        if len(there) > 1:
            there.sort(key=partial(for_id, old), reverse=True)
    while waiting:  # each id asks its clusters in turn, and a cluster may yet change its mind
        old = waiting.pop()
        if parts[old]:
            root = parts[old].pop()
            if root not in kept:
                kept[root] = old
            elif ids[root] > 1 and for_cluster(old, root) < for_cluster(kept[root], root):
                waiting.append(kept[root])
                kept[root] = old
            else:
                waiting.append(old)
    return kept


def _claims(record_ids: Sequence[str], previous: pa.Table | None) -> dict[str, _Claim]:
    """Who of these may keep which id: all but gone records of children whom others still are.

    Otherwise a record that comes back as another child's could take the id from those who stayed.
    """
    if previous is None:
        return {}
    if "gone" in previous.column_names:
        there = pc.invert(previous["gone"])
        in_use = pc.is_in(previous["person_id"], value_set=previous["person_id"].filter(there))
        previous = previous.filter(pc.or_(there, pc.invert(in_use)))
    ours = pc.is_in(previous["record_id"], value_set=pa.array(record_ids, pa.string()))
    previous = previous.filter(ours)
    nothing = [None] * previous.num_rows
    since, earlier = (
        previous[name].to_pylist() if name in previous.column_names else nothing
        for name in ("since", "earlier")
    )
    return {
        record: _Claim(person, moment.timestamp() if moment else 0, before)
        for (record, person), moment, before in zip(
            _person_of_record(previous).items(), since, earlier, strict=True
        )
    }


class _Taken:
    """The ids that are children's, or were."""

    def __init__(self, now: set[str], previous: pa.Table | None) -> None:
        self._taken = now
        self._asked: set[str] = set()
        self._before = None if previous is None else previous["person_id"]

    def ask_about(self, ids: Iterable[str]) -> None:
        """Look for these in all that were before: at once, since those are many."""
        if self._before is not None and (new := set(ids) - self._asked):
            self._asked |= new
            there = pc.is_in(self._before, value_set=pa.array(new, pa.string()))
            self._taken.update(self._before.filter(there).to_pylist())

    def add(self, person: str) -> None:
        self._taken.add(person)

    def __contains__(self, person: str) -> bool:
        self.ask_about([person])
        return person in self._taken


def _new_id(anchor: str, secret: bytes, taken: _Taken) -> str:
    """The id made from a record id, or the next one where that belongs to somebody else."""
    attempts = (_person_id(anchor, secret, attempt) for attempt in count())
    return next(person for person in attempts if person not in taken)


def _person_id(anchor: str, secret: bytes, attempt: int = 0) -> str:
    text = f"{anchor}\0{attempt}" if attempt else anchor
    bits = int.from_bytes(hmac.digest(secret, text.encode(), "sha256")[:5])
    return "EC-" + "".join(_PAIRS[bits >> shift & 1023] for shift in (30, 20, 10, 0))


def _person_of_record(links: pa.Table | None) -> dict[str, str]:
    if links is None:
        return {}
    return dict(zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True))
