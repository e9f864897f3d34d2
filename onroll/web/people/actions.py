"""Giving and ending roles, closing accounts: every rule about who may do it to whom.

Whoever calls has waited their turn (`changing.one_at_a_time`). Nothing is deleted: a role that was
ended by mistake is given again. All raise ValidationError in words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.timezone import localdate

from onroll.web.access.giving_roles import end_role, give_role
from onroll.web.access.models import Allocation, Role, RoleAsked, RoleHeld, Team, User
from onroll.web.access.roles import MANAGES_PEOPLE, TWO_PERSON, may_see_shielded
from onroll.web.calendar.addresses import end as end_calendar
from onroll.web.config.authority import authority
from onroll.web.config.words import day as in_words
from onroll.web.signing_in.dormant import open_again
from onroll.web.signing_in.sessions import end_sessions


@dataclass(frozen=True)
class Wanted:
    """A role as a form asks for it."""

    role: Role
    starts_on: date
    ends_before: date | None
    team: Team | None
    urns: tuple[str, ...]
    why: str


def give(*, user: User, wanted: Wanted, by: User) -> RoleHeld | RoleAsked:
    """The role, held; one that takes two people is asked for, and another must agree."""
    if user.pk == by.pk:
        raise ValidationError("You cannot give yourself a role. Ask a colleague who may give roles")
    if not user.is_active:
        raise ValidationError(f"The account of {user.full_name} is closed. Open it first")
    if wanted.role in TWO_PERSON:
        return ask_for(user=user, wanted=wanted, by=by)
    return hold(user=user, wanted=wanted, by=by)


def hold(*, user: User, wanted: Wanted, by: User) -> RoleHeld:
    for held in meanwhile(user, wanted):
        until = f" until {in_words(last_day(held))}" if held.ends_before else ""
        raise ValidationError(
            f"{user.full_name} has the role {held.role} already{until}. To change it, end it first"
        )
    return give_role(
        user, wanted.role, starts_on=wanted.starts_on, ends_before=wanted.ends_before,
        team=wanted.team, urns=wanted.urns, by=by, why=wanted.why,
    )  # fmt: skip


def meanwhile(user: User, wanted: Wanted) -> list[RoleHeld]:
    """The same role for the same children on any of the same days."""
    held = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=wanted.starts_on),
        user=user, role=wanted.role, la_code=authority().la_code, team=wanted.team,
    ).exclude(ends_before=F("starts_on"))  # fmt: skip
    if wanted.ends_before is not None:
        held = held.filter(starts_on__lt=wanted.ends_before)
    return [each for each in held if set(each.urns) & set(wanted.urns) or not wanted.urns]


def ask_for(*, user: User, wanted: Wanted, by: User) -> RoleAsked:
    if RoleAsked.objects.filter(user=user, role=wanted.role, agreed=None).exists():
        raise ValidationError(f"Somebody has asked for the role {wanted.role} already")
    if meanwhile(user, wanted):
        raise ValidationError(f"{user.full_name} has the role {wanted.role} already")
    return RoleAsked.objects.create(
        user=user, role=wanted.role, starts_on=wanted.starts_on, ends_before=wanted.ends_before,
        asked_by=by, why=wanted.why,
    )  # fmt: skip


def answer(*, asked: RoleAsked, agrees: bool, why: str, by: User, at: datetime) -> None:
    """What a second person says to a role that was asked for; who asked may take it back."""
    if asked.agreed is not None:
        raise ValidationError("This was answered already")
    if agrees:
        if by.pk == asked.asked_by_id:
            raise ValidationError("You asked for it, so somebody else must agree")
        if by.pk == asked.user_id:
            raise ValidationError("You cannot agree to a role of your own")
        starts_on = max(asked.starts_on, localdate(at))
        if asked.ends_before is not None and asked.ends_before <= starts_on:
            raise ValidationError("The days asked for are over. Say no, and ask again")
        wanted = Wanted(Role(asked.role), starts_on, asked.ends_before, None, (), asked.why)
        if not asked.user.is_active:
            raise ValidationError(f"The account of {asked.user.full_name} is closed. Open it first")
        hold(user=asked.user, wanted=wanted, by=by)
    asked.agreed, asked.answered_by, asked.answered_at, asked.answer_why = agrees, by, at, why
    asked.save(update_fields=["agreed", "answered_by", "answered_at", "answer_why"])


def end(*, held: RoleHeld, on: date, why: str, by: User, at: datetime) -> None:
    """End a role from a day on, today or later. From that day's first request it is not held."""
    today = localdate(at)
    if held.ends_before is not None and held.ends_before <= max(today, held.starts_on):
        raise ValidationError("This role has ended already")
    if on < today:
        raise ValidationError("The last day must be today or later. To end it now, choose Now")
    if held.ends_before is not None and on > held.ends_before:
        raise ValidationError(
            f"This role ends after {in_words(last_day(held))}. To make it longer, give it again"
        )
    somebody_is_left([held], on, by)
    end_role(held, on, by=by, at=at, why=why)


def close(*, user: User, by: User, at: datetime) -> int:
    """Close an account, and end its sessions and the address of its calendar; how many sessions
    were open. Its roles let nobody in now."""
    if user.pk == by.pk:
        raise ValidationError("You cannot close your own account. Ask a colleague")
    if not user.is_active:
        raise ValidationError("This account is closed already")
    today = localdate(at)
    current = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=today), user=user
    )
    somebody_is_left(list(current), today, by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_calendar(user, at)
    return end_sessions(user)


def open_account(*, user: User, by: User) -> None:
    """Open a closed account, or one that nobody used for long. Roles in force let them in again."""
    check_may_let_in(user, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    open_again(user)


def check_may_let_in(user: User, by: User) -> None:
    """That this person may open the account, or make a link with which a password is set.

    Whoever has such a link may sign in with it. So nobody makes one who sees less than the account:
    otherwise one person alone could see restricted children.
    """
    sees_all = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=localdate()), user=user, role__in=TWO_PERSON
    ).exists()
    if sees_all and not may_see_shielded(by):
        raise ValidationError(
            f"{user.full_name} may see restricted children, so a Director must do this"
        )


def somebody_is_left(ended: Collection[RoleHeld], on: date, by: User) -> None:
    """That others manage people from a day on, for as long as these roles would have done."""
    managing = [held for held in ended if held.role in MANAGES_PEOPLE]
    if not managing:
        return
    others = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=on),
        role__in=MANAGES_PEOPLE, la_code=authority().la_code, user__is_active=True,
        starts_on__lte=on,
    ).exclude(pk__in=[held.pk for held in managing])  # fmt: skip
    own = [held for held in managing if held.user_id == by.pk]
    if own and not others.filter(user=by).exists():
        raise ValidationError(
            "It is your last role that manages people, so you cannot end it. Ask a colleague"
        )
    ends = [held.ends_before for held in managing]
    if None not in ends:
        latest = max(day for day in ends if day is not None)
        others = others.filter(Q(ends_before__isnull=True) | Q(ends_before__gte=latest))
    else:
        others = others.filter(ends_before__isnull=True)
    if not others.exists():
        raise ValidationError(
            "Nobody would be left who manages people. Give a colleague the role first"
        )


def last_day(held: RoleHeld | RoleAsked | Allocation) -> date | None:
    """The last day of a role, or of work with a child; null where no end is known."""
    return held.ends_before - timedelta(days=1) if held.ends_before else None
