"""Accounts that nobody uses are closed to sign-in until somebody opens them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.timezone import now

from onroll.web.access.models import User
from onroll.web.signing_in.models import AccountOpened

UNUSED_FOR: Final = timedelta(days=45)
"""After this long unused an account is closed. Source: CIS Critical Security Controls 8.1,
safeguard 5.3, "Disable Dormant Accounts": after 45 days of inactivity."""


def last_used(user: User) -> datetime | None:
    """When somebody last signed in to an account, or it was opened since. Null: neither is known,
    as of an account put into the database by hand."""
    opened = AccountOpened.objects.filter(user=user).values_list("at", flat=True).first()
    return later(user.last_login, opened)


def is_dormant(user: User, at: datetime) -> bool:
    """Whether an account has not been used for 45 days. One of which nothing is known has not."""
    return unused(last_used(user), at)


def unused(last: datetime | None, at: datetime) -> bool:
    """Whether what was last used then, or is not known to have been, is unused for too long."""
    return last is None or at - last >= UNUSED_FOR


def dormant_among(users: Iterable[User], at: datetime) -> frozenset[int]:
    """Which of these people have an open account that is dormant, by number: in one question."""
    people = {user.pk: user for user in users if user.is_active}
    opened = dict(AccountOpened.objects.filter(user__in=people).values_list("user", "at"))
    return frozenset(
        pk for pk, user in people.items() if unused(later(user.last_login, opened.get(pk)), at)
    )


def later(*moments: datetime | None) -> datetime | None:
    return max((at for at in moments if at is not None), default=None)


def open_again(user: User) -> None:
    """The account counts as used from now on. Whoever may make accounts may do this."""
    AccountOpened.objects.update_or_create(user=user, defaults={"at": now()})


def made(instance: User, created: bool, raw: bool = False, **_signal: Any) -> None:
    if created and not raw:
        AccountOpened.objects.get_or_create(user=instance)
