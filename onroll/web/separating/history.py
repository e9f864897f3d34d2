"""How records came to a child and left it, and what people decided of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.db.models import Q

from onroll.web.children.models import Child
from onroll.web.children.search import REFERENCE
from onroll.web.children.words import source_words
from onroll.web.config.home import home
from onroll.web.matching.decided import Journal, Kept
from onroll.web.matching.decided_seen import seen
from onroll.web.matching.models import LinkChange
from onroll.web.matching.weights import weight_in_words
from onroll.web.separating.models import Separation
from onroll.web.shields.protected import protected_among

MOST_MOVES: Final = 200
"""How many moves are shown, newest first. A child has a few."""

FIRST: Final = "first record"
"""What linking calls the one record of a child that it joins the others to."""
DECIDED: Final = "decided to be the same child"
THE_OTHERS_JOIN_IT: Final = "The record that any others of the child are joined to"


@dataclass(frozen=True)
class Move:
    """One record that came to the child or left it, in words.

    `why` is who decided it, or else the reason of the machine; `weighed` may be empty.
    """

    at: datetime
    what: str
    where: str
    reference: str
    why: str
    weighed: str


@dataclass(frozen=True)
class Beginning:
    """The records that a child began with: how many, and the moment of the run that found them."""

    at: datetime
    records: int


class History:
    """How the records that a child has came to them, as one person may see it.

    A move between the child and one who is protected from the reader is absent: that the two were
    once taken for one says that there is such a child, and where to look.
    """

    def __init__(self, child: Child, records: Iterable[str], user: Any) -> None:
        self.child = child
        self.records = frozenset(records)
        self.user = user

    @cached_property
    def beginning(self) -> Beginning | None:
        """What the child began with, for most children all there is; null where no move is kept."""
        if not self.rows or len(self.rows) == MOST_MOVES:
            return None
        first = self.rows[-1].moved_at
        return Beginning(first, sum(began(row, first) for row in self.rows))

    @cached_property
    def rows(self) -> list[LinkChange]:
        """The moves of the records that the child has, and of those that left it, newest first."""
        here = Q(record_id__in=self.records) | Q(from_child=self.child.pk)
        moves = LinkChange.objects.filter(here | Q(to_child=self.child.pk))
        rows = list(moves.order_by("-moved_at", "record_id", "pk")[:MOST_MOVES])
        named = {reference for row in rows for reference in (row.from_child, row.to_child)}
        protected = protected_among(named - {"", self.child.pk}, self.user)
        return [row for row in rows if not protected & {row.from_child, row.to_child}]

    def moves(self, *, with_beginning: bool) -> list[Move]:
        """What came and left, newest first; but for what the child began with, unless asked for."""
        first = self.beginning.at if self.beginning and not with_beginning else None
        return [
            move_in_words(row, self.child.pk, self.decided_by(row))
            for row in self.rows
            if not began(row, first)
        ]

    def decided_by(self, row: LinkChange) -> str:
        """Who decided what moved a record, or what the next run moved it for; or empty."""
        for what, at, records in self.acts:
            if row.record_id in records and (at == row.moved_at or self.moved_for(row, at)):
                return what
        return ""

    def moved_for(self, row: LinkChange, at: datetime) -> bool:
        """Whether a run moved a record for what had been decided at a moment before it.

        It went from one child to another, for no reason that a machine gives, and it was the first
        time that it moved since.
        """
        if at >= row.moved_at or not row.from_child or row.reason not in (FIRST, DECIDED):
            return False
        return not any(
            other.record_id == row.record_id and at <= other.moved_at < row.moved_at
            for other in self.rows
        )

    @cached_property
    def acts(self) -> list[tuple[str, datetime, frozenset[str]]]:
        """Each answer that moves records, and each that was taken back: in words, when, of which
        records. The newest first."""
        found = []
        for each in self.decided:
            if not each.settles:
                continue
            records, said = each.decision.records, each.words.lower()
            found.append((f"{each.by} decided: {said}", each.decision.at, records))
            if each.taken_back:
                what = f"{each.taken_back_by} took back: {said}"
                found.append((what, each.taken_back.at, records))
        return sorted(found, key=lambda act: act[1], reverse=True)

    @cached_property
    def decided(self) -> list[Kept]:
        """What people decided of these records, newest first, as far as this person may know."""
        about = [each for each in Journal(home()).kept if self.records & each.decision.records]
        theirs = {each.number for each in seen((each.decision for each in about), self.user)}
        return [each for each in about if each.number in theirs]


def began(row: LinkChange, first: datetime | None) -> bool:
    """Whether a move is no more than that a record was there when its child was first found."""
    return row.moved_at == first and not row.from_child


def reason_words(reason: str) -> str:
    """Why a record is with a child, in words that are true of it there."""
    return THE_OTHERS_JOIN_IT if reason == FIRST else reason


def record_words(record_id: str) -> str:
    """A source record by its source and its number there: "Health 999"."""
    source, _, number = record_id.partition(":")
    return f"{source_words(source)} {number}".strip()


def move_in_words(move: LinkChange, child: str, decided_by: str) -> Move:
    """One move as this child's history tells it. `decided_by` is empty for the machine's."""
    came, left = move.to_child == child, move.from_child == child
    if left:
        where, reference = ("left for", move.to_child) if move.to_child else ("left", "")
    elif came:
        where, reference = ("came from", move.from_child) if move.from_child else ("came first", "")
    elif move.from_child:
        where, reference = f"was with {move.from_child}, then with", move.to_child
    else:
        where, reference = "was first with", move.to_child
    return Move(
        at=move.moved_at,
        what=record_words(move.record_id),
        where=where,
        reference=reference,
        why=decided_by or reason_words(move.reason),
        weighed="" if move.weight is None else weight_in_words(move.weight),
    )


def named_in(moves: Iterable[Move]) -> list[str]:
    """The other children whom these moves name by their references, then or now."""
    words = (f"{move.where} {move.reference}" for move in moves)
    return [named for text in words for named in REFERENCE.findall(text)]


def numbers_of_separations(decided: Iterable[Kept]) -> set[int]:
    """The numbers of those of these decisions that took a child's records apart."""
    made = {each.number: each.decision.at for each in decided}
    if not made:
        return set()
    found = Separation.objects.filter(number__in=made).values_list("number", "decided_at")
    return {number for number, at in found if made[number] == at}


def since_of(child: Child, records: Iterable[str]) -> dict[str, datetime]:
    """Since when each record has been this child's, by record; one whose move nobody kept is not
    there."""
    moves = LinkChange.objects.filter(record_id__in=list(records), to_child=child.pk)
    return dict(moves.order_by("moved_at").values_list("record_id", "moved_at"))
