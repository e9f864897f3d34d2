"""A county's home for the pages: its record published, with teams, colleagues and open cases.

All is made once, by the product's own commands and models; a home that has it is used as it is.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from _cases import Colleague, Story, stands_of, story

TEAMS: Final = 5
CASES_OF_ONE: Final = 40
DISTRICTS: Final = 20
"""Exampleshire's postcodes begin with XE1 to XE20."""
ONE_IN: Final = 4
"""Every fourth officer is a practitioner, who sees no child but the own ones."""
URGENT: Final = ("whereabouts_not_known", "missing_education", "missing_out_on_education")

CHOSEN: Final = """
select about.child, about.record_id, (
    select min(split_part(related.relation, ':', 2)::bigint) from access_childrelation related
    where related.child = about.child and related.relation like 'team:%%')
from (select child, min(record_id) as record_id from children_sourcerecord
      where source <> 'casework' group by child) about
where not exists (select from cases_case held where held.child = about.child)
order by exists (
    select from children_status met where met.child = about.child
      and met.definition = any(%(urgent)s) and met.ends_before is null) desc,
  md5(about.child || %(seed)s::text)
limit %(most)s
"""
"""Whom a service would know of first, then anybody: the child, its record and its team."""


@dataclass(frozen=True)
class Made:
    """What stands in the home: how many children, open cases and events."""

    children: int
    cases: int
    events: int


def county(home: Path, children: int, seed: int) -> None:
    """Exampleshire of so many children, as `onroll demo` makes and publishes it; once."""
    from onroll.cli.demo import standing
    from onroll.record.home import Home

    stands = standing(Home(home))
    if stands is None or (stands.children, stands.seed) != (children, seed):
        command = [sys.executable, "-m", "onroll.cli", "demo", "--no-serve"]
        more = ["--children", str(children), "--seed", str(seed), "--home", str(home)]
        subprocess.run([*command, *more], check=True, stdout=sys.stderr)


def with_cases(wanted: int, seed: int) -> Made:
    """So many open cases in the home that is prepared, made where there are none."""
    from django.db import connection, transaction

    from onroll.web.cases.models import Case, CaseEvent
    from onroll.web.children.models import Child

    if not Case.objects.exists():
        with transaction.atomic():
            fill(wanted, seed)
        with connection.cursor() as cursor:
            for table in ("cases_case", "cases_caseevent", "access_allocation"):
                cursor.execute(f"select onroll_analyze('{table}')")
    open_now = Case.objects.open()
    return Made(
        Child.objects.count(),
        open_now.count(),
        CaseEvent.objects.filter(case__in=open_now).count(),
    )


def fill(wanted: int, seed: int) -> None:
    from django.db import connection

    from onroll.web.library.models import Run

    run = Run.objects.current()
    if run is None:
        sys.exit("error: nothing is published in this home.")
    officers, heads = colleagues(-(-wanted // CASES_OF_ONE), run.as_of)
    rng = Random(seed)
    stands = stands_of(rng, wanted)
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"urgent": list(URGENT), "seed": seed, "most": len(stands)}
        cursor.execute(CHOSEN, asked)
        chosen = cursor.fetchall()
    if len(chosen) < len(stands):
        sys.exit(f"error: {len(stands)} cases are wanted of {len(chosen)} children.")
    told = []
    for (child, record_id, team), each in zip(chosen, stands, strict=True):
        officer = rng.choice(officers[team or rng.choice([*heads])])
        written = story(rng, run.as_of, each, officer, heads[officer.team])
        told.append((child, record_id, written))
    write(told)


def colleagues(
    officers: int, as_of: Any
) -> tuple[dict[int, list[Colleague]], dict[int, Colleague]]:
    """Teams by district, with a manager and their share of the officers each, by team."""
    from onroll.web.access.giving_roles import give_role
    from onroll.web.access.models import Role, Team, User
    from onroll.web.access.relating import relate

    def somebody(email: str, role: str, team: Team, in_team: bool = True) -> Colleague:
        user = User.objects.create_user(f"{email}@bench.example", full_name=email.title())
        give_role(user, role, team=team if in_team else None)
        return Colleague(user.pk, user.email, team.pk)

    theirs, heads = {}, {}
    for n in range(TEAMS):
        districts = [f"XE{d}" for d in range(1, DISTRICTS + 1) if d % TEAMS == n]
        team = Team.objects.create(name=f"Team {n + 1}", postcode_districts=districts)
        heads[team.pk] = somebody(f"manager.{n}", Role.TEAM_MANAGER, team)
        theirs[team.pk] = [
            somebody(f"practitioner.{n}.{k}", Role.PRACTITIONER, team, in_team=False)
            if k % ONE_IN == ONE_IN - 1
            else somebody(f"officer.{n}.{k}", Role.EDUCATION_OFFICER, team)
            for k in range(max(officers // TEAMS, ONE_IN))
        ]
    relate(as_of)
    return theirs, heads


def write(told: list[tuple[str, str, Story]]) -> None:
    """Put these cases in the database, each about a child and a record, and let each officer work
    with the children of their cases, as whoever is given one on the pages does."""
    from onroll.record.casework.case import case_of
    from onroll.record.casework.events import Kind
    from onroll.web.access.models import Allocation, User
    from onroll.web.cases.actions import days_due
    from onroll.web.cases.models import Case, CaseEvent

    cases, works_with = [], []
    for child, record_id, written in told:
        stands = case_of(written.events)
        given = stands.allocated.told if stands.allocated else {}
        assert stands.opened_on is not None
        assert stands.since is not None
        cases.append(Case(
            child=child, record_id=record_id, opened_on=stands.opened_on, state=stands.state.value,
            since=stands.since, issue=stands.predominant_issue, risk=stands.risk,
            team_id=given.get("team"), officer_id=given.get("officer"),
            due_on=min(days_due(stands), default=None), last_number=len(written.events),
        ))  # fmt: skip
        if given:
            works_with.append(Allocation(
                child=child, user_id=given["officer"], starts_on=stands.opened_on,
                why="Given the case",
            ))  # fmt: skip
    made = Case.objects.bulk_create(cases, batch_size=1_000)
    Allocation.objects.bulk_create(works_with, batch_size=1_000)
    number_of = dict(User.objects.values_list("email", "pk"))
    CaseEvent.objects.bulk_create(
        (
            CaseEvent(
                case=case, number=each.number, kind=each.kind.value, on=each.on, at=each.at,
                by_id=number_of[each.by], told=dict(each.told),
                restricted=each.kind is Kind.NOTED and bool(each.told.get("restricted")),
                token=f"bench-{case.pk}-{each.number}",
            )
            for case, (_, _, written) in zip(made, told, strict=True)
            for each in written.events
        ),
        batch_size=5_000,
    )  # fmt: skip
