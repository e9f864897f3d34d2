"""Accounts, roles, teams and links to sign in: the database refuses what a page forgot to ask.

Each statement is SQL under the role of requests, as a page would send it that asked nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Role, RoleAsked, RoleHeld, Team, User
from onroll.web.access.roles import FOR_PROGRAMS_ALONE, MANAGES_PEOPLE, TWO_PERSON
from onroll.web.access.rows_about_people import WRITTEN
from onroll.web.api.keys import make_key
from onroll.web.api.outbox import Event, announce
from onroll.web.api.programs import make_program
from onroll.web.api.webhooks import tell_at
from onroll.web.calendar.models import CalendarAddress
from onroll.web.config.database import PAGES, WEB
from onroll.web.people.changing import one_at_a_time
from onroll.web.signing_in.models import Invitation
from tests.access.owner_of_tables import as_owner
from tests.web.fixtures import PASSWORD

pytestmark = pytest.mark.django_db


class People:
    """Who asks, and whom it is about: made afresh for each test."""

    def __init__(self) -> None:
        self.manager = made("Dana", Role.DATA_MANAGER)
        self.second = made("Sam", Role.SERVICE_MANAGER)
        self.director = made("Owen", Role.DIRECTOR)
        self.officer = made("Priya", Role.EDUCATION_OFFICER)
        self.before = made("Noor")
        give_role(
            self.before,
            Role.DIRECTOR,
            starts_on=localdate() - timedelta(9),
            ends_before=localdate(),
        )
        self.ola = made("Ola", Role.DUTY_OFFICER)
        self.held = self.ola.roles_held.get()
        self.team = Team.objects.create(name="North")
        self.asked = RoleAsked.objects.create(
            user=self.ola, role=Role.DIRECTOR, starts_on=localdate(), asked_by=self.second, why="x"
        )
        self.link = Invitation.objects.create(user=self.ola, hash="h", ends_at=now())
        self.program = make_program(name="P", role=Role.PARTNERSHIP_MEMBER, urn="", by=self.second)
        tell_at(self.program, "https://p.example/", self.second, now())
        self.webhook = self.program.webhooks.get()
        announce(Event.RETURN_DUE, {}, urn="", user=self.program, once="x", at=now())
        self.delivery = self.webhook.deliveries.get()
        make_key(account=self.program, name="K", last_day=localdate(), by=self.second, at=now())
        self.key = self.program.api_keys.get()
        self.address = CalendarAddress.objects.create(user=self.ola, hash="a", made_at=now())


def made(name: str, *roles: str) -> User:
    user = User.objects.create_user(f"{name.lower()}@who-writes.example", full_name=name)
    for role in roles:
        give_role(user, role)
    return user


@pytest.fixture
def people(home: Any) -> People:
    return People()


def rows(asker: User | None, sql: str, *values: Any) -> int:
    """How many rows one statement writes for somebody; none where it is refused."""
    with as_person(asker, now()), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, list(values))
                written = cursor.rowcount
                transaction.set_rollback(True)
        except ProgrammingError as refused:
            if not re.search("row-level security|permission denied", str(refused)):
                raise
            return 0
    return written


def given(
    by: User, to: User, role: str, starts_on: date | None = None, as_if: User | None = None
) -> int:
    """How many roles somebody gives, as if another had where one is named."""
    return rows(
        by,
        "insert into access_roleheld (user_id, role, la_code, urns, starts_on, given_by_id,"
        " given_at, why, why_ended) values (%s, %s, '001', '{}', %s, %s, now(), '', '')",
        to.pk, role, starts_on or localdate(), (as_if or by).pk,
    )  # fmt: skip


def asked_for(by: User, to: User, as_if: User, agreed: bool | None = None) -> int:
    """How many roles somebody asks for, as if another had."""
    return rows(
        by,
        "insert into access_roleasked (user_id, role, starts_on, asked_by_id, asked_at, why,"
        " agreed, answer_why) values (%s, 'Director', %s, %s, now(), 'x', %s, '')",
        to.pk, localdate(), as_if.pk, agreed,
    )  # fmt: skip


def linked(by: User, to: User, as_if: User | None) -> int:
    """How many links somebody makes with which another signs in."""
    return rows(
        by,
        "insert into signing_in_invitation (user_id, by_id, hash, made_at, ends_at)"
        " values (%s, %s, 'mine', now(), now() + interval '1 day')",
        to.pk, as_if and as_if.pk,
    )  # fmt: skip


def keyed(by: User, to: User, as_if: User) -> int:
    """How many keys somebody makes."""
    return rows(
        by,
        "insert into api_key (account_id, name, hash, ends_before, made_by_id, made_at, counted)"
        " values (%s, 'K', 'mine', %s, %s, now(), 0)",
        to.pk, localdate(), as_if.pk,
    )  # fmt: skip


Act = Callable[[People, User], int]

ACTS: dict[str, Act] = {
    "give a role": lambda us, by: given(by, us.ola, Role.COORDINATOR),
    "end a role": lambda us, by: rows(
        by,
        "update access_roleheld set ends_before = %s, ended_by_id = %s where id = %s",
        localdate(), by.pk, us.held.pk,
    ),
    "ask for a role": lambda us, by: asked_for(by, us.ola, by),
    "answer": lambda us, by: rows(
        by,
        "update access_roleasked set agreed = false, answered_by_id = %s where id = %s",
        by.pk, us.asked.pk,
    ),
    "make a team": lambda us, by: rows(
        by,
        "insert into access_team (name, definitions, postcode_districts) values ('S', '{}', '{}')",
    ),
    "change a team": lambda us, by: rows(
        by, "update access_team set postcode_districts = '{XE1}' where id = %s", us.team.pk
    ),
    "make an account": lambda us, by: rows(
        by,
        "insert into access_user (email, full_name, is_active, password)"
        " values ('e@x.example', 'E', true, '!')",
    ),
    "close an account": lambda us, by: rows(
        by, "update access_user set is_active = false where id = %s", us.ola.pk
    ),
    "make a link": lambda us, by: linked(by, us.ola, by),
    "end a link": lambda us, by: rows(
        by, "update signing_in_invitation set used_at = now() where id = %s", us.link.pk
    ),
    "end a calendar's address": lambda us, by: rows(
        by, "update calendar_calendaraddress set ended_at = now() where id = %s", us.address.pk
    ),
    "make a key": lambda us, by: keyed(by, us.program, by),
    "withdraw a key": lambda us, by: rows(
        by,
        "update api_key set withdrawn_at = now(), withdrawn_by_id = %s where id = %s",
        by.pk, us.key.pk,
    ),
    "tell a program elsewhere": lambda us, by: rows(
        by,
        "insert into api_webhook (account_id, address, secret, secret_before, made_by_id, made_at,"
        " ended_at) values (%s, 'https://q.example/', '', '', %s, now(), now())",
        us.program.pk, by.pk,
    ),
    "tell a program nothing more": lambda us, by: rows(
        by, "update api_webhook set ended_at = now() where id = %s", us.webhook.pk
    ),
}  # fmt: skip
"""What those who manage people do."""

NOBODYS: dict[str, Act] = {
    "make another's address": lambda us, by: rows(
        by,
        "insert into calendar_calendaraddress (user_id, hash, made_at, fetches)"
        " values (%s, 'mine', now(), 0)",
        us.second.pk,
    ),
    "have another's address hold again": lambda us, by: rows(
        by, "update calendar_calendaraddress set ended_at = null where id = %s", us.address.pk
    ),
    "say that a colleague was told": lambda us, by: rows(
        by,
        "insert into briefs_brief (to_id, kind, of, at, state, words, reference, provider_id)"
        " values (%s, 'today', now(), now(), 'sent', '', gen_random_uuid(), '')",
        us.second.pk,
    ),
    "make a key of a person's account": lambda us, by: keyed(by, us.ola, by),
    "make a key in another's name": lambda us, by: keyed(by, us.program, us.officer),
    "make a key good again": lambda us, by: rows(
        by, "update api_key set withdrawn_at = null where id = %s", us.key.pk
    ),
    "put another secret under a key": lambda us, by: rows(
        by, "update api_key set hash = 'mine' where id = %s", us.key.pk
    ),
    "tell a program at another address of the same webhook": lambda us, by: rows(
        by, "update api_webhook set address = 'https://q.example/' where id = %s", us.webhook.pk
    ),
    "give a program a role that sees more": lambda us, by: given(
        by, us.program, Role.PATHWAY_MANAGER
    ),
    "make a program a person": lambda us, by: rows(
        by, "update access_user set is_program = false where id = %s", us.program.pk
    ),
    "make a link for a program": lambda us, by: linked(by, us.program, by),
    "say what a program is told": lambda us, by: rows(
        by,
        "insert into api_delivery (webhook_id, event, ident, once, about, at, state, next_at)"
        " values (%s, 'x', 'x', 'x', '{}', now(), 'waiting', now())",
        us.webhook.pk,
    ),
    "say that a program was told": lambda us, by: rows(
        by,
        "insert into api_try (delivery_id, number, words, at) values (%s, 1, '', now())",
        us.delivery.pk,
    ),
}  # fmt: skip
"""What nobody does, whatever their role."""

TAKEN_AWAY = [f"delete from {table}" for table in WRITTEN]


@pytest.mark.parametrize("act", ACTS)
def test_whoever_manages_people_may(people: People, act: str) -> None:
    for by in (people.manager, people.director):
        assert ACTS[act](people, by) == 1, by


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_may_nor_who_managed_people_until_yesterday(people: People, act: str) -> None:
    for by in (people.officer, people.before):
        assert ACTS[act](people, by) == 0, by


@pytest.mark.parametrize("act", NOBODYS)
def test_nor_does_whoever_manages_people_do_for_others_what_each_does_alone(
    people: People, act: str
) -> None:
    for by in (people.officer, people.manager, people.director):
        assert NOBODYS[act](people, by) == 0, by


@pytest.mark.parametrize("role", Role.values)
def test_the_roles_that_manage_people_are_those_of_the_pages(people: People, role: str) -> None:
    user = made("Only")
    more = {"ends_before": localdate() + timedelta(1)} if role == Role.INSPECTOR else {}
    user.is_program = role in FOR_PROGRAMS_ALONE
    of = {Role.SCHOOL_USER: "100001", Role.PROVIDER: "100001", Role.OTHER_AUTHORITY: "002"}
    give_role(user, role, urns=[of[Role(role)]] if role in of else (), **more)
    assert given(user, people.ola, Role.COORDINATOR) == (role in MANAGES_PEOPLE)


@pytest.mark.parametrize("statement", TAKEN_AWAY)
def test_no_request_takes_a_row_away(people: People, statement: str) -> None:
    assert rows(people.director, statement) == 0


def test_nobody_who_has_not_signed_in_writes_any(people: People) -> None:
    for statement in (
        *TAKEN_AWAY,
        "update access_user set last_login = now()",
        "update access_user set password = 'p'",
        "update access_roleheld set ends_before = null",
        "update access_team set name = name || '!'",
        "update signing_in_invitation set used_at = now()",
        "update api_key set withdrawn_at = now()",
        "update api_webhook set ended_at = now()",
    ):
        assert rows(None, statement) == 0, statement


def test_nobody_gives_themselves_a_role_or_gives_one_in_anothers_name(people: People) -> None:
    assert given(people.manager, people.manager, Role.PATHWAY_MANAGER) == 0
    assert given(people.manager, people.ola, Role.COORDINATOR, as_if=people.second) == 0
    assert asked_for(people.manager, people.manager, people.manager) == 0
    assert asked_for(people.manager, people.ola, people.second) == 0
    assert asked_for(people.manager, people.ola, people.manager, agreed=True) == 0


@pytest.mark.parametrize("role", TWO_PERSON)
def test_a_role_of_two_people_is_given_by_one_who_did_not_ask_for_it(
    people: People, role: str
) -> None:
    people.asked.delete()
    assert given(people.manager, people.ola, role) == 0
    asked = RoleAsked.objects.create(
        user=people.ola, role=role, starts_on=localdate(), asked_by=people.second, why="x"
    )
    assert given(people.second, people.ola, role) == 0
    assert given(people.manager, people.officer, role) == 0, "it was asked for somebody else"
    assert given(people.manager, people.ola, role, localdate() - timedelta(1)) == 0
    assert given(people.manager, people.ola, role) == 1
    RoleAsked.objects.filter(pk=asked.pk).update(agreed=False, answered_by=people.manager)
    assert given(people.manager, people.ola, role) == 0, "it was answered"


def test_what_was_asked_is_not_changed_and_one_answer_stands(people: People) -> None:
    answer = "update access_roleasked set agreed = %s, answered_by_id = %s where id = %s"
    for change in ("asked_by_id = answered_by_id", "role = 'Coordinator'", "user_id = asked_by_id"):
        changed = answer.replace("agreed =", f"{change}, agreed =")
        assert rows(people.manager, changed, False, people.manager.pk, people.asked.pk) == 0, change
    assert rows(people.manager, answer, False, people.manager.pk, people.asked.pk) == 1
    assert rows(people.manager, answer, False, people.officer.pk, people.asked.pk) == 0
    with pytest.raises(IntegrityError, match="a_second_person_agrees"):
        rows(people.second, answer, True, people.second.pk, people.asked.pk)
    RoleAsked.objects.update(agreed=False, answered_by=people.manager)
    assert rows(people.director, answer, True, people.director.pk, people.asked.pk) == 0


def test_a_role_is_made_shorter_and_never_longer_nor_another(people: People) -> None:
    today = localdate()
    RoleHeld.objects.filter(pk=people.held.pk).update(ends_before=today + timedelta(5))
    ends = "update access_roleheld set ends_before = %s, ended_by_id = %s where id = %s"

    def ended(on: date | None) -> int:
        return rows(people.manager, ends, on, people.manager.pk, people.held.pk)

    assert rows(people.manager, ends, today, people.second.pk, people.held.pk) == 0, "who ended it"

    assert ended(today) == ended(today + timedelta(5)) == 1
    assert ended(None) == ended(today + timedelta(6)) == ended(today - timedelta(1)) == 0
    for change in ("role = 'Director'", "user_id = 1", "starts_on = '2020-01-01'", "urns = '{1}'"):
        changed = ends.replace("set", f"set {change},")
        values = (today, people.manager.pk, people.held.pk)
        assert rows(people.manager, changed, *values) == 0, change
    RoleHeld.objects.filter(pk=people.held.pk).update(ends_before=today)
    assert ended(today) == 0, "it is over"


def test_one_writes_ones_own_account_and_nobody_anothers_password(people: People) -> None:
    for change in ("password = 'p'", "last_login = now()", "email = 'p@x.example'"):
        statement = f"update access_user set {change} where id = %s"
        assert rows(people.officer, statement, people.officer.pk) == 1, change
        assert rows(people.officer, statement, people.ola.pk) == 0, change
    for by in (people.manager, people.director):
        assert rows(by, "update access_user set password = 'p' where id = %s", people.ola.pk) == 0
        assert rows(by, "update access_user set email = 'p' where id = %s", people.ola.pk) == 0


@pytest.mark.parametrize("role", TWO_PERSON)
def test_a_link_or_the_account_of_who_sees_all_is_opened_by_one_who_does(
    people: People, role: str
) -> None:
    """Whoever has the link signs in with it. To close the account takes no such role."""
    give_role(people.ola, role)
    close = "update access_user set is_active = false where id = %s"
    assert rows(people.manager, close, people.ola.pk) == 1
    User.objects.filter(pk=people.ola.pk).update(is_active=False)
    opens = "update access_user set is_active = true where id = %s"
    for by, written in ((people.manager, 0), (people.director, 1)):
        assert rows(by, opens, people.ola.pk) == written
        assert linked(by, people.ola, by) == written
    assert linked(people.director, people.director, people.director) == 0
    assert linked(people.manager, people.officer, people.second) == 0
    assert linked(people.manager, people.officer, None) == 0


def test_a_link_that_was_used_is_not_made_good_again(people: People) -> None:
    Invitation.objects.update(used_at=now())
    again = "update signing_in_invitation set used_at = null where id = %s"
    assert rows(people.manager, again, people.link.pk) == 0
    longer = "update signing_in_invitation set ends_at = now() + interval '9 days'"
    assert rows(people.manager, longer) == 0


def test_whoever_signs_in_in_a_colleagues_browser_is_the_one_who_did(people: People) -> None:
    """As nobody or as the colleague, the request could not write when they last signed in."""
    people.ola.set_password(PASSWORD)
    people.ola.save()
    for client, here in ((Client(), None), (Client(), people.officer)):
        if here:
            client.force_login(here)
        User.objects.update(last_login=None)
        answer = client.post("/sign-in/", {"email": people.ola.email, "password": PASSWORD})
        assert answer.status_code == 302
        assert [*User.objects.exclude(last_login=None)] == [people.ola]


def test_whoever_lost_the_role_while_they_waited_their_turn_writes_nothing(people: People) -> None:
    """The rights of a request are worked out as it begins, and once more when it is its turn."""
    statement = "update access_team set retired_on = null where id = %s"
    with as_person(people.manager, now()), connection.cursor() as cursor:
        with as_publisher():
            people.manager.roles_held.update(ends_before=localdate())
        cursor.execute(statement, [people.team.pk])
        assert cursor.rowcount == 1
        one_at_a_time(people.manager)
        cursor.execute(statement, [people.team.pk])
        assert cursor.rowcount == 0


def test_outside_a_request_the_login_of_the_pages_only_reads_them(people: People) -> None:
    with connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(
                "select has_any_column_privilege(%s, %s, 'insert, update'),"
                " has_table_privilege(%s, %s, 'delete, truncate'),"
                " has_table_privilege(%s, %s, 'select')",
                [WEB, table] * 3,
            )
            assert cursor.fetchone() == (False, False, True), table


HOLES = {
    "access_roleheld": "give a role",
    "access_roleasked": "ask for a role",
    "access_team": "make a team",
    "access_user": "make an account",
    "signing_in_invitation": "make a link",
    "calendar_calendaraddress": "make another's address",
    "briefs_brief": "say that a colleague was told",
    "api_key": "make a key",
    "api_webhook": "tell a program elsewhere",
    "api_delivery": "say what a program is told",
    "api_try": "say that a program was told",
}


@contextmanager
def hole(*statements: str) -> Iterator[None]:
    with transaction.atomic():
        as_owner(*statements)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", WRITTEN)
def test_without_its_rule_each_of_these_would_be_written(people: People, table: str) -> None:
    """Or with one that says too much: so the tests above would see it."""
    act = (ACTS | NOBODYS)[HOLES[table]]
    assert act(people, people.officer) == 0
    with hole(f"alter table {table} disable row level security"):
        assert act(people, people.officer) == 1
    with hole(f"create policy more on {table} for insert to {PAGES} with check (true)"):
        assert act(people, people.officer) == 1
    with hole(f"drop policy added on {table}"):
        assert act(people, people.manager) == 0, "and without any nobody may"
