"""The providers of the record with their last visit: never visited first of all, then overdue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from onroll.record.provider_visits import OUTCOMES, WORDS, Standing, standing
from onroll.web.children.models import Child, Fact
from onroll.web.children.own_pupils import names_of
from onroll.web.provider_visits.models import ProviderVisit

PLACED = "alternative_provision"


@dataclass(frozen=True)
class Provider:
    """A provider; `last` is null where nobody from the authority was there. `children` are those
    placed there whom the reader may see."""

    urn: str
    name: str
    last: ProviderVisit | None
    children: int
    standing: Standing

    @property
    def words(self) -> str:
        return WORDS[self.standing]

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.last.told.text("outcome")] if self.last else ""


def providers(user: Any, placed_on: date, day: date) -> list[Provider]:
    """Wherever a child is placed whom the reader may see, and wherever a visit was made."""
    facts = Fact.objects.on(placed_on).filter(fact=PLACED).exclude(setting="")
    seen = facts.filter(child__in=Child.objects.visible_to(user))
    placed = Counter(urn for _, urn in set(seen.values_list("child", "setting")))
    visits = ProviderVisit.objects.filter(taken_back=None).order_by("visited_on", "pk")
    last = {each.urn: each for each in visits}
    names = {urn: each.provider for urn, each in last.items()} | names_of([*placed, *last])
    found = [
        Provider(
            urn, names.get(urn, f"URN {urn}"), visit := last.get(urn), placed[urn],
            standing(visit.next_visit_on if visit else None, day),
        )
        for urn in {*placed, *last}
    ]  # fmt: skip
    return sorted(found, key=in_order)


def in_order(each: Provider) -> tuple[int, date, str, str]:
    """Never visited, overdue the longest, then in the order in which they are due."""
    next_on = each.last.next_visit_on if each.last else None
    return each.standing, next_on or date.min, each.name, each.urn


def as_table(listed: list[Provider]) -> pa.Table:
    """The same list, one row a provider; days are null where there was no visit."""
    rows = [
        {
            "URN": each.urn,
            "Provider": each.name,
            "Standing": each.words,
            "Last visit": each.last and each.last.visited_on,
            "Outcome": each.outcome,
            "Must change by": each.last and each.last.told.day("change_by"),
            "Next due": each.last and each.last.next_visit_on,
            "Children placed now whom you may see": each.children,
        }
        for each in listed
    ]
    days = {"Last visit", "Must change by", "Next due"}
    names = (
        "URN", "Provider", "Standing", "Last visit", "Outcome", "Must change by", "Next due",
        "Children placed now whom you may see",
    )  # fmt: skip
    number = names[-1]
    schema = pa.schema(
        [
            (name, pa.date32() if name in days else pa.int32() if name == number else pa.string())
            for name in names
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)
