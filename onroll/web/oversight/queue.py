"""The queue of what a manager is to look at: putting something in it, and saying how it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery

from onroll.web.access.models import Role
from onroll.web.access.roles import has_role
from onroll.web.oversight.models import GRAVITY, Item, ItemChild, Kind, ReviewEvent

REVIEWS: Final = (
    Role.PATHWAY_MANAGER, Role.SERVICE_MANAGER, Role.SAFEGUARDING_LEAD, Role.DATA_MANAGER,
    Role.DIRECTOR,
)  # fmt: skip
"""The roles that look at the queue, agree to files and raise a budget: those who answer for how the
record is used. Never of what they did themselves."""


def may_review(user: Any) -> bool:
    return has_role(user, REVIEWS)


@dataclass(frozen=True)
class Found:
    """One line for the queue. `once` says what it is about: the same is put in once.

    `child` is named to those alone who may see the child, and `words`, what was typed, with the
    child. `detail` is ours and names nobody.
    """

    user: int
    at: datetime
    once: str
    child: str = ""
    detail: str = ""
    words: str = ""
    refused: bool = False

    def key(self, kind: Kind) -> str:
        return hashlib.sha256(f"{kind}|{self.user}|{self.once}".encode()).hexdigest()


def put_in(kind: Kind, found: Found) -> None:
    put_in_all(kind, [found])


def put_in_all(kind: Kind, found: Iterable[Found]) -> None:
    """Put these in the queue, but for those that are in it."""
    by_key = {each.key(kind): each for each in found}
    there = set(Item.objects.filter(key__in=by_key).values_list("key", flat=True))
    new = {key: each for key, each in by_key.items() if key not in there}
    items = Item.objects.bulk_create(
        Item(kind=kind, gravity=GRAVITY[kind], user_id=each.user, at=each.at, key=key,
             detail=each.detail)
        for key, each in new.items()
    )  # fmt: skip
    ItemChild.objects.bulk_create(
        ItemChild(item=item, child=each.child, words=each.words, refused=each.refused)
        for item, each in zip(items, new.values(), strict=True)
        if each.child or each.words or each.refused
    )


def items_for(reviewer: Any) -> Any:
    """In a query of items, each with `stands`, the last answer or null: everything in the queue
    but for what the reviewer did."""
    last = ReviewEvent.objects.filter(item=OuterRef("pk")).order_by("-pk")
    items = Item.objects.exclude(user=reviewer).select_related("user")
    return items.annotate(stands=Subquery(last.values("answer")[:1]))


def waiting(reviewer: Any) -> Any:
    """What nobody has answered, or somebody put back; the gravest first, of those the newest."""
    open_still = Q(stands__isnull=True) | Q(stands=ReviewEvent.Answer.REOPENED)
    return items_for(reviewer).filter(open_still).order_by("-gravity", "-at", "-pk")


def answered(reviewer: Any, how: str) -> Any:
    """What was answered so, the newest first."""
    return items_for(reviewer).filter(stands=how).order_by("-at", "-pk")
