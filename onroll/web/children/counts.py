"""How many children meet a definition on the day shown, of those whom somebody may see.

A count is of the very children whom the list behind it shows: a restricted child is in neither.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models

from onroll.web.access.acting import as_publisher
from onroll.web.children.models import Child, Status
from onroll.web.library.models import Count, Run
from onroll.web.shields.restricting import restricted_children


def counts_for(user: Any, run: Run) -> dict[str, int]:
    """Children on the day of the run by the key of each definition that anybody meets."""
    sight = user.sight
    if not sight.every_child:
        met = Status.objects.on(run.as_of).filter(child__in=Child.objects.visible_to(user))
        rows = met.values_list("definition").annotate(models.Count("child", distinct=True))
        return dict(rows)
    counts = Counter(dict(Count.objects.values_list("definition", "children")))
    if not sight.restricted:
        counts.subtract(absent_for(user, run))
    return dict(counts)


def absent_for(user: Any, run: Run) -> Counter[str]:
    """Of whom all see but this person does not: how many of them meet each definition."""
    restricted = restricted_children()
    if not restricted:
        return Counter()
    theirs = Child.objects.visible_to(user).filter(pk__in=restricted)
    absent = restricted - set(theirs.values_list("pk", flat=True))
    with as_publisher():  # a number to take away, of children who are not shown
        met = Status.objects.on(run.as_of).filter(child__in=absent)
        rows = met.values_list("definition").annotate(models.Count("child", distinct=True))
        return Counter(dict(rows))
