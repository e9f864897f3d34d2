"""The possible matches that wait for somebody to decide, the most harm first, then the oldest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from onroll.record import harm
from onroll.web.children.models import Child
from onroll.web.matching.decided import Journal, Kept
from onroll.web.matching.models import PossibleMatch
from onroll.web.matching.weights import weight_in_words
from onroll.web.shields.protected import not_protected

PAGE: Final = 25
NOTHING_HANGS_ON_IT: Final = "Nothing else is known to hang on it."


@dataclass(frozen=True)
class Waiting:
    """Two children who may be one: why it is doubtful, why it matters, and who was asked.

    `asked` is the decision *not sure*, or one that waits for the next run; null where nobody has
    said anything yet.
    """

    match: PossibleMatch
    weight: str
    harm: tuple[str, ...]
    asked: Kept | None


def waiting(user: Any, *, only_asked: bool, journal: Journal) -> QuerySet[PossibleMatch]:
    """The possible matches between children of whom this person may see everything, in order."""
    visible = not_protected(Child.objects.visible_to(user), user)
    found = PossibleMatch.objects.filter(child_a__in=visible, child_b__in=visible)
    if only_asked:
        asked = [each.decision for each in journal.not_sure()]
        records = {record for each in asked for record in (*each.one, *each.other)}
        found = found.filter(record_a__in=records, record_b__in=records)
    return found.select_related("child_a", "child_b").gravest_first()


def waiting_rows(matches: Sequence[PossibleMatch], journal: Journal) -> list[Waiting]:
    """One page of the queue, in the order given."""
    return [
        Waiting(
            row,
            weight_in_words(row.weight),
            harm_of(row),
            journal.about([row.record_a], [row.record_b]),
        )
        for row in matches
    ]


def harm_of(match: PossibleMatch) -> tuple[str, ...]:
    """Why it matters whether these two are one child, in words, the worst first."""
    return tuple(harm.words(match.harm)) or (NOTHING_HANGS_ON_IT,)
