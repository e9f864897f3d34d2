"""Who is away, so that nobody is given a case that would wait for them unseen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from onroll.web.access.models import User
from onroll.web.cases.models import Away


def away_on(day: date) -> dict[int, Away]:
    """Of those who are away on a day, by number of the colleague: from when, and until when."""
    return {number: away for number, away in standing().items()
            if away.starts_on <= day < away.ends_before}  # fmt: skip


def to_come(day: date) -> list[Away]:
    """Who is away on a day or later, the first to leave first."""
    held = [away for away in standing().values() if away.ends_before > max(day, away.starts_on)]
    return sorted(held, key=lambda away: (away.starts_on, away.user.full_name))


def standing() -> dict[int, Away]:
    """The newest row of each colleague, which alone holds."""
    newest = Away.objects.order_by("user", "-pk").distinct("user").select_related("user")
    return {away.user_id: away for away in newest}


def say_away(*, user: User, first: date, last: date, by: User, at: datetime) -> None:
    """Somebody is away from a first day to a last, whatever was said before."""
    Away.objects.create(
        user=user, starts_on=first, ends_before=last + timedelta(days=1), by=by, at=at
    )


def say_here(*, user: User, day: date, by: User, at: datetime) -> None:
    """Somebody is here, whatever was said before."""
    Away.objects.create(user=user, starts_on=day, ends_before=day, by=by, at=at)
