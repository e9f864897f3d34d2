"""Who else lives where a visit goes: other children of the same address, as the record has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from onroll.web.cases.siblings import theirs
from onroll.web.children.models import Child, Fact
from onroll.web.children.status_words import DIED_FACT
from onroll.web.children.today import Named, named


def who_lives_there(user: Any, children: Collection[Child], day: date) -> dict[str, list[Named]]:
    """By child the others at the same address and postcode whom the asker may see, oldest first.

    Nobody where the record holds no address or no postcode, and nobody who has died by the day. One
    query, however many children.
    """
    placed = [child for child in children if child.address and child.postcode]
    if not placed:
        return {}
    died = Fact.objects.on(day).filter(child=OuterRef("pk"), fact=DIED_FACT)
    at_these = theirs(user).annotate(at=Lower("address")).filter(
        at__in={child.address.lower() for child in placed},
        postcode__in={child.postcode for child in placed},
    )  # fmt: skip
    homes: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for child in at_these.exclude(Exists(died)).order_by("date_of_birth", "pk"):
        homes[(child.address.lower(), child.postcode)].append(named(child))
    return {
        child.pk: [
            each for each in homes[(child.address.lower(), child.postcode)] if each.pk != child.pk
        ]
        for child in placed
    }
