"""Which sessions of somebody are open, for how long, and how they are ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from onroll.web.access.accounts import sent_from
from onroll.web.access.models import User

IDLE: Final = timedelta(minutes=15)
"""A session that was not used for this long is over. Source: OWASP Session Management Cheat Sheet,
"Idle timeout": 2 to 5 minutes for high-value and 15 to 30 for low-risk applications; NIST SP
800-63B-3, 4.3.3 (AAL3): 15 minutes."""

LONGEST: Final = timedelta(hours=10)
"""However much it was used, a session is over after this long: a working day with its breaks.
NIST SP 800-63B-3, 4.2.3 and 4.3.3, has at most 12 hours."""

NOWHERE: Final = "0.0.0.0"


def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Write down that a session began: however somebody signed in, this is told of it.

    Those of theirs that began long ago go; until then it can be said why they were over.
    """
    moment = now()
    end(UserSession.objects.filter(user=user.pk, created_at__lte=moment - 2 * LONGEST))
    if not request.session.session_key:
        request.session.save()  # somebody else was signed in here: the new one has no key yet
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "created_at": moment,
            "last_seen_at": moment,
            "ip": sent_from(request) or NOWHERE,
            "user_agent": request.META.get("HTTP_USER_AGENT", "")[:200],
        },
    )


def use(session_key: str | None, user: User, moment: datetime) -> bool:
    """Whether a session is in force; if so it was used at this moment.

    One statement, so that of two requests at the same moment neither undoes what the other found.
    """
    return bool(
        UserSession.objects.filter(
            session_key=session_key,
            user=user.pk,
            last_seen_at__gt=moment - IDLE,
            created_at__gt=moment - LONGEST,
        ).update(last_seen_at=moment)
    )


def why_over(session_key: str | None, moment: datetime) -> str:
    """Why a session that is not in force is over: ended, longest or idle."""
    session = UserSession.objects.filter(session_key=session_key).first()
    if session is None:
        return "ended"
    return "longest" if session.created_at <= moment - LONGEST else "idle"


def open_sessions(user: User, moment: datetime) -> QuerySet[UserSession]:
    """The sessions of somebody that are in force at a moment, the last used first."""
    return UserSession.objects.filter(
        user=user.pk, last_seen_at__gt=moment - IDLE, created_at__gt=moment - LONGEST
    ).order_by("-last_seen_at", "-pk")


def end_sessions(user: User) -> int:
    """End every session of somebody, refused from the very next request; how many there were.

    For whoever closes an account, takes a role away or answers for how the record is used.
    """
    return end(UserSession.objects.filter(user=user.pk))


def end(sessions: Iterable[UserSession]) -> int:
    """End these sessions; returns how many there were."""
    ended = list(sessions)
    for each in ended:
        each.end()
    return len(ended)
