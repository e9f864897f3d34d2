"""Which schools or providers have sent a return for a time, and which have not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from onroll.web.telling_us.models import MonthlyReturn, WeeklyReturn
from onroll.web.telling_us.sent_returns import that_count


@dataclass(frozen=True)
class Answered:
    """A school and its return for a time; null where it has sent none. `pupils` are those of it
    whom the reader may see."""

    urn: str
    name: str
    sent: Any
    pupils: int
    late: bool


def answered_for(
    returns: type[MonthlyReturn] | type[WeeklyReturn],
    period: date,
    names: Mapping[str, str],
    last: date,
    day: date,
) -> list[Answered]:
    """Each of these schools, and whoever else has sent one, those without a return first, each
    group by name. `last` is the last day in time."""
    newest: dict[str, Any] = {}
    held = that_count(returns).filter(**{returns.PERIOD: period})
    for each in held.prefetch_related("pupils").order_by("pk"):
        newest[each.urn] = each
    every = {urn: each.school for urn, each in newest.items()} | dict(names)
    rows = [
        Answered(
            urn, name, sent := newest.get(urn), len(sent.pupils.all()) if sent else 0,
            localdate(sent.at) > last if sent else day > last,
        )
        for urn, name in every.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.sent is not None, row.name, row.urn))
