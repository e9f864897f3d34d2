"""Which decisions somebody may know of: those about children of whom they may see everything.

A decision about any other child is absent: from every list, and by its number as one nobody made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest

from onroll.record.people.decisions import Decision
from onroll.web.children.models import Child
from onroll.web.matching.decided import children_of
from onroll.web.shields.protected import not_protected, records_protected


def seen(decisions: Iterable[Decision], user: Any) -> list[Decision]:
    """Those of these decisions, in the same order, that this person may know of."""
    these = list(decisions)
    child_of = children_of(record for each in these for record in each.records)
    absent = absent_among(child_of.values(), user)
    covered = records_protected(user)
    hidden = covered | {record for record, child in child_of.items() if child in absent}
    return [each for each in these if not each.records & hidden]


def absent_among(references: Iterable[str], user: Any) -> frozenset[str]:
    """Those of these children of whom this person may not see everything."""
    these = frozenset(references)
    whole = not_protected(Child.objects.visible_to(user), user).filter(pk__in=these)
    return these - set(whole.values_list("pk", flat=True))


def not_there(request: HttpRequest, records: Iterable[str]) -> Http404:
    """To raise where somebody asks, by a number, for what is about children whom they may not see.

    The children who hold these records now are logged as asked for, like one in an address.
    """
    asked = vars(request).setdefault("children_asked_for", [])
    asked += sorted(set(children_of(records).values()) - {*asked})
    return Http404()
