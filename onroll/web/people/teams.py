"""Teams: how many children each has, what a change would make of that, and the change.

Whoever changes one holds the run still (`library.current`): a publishing that has begun relates
children to teams after them, by the team as it is then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Q

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import ChildRelation, RoleHeld, Team, User
from onroll.web.access.relating import LEARNS_THERE, WANTED, relate
from onroll.web.access.roles import may_see_shielded
from onroll.web.children.models import Child
from onroll.web.config.authority import authority
from onroll.web.people.listing import on as held_on


@dataclass(frozen=True)
class TeamAsked:
    """A team as a form asks for it."""

    name: str
    definitions: tuple[str, ...]
    postcode_districts: tuple[str, ...]


def children_now(user: User) -> dict[int, int]:
    """How many of the children whom this person may see each team has, by the team's number."""
    counted = (
        ChildRelation.objects.filter(
            relation__startswith="team:", child__in=Child.objects.visible_to(user).values("pk")
        )
        .values_list("relation")
        .annotate(children=Count("child"))
    )
    return {int(relation.partition(":")[2]): children for relation, children in counted}


def children_if(team: Team | None, asked: TeamAsked, user: User, as_of: date) -> dict[int, int]:
    """The same, had the team been changed so; a team that is not there yet has the number 0.

    By the very rule that relates children to teams, in a part of the transaction that is undone.
    Who does not see restricted children has none of them counted.
    """
    with transaction.atomic():
        changed = team or Team(name=asked.name)
        number = save(changed, asked).pk
        with as_publisher(), connection.cursor() as cursor:
            cursor.execute(WANTED, {"facts": list(LEARNS_THERE), "as_of": as_of})
            cursor.execute(
                "select substr(relation, 6)::bigint, count(*) from relation_wanted"
                " where relation like 'team:%%' and"
                " (%s or child not in (select child from access_restrictedchild)) group by 1",
                [may_see_shielded(user)],
            )
            found = dict(cursor.fetchall())
        transaction.set_rollback(True)
    found[team.pk if team else 0] = found.pop(number, 0)
    return found


def people_now(day: date) -> dict[int, int]:
    """How many people hold a role in each team on a day, by the team's number."""
    held = held_on(day).filter(team__isnull=False, user__is_active=True)
    return dict(held.values_list("team").annotate(people=Count("user", distinct=True)))


def change(team: Team | None, asked: TeamAsked, as_of: date) -> Team:
    """The team as asked, made or changed; whose each child is follows at once."""
    team = save(team or Team(name=asked.name), asked)
    relate(as_of)
    return team


def save(team: Team, asked: TeamAsked) -> Team:
    team.name = asked.name
    team.definitions = list(asked.definitions)
    team.postcode_districts = list(asked.postcode_districts)
    team.save()
    return team


def retire(team: Team, as_of: date, day: date) -> None:
    """Take a team out of use. Raises ValidationError while somebody is in it, or will be."""
    held = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day), team=team, la_code=authority().la_code
    )
    names = sorted({each.user.full_name for each in held.select_related("user")})
    if names:
        raise ValidationError(
            f"These people are in {team.name}: {', '.join(names)}. End their roles in it first"
        )
    team.retired_on = day
    team.save(update_fields=["retired_on"])
    relate(as_of)


def bring_back(team: Team, as_of: date) -> None:
    team.retired_on = None
    team.save(update_fields=["retired_on"])
    relate(as_of)
