"""What a child's own record says of another record that may be the same child's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, When
from django.urls import reverse

from onroll.web.children.models import Child, ChildQuerySet, Fact, Status
from onroll.web.children.words import SOCIAL_WORKER
from onroll.web.matching.models import PossibleMatch
from onroll.web.shields.protected import not_protected

MOST_WARNINGS = 5


@dataclass(frozen=True)
class MissedLink:
    """Another child who may be this one. `words` says why it matters, and names nobody."""

    other: str
    words: str
    href: str
    since: date


def with_doubts(children: ChildQuerySet) -> ChildQuerySet:
    """The children, each with `in_doubt`: whether another may be this one. It costs no query of
    its own, and `warnings_for` then asks nothing about a child who is in none."""
    mine = Q(child_a=OuterRef("pk")) | Q(child_b=OuterRef("pk"))
    return children.annotate(in_doubt=Exists(PossibleMatch.objects.filter(mine)))


def warnings_for(child: Child, user: Any, on: date) -> list[MissedLink]:
    """The other children who may be this one, the gravest first; at most `MOST_WARNINGS`.

    Only of children of whom this person may see everything, and of none where the child's own
    record is kept from them.
    """
    if getattr(child, "in_doubt", True) is False:
        return []
    found = list(possible_matches_of(child, user, on)[:MOST_WARNINGS])
    return [
        MissedLink(
            row.other,
            " ".join(["Another record may be this child.", *of_the_other(row)]),
            reverse("compare", args=[child.pk, row.other]),
            row.since,
        )
        for row in {row.other: row for row in reversed(found)}.values()
    ][::-1]


def possible_matches_of(child: Child, user: Any, on: date) -> Any:
    """The possible matches of a child, with `other` and what is true of the other on a day."""
    visible = not_protected(Child.objects.visible_to(user), user)
    return (
        PossibleMatch.objects.filter(Q(child_a=child.pk) | Q(child_b=child.pk))
        .filter(child_a__in=visible, child_b__in=visible)
        .annotate(
            other=Case(
                When(child_a=child.pk, then=F("child_b")),
                default=F("child_a"),
                output_field=CharField(),
            )
        )
        .annotate(
            social_worker=Exists(
                Fact.objects.on(on).filter(child=OuterRef("other"), fact__in=SOCIAL_WORKER)
            ),
            missing=Exists(
                Status.objects.on(on).filter(
                    child=OuterRef("other"), definition="missing_education"
                )
            ),
        )
        .gravest_first()
    )


def of_the_other(row: Any) -> list[str]:
    flags = ["has a social worker"] * row.social_worker
    flags += ["is counted as missing education"] * row.missing
    return [f"It {' and '.join(flags)}."] if flags else []
