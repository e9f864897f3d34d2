"""Finding the two children of an address, and what became of them if they are not two any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404

from onroll.web.children.models import Child
from onroll.web.matching.decided import Kept
from onroll.web.matching.models import Forwarding, PossibleMatch
from onroll.web.matching.sides import Pair, Side, records_of
from onroll.web.shields.protected import not_protected


@dataclass(frozen=True)
class Found:
    """Two children, and the possible match between them; null where the machine raised none."""

    pair: Pair
    match: PossibleMatch | None


def where_they_went(references: Iterable[str]) -> dict[str, str]:
    """Each reference with the one it leads to now, itself where it leads nowhere else."""
    these = list(references)
    moved = dict(Forwarding.objects.filter(old__in=these).values_list("old", "new"))
    return {reference: moved.get(reference, reference) for reference in these}


def find(user: Any, a: str, b: str) -> Found:
    """The two children, of both of whom this person may see everything. Raises Http404 where one is
    not there, or not theirs to see: a source record of a protected child says where they are."""
    children = not_protected(Child.objects.visible_to(user), user).in_bulk([a, b])
    if len(children) != 2:
        raise Http404
    between = Q(child_a=a, child_b=b) | Q(child_a=b, child_b=a)
    match = PossibleMatch.objects.filter(between).gravest_first().first()
    first = {match.record_a, match.record_b} if match else set()
    records = records_of([a, b], first=first)
    if not records[a] or not records[b]:
        raise Http404
    sides = (Side(children[each], tuple(records[each])) for each in (a, b))
    return Found(Pair(*sides), match)


def mark(pair: Pair, about: Kept | None) -> str:
    """A short text that changes whenever the records of either child, or what is decided, do."""
    number = str(about.number) if about else ""
    said = "\n".join([*sorted(pair.one.record_ids), "", *sorted(pair.other.record_ids), number])
    return hashlib.sha256(said.encode()).hexdigest()[:16]
