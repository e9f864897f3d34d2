"""Everybody with an account, as a page and as a file: who holds which role on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate, localtime

from onroll.figures.csv_text import csv_text
from onroll.web.access.models import Role, RoleHeld, Team, User
from onroll.web.access.policy import REACH, Reach
from onroll.web.children.models import School
from onroll.web.config.authority import authority
from onroll.web.people.actions import last_day
from onroll.web.signing_in.dormant import UNUSED_FOR

ONLY: Final = {"": "Everybody", "no-role": "Whoever has no role", "closed": "Closed accounts"}

EVERYWHERE: Final = {
    Reach.EVERY_CHILD: "The whole authority",
    Reach.TEAM: "Every team",
    Reach.ALLOCATED: "Children they work with",
    Reach.ASKED: "What is asked of their service",
    Reach.PASSES: "Sealed files, by program",
    Reach.NOBODY: "Figures only",
}
"""For whom a role is held that is of no one team and no school."""

UNUSED: Final = f"Closed to sign-in: not used for {UNUSED_FOR.days} days"


@dataclass(frozen=True)
class Asked:
    """Whom somebody asks for; what is empty or null leaves nobody out."""

    role: str = ""
    team: int | None = None
    urn: str = ""
    only: str = ""

    @classmethod
    def read(cls, typed: Any) -> Asked:
        """From an address. What there is not, such as a role of another name, is not asked."""
        role, team, urn, only = (typed.get(name, "") for name in ("role", "team", "urn", "only"))
        return cls(
            role=role if role in Role.values else "",
            team=int(team) if team.isascii() and team.isdigit() and len(team) < 10 else None,
            urn=urn.strip()[:20].replace("\0", ""),
            only=only if only in ONLY else "",
        )

    @property
    def query(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value}


def on(day: date) -> QuerySet[RoleHeld]:
    """The roles of this authority that are held on a day."""
    return RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day),
        starts_on__lte=day, la_code=authority().la_code,
    )  # fmt: skip


def people(asked: Asked, day: date) -> QuerySet[User]:
    """By name, each with `held`: the roles of the day. Whose account is closed has none in force,
    and is listed with those that an open account would have."""
    held = on(day).filter(user=OuterRef("pk"))
    found = User.objects.people()
    if asked.role:
        found = found.filter(Exists(held.filter(role=asked.role)))
    if asked.team is not None:
        found = found.filter(Exists(held.filter(team=asked.team)))
    if asked.urn:
        found = found.filter(Exists(held.filter(urns__contains=[asked.urn])))
    if asked.only == "no-role":
        found = found.filter(~Exists(held), is_active=True)
    if asked.only == "closed":
        found = found.filter(is_active=False)
    roles = Prefetch("roles_held", on(day).select_related("team"), to_attr="held")
    return found.prefetch_related(roles).order_by("full_name", "email")


def sorted_by_time(user: User, day: date) -> dict[str, list[RoleHeld]]:
    """Every role somebody holds, held or will hold, with who gave and ended it."""
    groups: dict[str, list[RoleHeld]] = {"now": [], "later": [], "before": []}
    held = user.roles_held.filter(la_code=authority().la_code)
    for each in held.select_related("team", "given_by", "ended_by").order_by("-starts_on", "-pk"):
        over = each.ends_before is not None and each.ends_before <= max(day, each.starts_on)
        groups["before" if over else "later" if each.starts_on > day else "now"].append(each)
    return groups


def names_of_schools(held: Iterable[RoleHeld]) -> dict[str, str]:
    """The name of each school of these roles, by URN; a provider may have none."""
    urns = {urn for each in held for urn in each.urns}
    return dict(School.objects.filter(urn__in=urns).values_list("urn", "name"))


def whose(schools: Mapping[str, str]) -> Callable[[RoleHeld], list[str]]:
    """Says for whose children a role is held: its team, each of its schools, or what it reaches."""

    def lines(held: RoleHeld) -> list[str]:
        if held.team is not None:
            return [held.team.name]
        if held.urns:
            return [f"{schools.get(urn) or 'Name not known'}, URN {urn}" for urn in held.urns]
        return [EVERYWHERE.get(REACH[Role(held.role)], "")]

    return lines


def never_held(held: RoleHeld) -> bool:
    """Whether a role was ended before the day on which it was to begin."""
    same = held.ends_before == held.starts_on
    return same and (held.ended_at is None or localdate(held.ended_at) < held.starts_on)


def account_in_words(user: User, dormant: Collection[int]) -> str:
    """Whether somebody can sign in; `dormant` are those whose account nobody used for long."""
    if not user.is_active:
        return "Closed"
    return UNUSED if user.pk in dormant else "Open"


def as_csv(users: Iterable[Any], dormant: Collection[int]) -> bytes:
    """One row for each role in force, and one for whoever has none, kept from being formulas."""
    heads = ("Name", "Email", "Account", "Role", "Team", "URNs", "From", "Last day",
             "Last signed in")  # fmt: skip
    rows = []
    for user in users:
        account = account_in_words(user, dormant)
        signed_in = f"{localtime(user.last_login):%Y-%m-%d %H:%M}" if user.last_login else ""
        for held in user.held or [None]:
            last = held and last_day(held)
            rows.append((
                user.full_name, user.email, account,
                held.role if held else "", held.team.name if held and held.team else "",
                " ".join(held.urns) if held else "", held.starts_on.isoformat() if held else "",
                last.isoformat() if last else "", signed_in,
            ))  # fmt: skip
    columns = {
        head: pa.array([row[n] for row in rows], pa.string()) for n, head in enumerate(heads)
    }
    return csv_text(pa.table(columns)).encode("utf-8-sig")


def teams_in_use() -> QuerySet[Team]:
    return Team.objects.filter(retired_on=None)
