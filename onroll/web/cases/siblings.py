"""Brothers and sisters: who was linked to a child as one, how it stands with them, and who may be.

Somebody links two children in a case of one of them, and they are linked from either side. A child
who is kept from the asker is nobody's brother or sister here: not linked, not suggested, not asked
for when a case closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.events import Kind
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.told_to_managers import standing_events
from onroll.web.children.models import Child, ChildQuerySet, SourceRecord
from onroll.web.children.today import Named, named
from onroll.web.shields.protected import not_protected

MOST: Final = 12
"""As many children are suggested at most: more at one address is a home for many."""


@dataclass(frozen=True)
class Sibling:
    """A child who was linked, by the event `link`.

    `open_case` is the case that is open about them, null where none is. `answered` is how it stands
    with them as somebody said in this case, "" before anybody did.
    """

    child: Named
    link: CaseEvent
    open_case: Case | None
    answered: str


def siblings_of(user: Any, child: str, stands: AsItStands) -> list[Sibling]:
    """Those linked to a child whom the asker sees, the first linked first; `stands`: this case."""
    links = list(links_of(child))
    if not links:
        return []
    answers = {each.text("record"): each.text("words") for each in stands.siblings_answered}
    whose = whose_records([*answers, *(link.told["record"] for link in links)])
    answered = {whose[record]: said for record, said in answers.items() if record in whose}
    by_child: dict[str, CaseEvent] = {}
    for link in links:
        other = whose.get(link.told["record"]) if link.case.child == child else link.case.child
        if other and other != child:
            by_child.setdefault(other, link)
    seen = theirs(user).in_bulk(list(by_child))
    cases = {case.child: case for case in Case.objects.open().filter(child__in=seen)}
    return [
        Sibling(named(seen[other]), link, cases.get(other), answered.get(other, ""))
        for other, link in by_child.items()
        if other in seen
    ]


def links_of(child: str) -> Any:
    """The events that link a child with another, in whosever case, which nobody took back."""
    records = SourceRecord.objects.filter(child=child).values("record_id")
    links = standing_events([Kind.SIBLING_LINKED]).annotate(of=KeyTextTransform("record", "told"))
    found = links.filter(Q(case__child=child) | Q(of__in=records))
    return found.select_related("case", "by").order_by("pk")


def whose_records(records: list[str]) -> dict[str, str]:
    """By record the child whose it is in the run shown."""
    held = SourceRecord.objects.filter(record_id__in=records)
    return dict(held.values_list("record_id", "child"))


def may_be_siblings(user: Any, child: Child, linked: list[Sibling]) -> list[Child]:
    """Children at the same postcode, with the same address or the same family name, whom nobody
    linked: the oldest first, `MOST` at most. Nobody where the record holds no postcode."""
    if not child.postcode:
        return []
    alike = Q(surname__iexact=child.surname)
    if child.address:
        alike |= Q(address__iexact=child.address)
    known = [child.pk, *(each.child.pk for each in linked)]
    found = theirs(user).filter(alike, postcode=child.postcode).exclude(pk__in=known)
    return list(found.order_by("date_of_birth", "pk")[:MOST])


def theirs(user: Any) -> ChildQuerySet:
    return not_protected(Child.objects.visible_to(user), user)
