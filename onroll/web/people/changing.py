"""Two people who change the same person or team at once: the second is told, and nothing is lost.

A form carries what it was made from. Where that is no longer so when the form comes back, whoever
sent it is told who changed what was there, and sees their own words beside what is there now.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection
from django.utils.timezone import localtime

from onroll.web.access.models import RoleAsked, RoleHeld, Team, User
from onroll.web.access.policy import see_now
from onroll.web.write_history.models import Change

# Any number, the same in every process: whoever changes people or teams waits for whoever does.
CHANGING_PEOPLE = 7_062_031


def one_at_a_time(by: User) -> None:
    """Until this transaction ends nobody else changes people; and who asks may have been changed.

    So what they may do is read once more, after whoever was before them, here and in the database.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [CHANGING_PEOPLE])
        cursor.execute("select set_config('onroll.rights', onroll_rights()::text, true)")
    assert by.sight is not None
    by.is_active = User.objects.filter(pk=by.pk, is_active=True).exists()
    see_now([by], by.sight.at)


def state_of_person(user: User) -> str:
    """What a form about this person is made from: their account, roles and what is asked."""
    held = RoleHeld.objects.filter(user=user).order_by("pk").values_list("pk", "ends_before")
    asked = RoleAsked.objects.filter(user=user).order_by("pk").values_list("pk", "agreed")
    return digest([user.is_active, list(held), list(asked)])


def state_of_team(team: Team) -> str:
    """What a form about this team is made from."""
    return digest([team.name, team.definitions, team.postcode_districts, team.retired_on])


def digest(parts: list[Any]) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def changed_by_another(what: str, *, about: User | None = None, team: Team | None = None) -> str:
    """Who changed it meanwhile and when, as the write history has it, and what to do."""
    found = Change.objects.select_related("by").order_by("-pk")
    if about is not None:
        tables = [RoleHeld._meta.db_table, RoleAsked._meta.db_table, User._meta.db_table]
        found = found.filter(about=about, table__in=tables)
    if team is not None:
        found = found.filter(table=Team._meta.db_table, row=str(team.pk))
    last = found.first()
    who = last.by.full_name if last is not None and last.by is not None else "Somebody"
    at = f" at {clock(last)}" if last is not None else " after you opened this page"
    return f"{who} changed {what}{at}. Your answers are kept below. Compare and save again"


def clock(change: Change) -> str:
    local = localtime(change.at)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
