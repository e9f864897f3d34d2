"""Returns as they were sent: which holds for a time, and which one came before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from onroll.web.telling_us.models import SentReturn

T = TypeVar("T", bound=SentReturn)


def newest(returns: type[T], urn: str, period: date) -> T | None:
    """The return that holds for a school's time; null where none was sent."""
    return returns._default_manager.filter(urn=urn, **{returns.PERIOD: period}).first()


def one_before(returns: type[T], urn: str, period: date) -> T | None:
    """The return of a school's last time before this one for which it sent any; null: none."""
    earlier = returns._default_manager.filter(urn=urn, **{f"{returns.PERIOD}__lt": period})
    return earlier.order_by(f"-{returns.PERIOD}", "-pk").first()


def replaced_on(in_order: Iterable[SentReturn]) -> dict[int, date]:
    """By the number of each return that another stands in the place of, the day that one was sent.

    They are given in the order in which they were sent.
    """
    replaced: dict[int, date] = {}
    holds: dict[tuple[str, date], int] = {}
    for each in in_order:
        before = holds.get((each.urn, each.period))
        if before is not None:
            replaced[before] = each.at.astimezone().date()
        holds[each.urn, each.period] = each.pk
    return replaced
