"""Children whom publishing a run parts: every one of them gets a page that says who had read them.

The page of a separation rests on a row of the database, and the decision is kept in the home before
it. So the row is made where the children are parted, by whatever run does it first: one that was
asked for by the page that decided, or a later one, if the service was stopped between the two, or
if somebody decided by the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from onroll.record.home import Home
from onroll.record.people.decisions import Decision, Verdict, decisions, standing
from onroll.web.access.models import User
from onroll.web.matching.decided import children_of, is_carried_out
from onroll.web.separating.models import Separation


class ToPart(NamedTuple):
    """A decision that records are two children's, and the child whom the pages show as both."""

    decision: Decision
    child: str


def still_together(home: Home) -> list[ToPart]:
    """The decisions that stand and that what is shown now does not follow yet."""
    found = []
    for each in standing(decisions(home)):
        if each.verdict is Verdict.DIFFERENT:
            child_of = children_of(each.records)
            both = {child_of.get(r) for r in each.one} & {child_of.get(r) for r in each.other}
            found += [ToPart(each, child) for child in sorted(filter(None, both))[:1]]
    return found


def keep_separations(together: Iterable[ToPart]) -> None:
    """Keep a separation of those that are shown apart now; one that waited for it is kept as is."""
    for decision, child in together:
        if is_carried_out(decision, children_of(decision.records)):
            Separation.objects.get_or_create(
                number=decision.number,
                decided_at=decision.at,
                defaults={
                    "child": child,
                    "by": User.objects.filter(email=decision.by).first(),
                    "shown_at": timezone.now(),
                },
            )
