"""What is asked before children are shown, in the transaction that shows them.

`access.reads.record_reads` asks here before it writes a row, so that no page has to. A page that
shows children and does not log them is what the proof of the log finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from onroll.web.access.models import BreakGlass, Read, User
from onroll.web.oversight.budgets import AGREED, measure_of, spend
from onroll.web.oversight.conflicts import (
    declared_and_opened,
    raise_alerts,
    refuse_the_declared,
)
from onroll.web.oversight.exporting import agreed_to


def admit(
    request: HttpRequest, children: Sequence[str], *, page: str, outcome: Read.Outcome
) -> str:
    """The page's name for the log of reads, once these children may be shown on it.

    Raises `KnowsTheFamily`, `NeedsSecondPerson` and `BudgetMet`, which `answers` turns into pages.
    """
    if not children or outcome == Read.Outcome.REFUSED:
        return page
    user: Any = request.user
    if outcome == Read.Outcome.EXPORTED and agreed_to(request, children, page):
        return page + AGREED
    asked: Sequence[str] = vars(request).get("children_asked_for", ())
    # A record may warn of another child's; that one is not opened by it.
    opened = [child for child in children if child in asked] or list(children)
    look(user, children, opened, page, request)
    return page


def look(
    user: User, children: Sequence[str], opened: Sequence[str], page: str, request: HttpRequest
) -> None:
    """Somebody sees children in a list, or opens a record: within budget, and no conflict."""
    at = user.sight.at if user.sight else now()
    spend(user, children, page, at)
    if measure_of(page) == "listed":
        return
    declared, children_opened = declared_and_opened(user, opened)
    refuse_the_declared(declared, opened)
    raise_alerts(user, declared, children_opened, at)
    if user.sight and user.sight.every_child:
        return  # they have nothing to open in an emergency
    broken = BreakGlass.objects.filter(user=user, child__in=opened, ends_at__gt=at)
    vars(request)["opened_in_emergency"] = broken.order_by("ends_at").last()
