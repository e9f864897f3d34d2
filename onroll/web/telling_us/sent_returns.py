"""Returns as they were sent: which holds for a time, and which one came before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.timezone import localdate

from onroll.web.mistakes.models import ReturnCalledMistake
from onroll.web.telling_us.models import MonthlyReturn, SentReturn, WeeklyReturn

T = TypeVar("T", bound=SentReturn)


def that_count(returns: type[T]) -> QuerySet[T]:
    """Those that nobody called a mistake, the newest first."""
    called = ReturnCalledMistake.objects.values("ref")
    return returns._default_manager.exclude(ref__in=called)


def newest(returns: type[T], urn: str, period: date) -> T | None:
    """The return that holds for a school's time; null where none was sent."""
    return that_count(returns).filter(urn=urn, **{returns.PERIOD: period}).first()


def of_theirs(urns: Collection[str], ref: str) -> SentReturn | None:
    """The return of some schools or providers with a reference; null for any other."""
    for returns in (MonthlyReturn, WeeklyReturn):
        if found := returns._default_manager.filter(urn__in=urns, ref=ref).first():
            return found
    return None


def one_before(returns: type[T], urn: str, period: date) -> T | None:
    """The return of a school's last time before this one for which it sent any; null: none."""
    earlier = that_count(returns).filter(urn=urn, **{f"{returns.PERIOD}__lt": period})
    return earlier.order_by(f"-{returns.PERIOD}", "-pk").first()


def replaced_on(in_order: Iterable[SentReturn]) -> dict[int, date]:
    """By the number of each return that another stands in the place of, the day that one was sent;
    of one that was called a mistake, the day on which it was.

    They are given in the order in which they were sent.
    """
    called = dict(ReturnCalledMistake.objects.values_list("ref", "at"))
    replaced: dict[int, date] = {}
    holds: dict[tuple[str, date], int] = {}
    for each in in_order:
        if each.ref in called:
            replaced[each.pk] = localdate(called[each.ref])
            continue
        before = holds.get((each.urn, each.period))
        if before is not None:
            replaced[before] = each.at.astimezone().date()
        holds[each.urn, each.period] = each.pk
    return replaced
