"""Pages of children: by name for a whole list, closest first for a search."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from onroll.web.access.acting import as_publisher
from onroll.web.children.models import Child, ChildQuerySet
from onroll.web.children.search import MOST_FOUND, REFERENCE, Search

PAGE = 25


def children_after(children: ChildQuerySet, reference: str) -> tuple[list[Child], bool]:
    """The 25 children that follow one in order of name, and whether there are more after them.

    A list of any length costs the same on every page. No reference, or one that is not there:
    from the start.
    """
    in_order: QuerySet[Child] = children.in_order()
    last = children.filter(pk=reference).first() if REFERENCE.fullmatch(reference) else None
    if last is not None:
        # Compared as one row, which the index answers; the ORM would write three conditions.
        in_order = in_order.extra(
            where=["(children_child.name, children_child.child) > (%s, %s)"],
            params=[last.name, last.pk],
        )
    rows = list(in_order[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def found(
    search: Search, children: ChildQuerySet, on: date, number: str | None, user: Any = None
) -> Page[Child]:
    """One page of the closest matches that this person may find.

    Past `MOST_FOUND` nobody reads: they narrow the search. Which of the children they see are the
    closest is asked as the publisher, for to a page the database lets no index of names be used
    (docs/adr/0021). It decides once more, row by row, who of them is shown.
    """
    with as_publisher():
        closest = search.among(children, on, user).values_list("pk", flat=True)
        references = list(closest[: MOST_FOUND + 1])
    shown = Child.objects.in_bulk(references)
    return Paginator([shown[each] for each in references if each in shown], PAGE).get_page(number)
