"""Who may see which child: the policy, row-level security alone, and a plain reading of the rules.

Random people, roles, teams, allocations, broken glass and shields, on days about their boundaries.
The three must name the same children.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from onroll.web.access.acting import acting_as, as_person
from onroll.web.access.models import (
    Allocation,
    BreakGlass,
    RestrictedChild,
    Role,
    RoleHeld,
    Team,
    User,
)
from onroll.web.access.relating import relate
from onroll.web.children.models import Child, Fact, SourceRecord, Status
from tests.web.small_run import AS_OF

WORLDS = int(os.environ.get("ONROLL_PROOF", "0")) or 15
SEED = 20231
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEES_EVERY_CHILD = {
    "Director", "Service manager", "Pathway manager", "Safeguarding lead", "Data manager",
    "Data analyst", "Inspector",
}  # fmt: skip
OF_A_TEAM = {
    "Team manager", "Coordinator", "Education officer", "NEET education officer", "Duty officer",
    "Admissions officer", "SEN officer", "Attendance officer", "Early help worker",
    "Social care worker", "Virtual school head",
}  # fmt: skip
BY_NAME_ALONE = {"Graduated response practitioner", "Youth worker", "Partnership member"}
FROM_OUTSIDE = {"School user", "Provider"}
OF_A_SERVICE = {"Health practitioner", "Youth justice worker", "Another authority"}
FIGURES_ONLY = {"Council member", "Regional analyst", "Reader of figures"}
SEES_RESTRICTED = {"Safeguarding lead", "Director"}

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


def test_every_role_is_read_here() -> None:
    read = SEES_EVERY_CHILD | OF_A_TEAM | BY_NAME_ALONE | FROM_OUTSIDE | OF_A_SERVICE | FIGURES_ONLY
    assert read == set(Role.values)


def test_policy_and_database_show_the_same_children(published: Any) -> None:
    rng = random.Random(SEED)
    seen = 0
    for world in range(WORLDS):
        with transaction.atomic():
            user = made(rng)
            for day in range(-2, 3):
                at = NOON + timedelta(days=day)
                wanted = by_the_rules(user, at)
                with as_person(user, at):
                    by_rows = references(Child.objects.all())
                    told = references(SourceRecord.objects.all(), "child_id")
                with as_person(user, at), acting_as("onroll_publisher"):
                    by_policy = references(Child.objects.visible_to(user))
                assert by_rows == wanted, (SEED, world, day)
                assert by_policy == wanted, (SEED, world, day)
                assert told <= wanted - restricted_from(user, at), (SEED, world, day)
                seen += len(wanted)
            transaction.set_rollback(True)
    print(f"policy: N = {WORLDS} worlds, seed {SEED}: {seen} children seen, 0 differences")
    assert seen > WORLDS


def made(rng: random.Random) -> User:
    """Somebody, and all that relates them and others to children."""
    user = User.objects.create_user(f"{rng.random()}@x.example", full_name="Random Person")
    other = User.objects.create_user(f"{rng.random()}@x.example", full_name="Somebody Else")
    children = sorted(references(Child.objects.all()))
    for child in children:
        postcode = rng.choice(["XE1 1AA", "XE2 2BB", "XE9 9ZZ", ""])
        Child.objects.filter(pk=child).update(postcode=postcode)
    teams = [
        Team.objects.create(
            name=f"Team {n}",
            definitions=rng.sample(
                ["missing_education", "on_roll", "open_case"], rng.randint(0, 2)
            ),
            postcode_districts=rng.sample(["XE1", "XE2", "XE3"], rng.randint(0, 2)),
        )
        for n in range(3)
    ]
    for child in rng.sample(children, rng.randint(0, 2)):
        RestrictedChild.objects.create(child=child)
    for _ in range(rng.randint(0, 3)):
        role = rng.choice(Role.values)
        starts_on, ends_before = days(rng)
        RoleHeld.objects.create(
            user=user, role=role, la_code=rng.choice(["001", "001", "001", "002"]),
            team=rng.choice([None, *teams]) if role in OF_A_TEAM else None,
            urns=rng.sample(["100001", "100002", "100003"], 2) if role in FROM_OUTSIDE else [],
            starts_on=starts_on, ends_before=ends_before or starts_on + timedelta(days=9),
        )  # fmt: skip
    for _ in range(rng.randint(0, 3)):
        starts_on, ends_before = days(rng)
        Allocation.objects.create(
            child=rng.choice(children), user=rng.choice([user, user, other]),
            starts_on=starts_on, ends_before=ends_before,
        )  # fmt: skip
        opened_at = NOON + timedelta(hours=rng.randint(-60, 60))
        BreakGlass.objects.create(
            child=rng.choice(children), user=rng.choice([user, other]), reason="other",
            words="drawn by lot", opened_at=opened_at, ends_at=opened_at + timedelta(hours=8),
        )  # fmt: skip
    if rng.random() < 0.1:
        user.is_active = False
        user.save()
    relate(AS_OF)
    return user


def days(rng: random.Random) -> tuple[date, date | None]:
    starts_on = AS_OF + timedelta(days=rng.randint(-3, 2))
    return starts_on, rng.choice([None, starts_on + timedelta(days=rng.randint(0, 4))])


def in_force(user: User, at: datetime) -> list[RoleHeld]:
    day = at.date()
    if not user.is_active:
        return []
    return [
        held
        for held in RoleHeld.objects.filter(user=user)
        if held.la_code == "001"
        and held.starts_on <= day
        and (held.ends_before is None or day < held.ends_before)
    ]


def by_the_rules(user: User, at: datetime) -> set[str]:
    """Child by child, role by role, as docs/explanation/who-sees-whom.md has it."""
    roles = in_force(user, at)
    works = {held.role for held in roles} & (SEES_EVERY_CHILD | OF_A_TEAM | BY_NAME_ALONE)
    mine = {
        each.child
        for each in Allocation.objects.filter(user=user)
        if works
        and each.starts_on <= at.date()
        and (each.ends_before is None or at.date() < each.ends_before)
    }
    opened = {
        each.child for each in BreakGlass.objects.filter(user=user) if works and at < each.ends_at
    }
    found = mine | opened
    for held in roles:
        found |= set(of_role(held))
    if {held.role for held in roles} & SEES_RESTRICTED:
        return found
    return found - (references(RestrictedChild.objects.all(), "child") - mine)


def of_role(held: RoleHeld) -> Iterator[str]:
    for child in Child.objects.all():
        if (
            held.role in SEES_EVERY_CHILD
            or (held.role in OF_A_TEAM and held.team is None)
            or (held.role in OF_A_TEAM and held.team and is_of_team(child, held.team))
            or (held.role in FROM_OUTSIDE and schools_of(child) & set(held.urns))
        ):
            yield child.pk


def is_of_team(child: Child, team: Team) -> bool:
    met = {
        spell.definition
        for spell in Status.objects.filter(child=child)
        if spell.starts_on <= AS_OF and (spell.ends_before is None or spell.ends_before > AS_OF)
    }
    district = child.postcode.partition(" ")[0]
    anybodys = {each for other in Team.objects.all() for each in other.postcode_districts}
    lives = (
        not team.postcode_districts
        or district in team.postcode_districts
        or district not in anybodys
    )
    return lives and (not team.definitions or bool(met & set(team.definitions)))


def schools_of(child: Child) -> set[str]:
    return {
        fact.setting
        for fact in Fact.objects.filter(child=child, fact="on_roll")
        if fact.starts_on <= AS_OF and (fact.ends_before is None or fact.ends_before > AS_OF)
    }


def restricted_from(user: User, at: datetime) -> set[str]:
    """The children of whom nothing protected is theirs to read, also where they see the child."""
    if {held.role for held in in_force(user, at)} & SEES_RESTRICTED:
        return set()
    return references(RestrictedChild.objects.all(), "child")


def references(rows: Any, name: str = "pk") -> set[str]:
    return set(rows.values_list(name, flat=True))


@pytest.mark.parametrize(
    ("table", "policy"), [("children_child", "seen"), ("children_sourcerecord", "seen")]
)
def test_a_rule_that_is_not_in_force_is_noticed(published: Any, table: str, policy: str) -> None:
    """The planted hole: a row policy that lets everything through."""
    with acting_as("none"), connection.cursor() as cursor:
        cursor.execute(f"alter policy {policy} on {table} using (true)")
    with pytest.raises(AssertionError):
        test_policy_and_database_show_the_same_children(published)
