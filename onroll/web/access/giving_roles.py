"""Giving somebody a role, and ending it. Nothing is changed afterwards: a change is a new role."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from onroll.web.access.models import Role, RoleHeld, Team, User
from onroll.web.access.policy import REACH, Reach
from onroll.web.access.roles import FOR_PROGRAMS_ALONE
from onroll.web.config.authority import authority
from onroll.web.config.words import day as in_words

MOST_DAYS_OF_AN_INSPECTOR: Final = 28
"""An inspection lasts days; whoever must look again is let in again. The project's own choice."""


def role_called(text: str) -> Role:
    """The role that somebody typed, whatever its capitals. Raises ValidationError in words."""
    for role in Role:
        if role.value.casefold() == text.strip().casefold():
            return role
    raise ValidationError(f"There is no role called '{text[:40]}'. Choose one of: {choices()}.")


def choices() -> str:
    return ", ".join(Role.values)


def give_role(
    user: User,
    role: str,
    *,
    starts_on: date | None = None,
    ends_before: date | None = None,
    team: Team | None = None,
    urns: Collection[str] = (),
    by: User | None = None,
    why: str = "",
) -> RoleHeld:
    """The role as it is held from a day, today where none is said, in this home's authority.

    Raises ValidationError, in words: no such role, a school's role without a school, a role of the
    authority with one, an inspector's without an end or too long, an end before the start.
    """
    found, starts_on = role_called(role), starts_on or localdate()
    if REACH[found] is Reach.AT_THEIRS and not urns:
        raise ValidationError("Enter the URN of the school or provider that they are from")
    if found in FOR_PROGRAMS_ALONE and not user.is_program:
        raise ValidationError(f"The role {found} is for a program: let one in under Programs")
    if REACH[found] is Reach.PASSES and not urns:
        raise ValidationError(f"The role {found} is held with the number of its authority")
    if REACH[found] not in (Reach.AT_THEIRS, Reach.PASSES) and urns:
        raise ValidationError(f"The role {found} is not of one school. Take the URN away")
    if REACH[found] is not Reach.TEAM and team:
        raise ValidationError(f"The role {found} is not of one team. Take the team away")
    if found is Role.INSPECTOR:
        latest = starts_on + timedelta(days=MOST_DAYS_OF_AN_INSPECTOR)
        if ends_before is None or ends_before > latest:
            last = in_words(latest - timedelta(days=1))
            raise ValidationError(
                f"An inspector is let in for at most {MOST_DAYS_OF_AN_INSPECTOR} days. "
                f"Give a last day, {last} at the latest"
            )
    if ends_before is not None and ends_before <= starts_on:
        raise ValidationError("The role must end after the day on which it starts")
    return RoleHeld.objects.create(
        user=user, role=found, la_code=authority().la_code, team=team, urns=list(urns),
        starts_on=starts_on, ends_before=ends_before, given_by=by, why=why,
    )  # fmt: skip


def end_role(
    held: RoleHeld, on: date, *, by: User | None = None, at: datetime | None = None, why: str = ""
) -> None:
    """End a role from a day on. One that has not begun by then ends as it starts: it never is.

    `by`, `at` and `why` are who ended it on the pages, when and why.
    """
    held.ends_before = max(on, held.starts_on)
    held.ended_by, held.ended_at, held.why_ended = by, at, why
    held.save(update_fields=["ends_before", "ended_by", "ended_at", "why_ended"])


def hold_only(user: User, role: str) -> None:
    """From today on, this role in every team, and no other. Raises as `give_role` does."""
    found, today = role_called(role), localdate()
    kept = False
    for held in user.roles_held.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=today)):
        if held.role == found and held.team_id is None and held.starts_on <= today:
            kept = True
        else:
            end_role(held, today)
    if not kept:
        give_role(user, found)
