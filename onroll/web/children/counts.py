"""How many children meet a definition on the day shown, of those whom somebody may see.

A count is of the very children whom the list behind it shows: a restricted child is in neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import RestrictedChild
from onroll.web.children.models import Status, StatusQuerySet
from onroll.web.library.models import Count, Run


def counts_for(user: Any, run: Run, of: Collection[str] | None = None) -> dict[str, int]:
    """Children on the day of the run by the key of each definition that anybody meets.

    `of` names the definitions to count; left out, every one is.
    """
    sight = user.sight
    met, counted = Status.objects.on(run.as_of), Count.objects.all()
    if of is not None:
        met, counted = met.filter(definition__in=of), counted.filter(definition__in=of)
    if not sight.every_child:
        return by_definition(met.visible_to(user))
    counts = Counter(dict(counted.values_list("definition", "children")))
    if not sight.restricted:
        with as_publisher():  # a number to take away, of children who are not shown
            counts.subtract(by_definition(absent_for(user, met)))
    return dict(counts)


def counts_of_few(user: Any, run: Run, of: Collection[str]) -> dict[str, int]:
    """The same of definitions that few children meet, counted child by child: one question."""
    met = Status.objects.on(run.as_of).filter(definition__in=of)
    return by_definition(met.visible_to(user))


def absent_for(user: Any, met: StatusQuerySet) -> StatusQuerySet:
    """Of these statuses those of whom all see but this person does not."""
    restricted = RestrictedChild.objects.values("child")
    seen = Status.objects.visible_to(user).filter(pk=OuterRef("pk"))
    return met.filter(~Exists(seen), child__in=restricted)


def by_definition(met: StatusQuerySet) -> dict[str, int]:
    rows = met.order_by().values_list("definition")
    return dict(rows.annotate(models.Count("child", distinct=True)))
