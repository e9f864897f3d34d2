"""Every write of an account, a role, a team and the like is in the history, however it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from onroll.web.access.models import RoleHeld, Team, User
from onroll.web.config.database import PAGES, PUBLISHER
from onroll.web.separating.models import Separation
from onroll.web.write_history import attribution
from onroll.web.write_history.attribution import attribute, attribute_to_command, command_of
from onroll.web.write_history.models import Change
from onroll.web.write_history.triggers import install, not_in_the_history

pytestmark = pytest.mark.django_db
Kind = Change.Kind


@pytest.fixture
def colleagues(home: Any) -> list[User]:
    return [
        User.objects.create_user(f"c{n}@exampleshire.example", full_name=f"Colleague {n}")
        for n in range(3)
    ]


def by_sql(statement: str, values: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def as_owner(statement: str, values: Any = ()) -> None:
    """As the role that owns the tables, which commands and pages are not."""
    with transaction.atomic():
        by_sql("set local role none")
        by_sql(statement, values)
        by_sql(f"set local role {PUBLISHER}")


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def newest(kind: Kind, table: str = "access_user") -> list[Change]:
    return list(Change.objects.filter(kind=kind, table=table).order_by("-pk"))


def renamed(change: Change) -> tuple[str, str]:
    assert change.before
    assert change.after
    return change.before["full_name"], change.after["full_name"]


def by_save(users: list[User]) -> None:
    for user in users:
        user.full_name = "Renamed"
        user.save()


def by_bulk_update(users: list[User]) -> None:
    for user in users:
        user.full_name = "Renamed"
    User.objects.bulk_update(users, ["full_name"])


def by_update(users: list[User]) -> None:
    User.objects.filter(pk__in=[user.pk for user in users]).update(full_name="Renamed")


def by_raw_sql(users: list[User]) -> None:
    by_sql(
        "update access_user set full_name = 'Renamed' where id = any(%s)",
        [[user.pk for user in users]],
    )


@pytest.mark.parametrize("way", [by_save, by_bulk_update, by_update, by_raw_sql])
def test_a_change_is_kept_as_it_was_and_as_it_became_whatever_made_it(
    colleagues: list[User], officer: User, way: Any
) -> None:
    before = Change.objects.count()
    attribute(by=officer.pk, page="people")
    way(colleagues)
    changes = newest(Kind.UPDATE)[:3]
    assert Change.objects.count() == before + 3
    assert {renamed(each) for each in changes} == {(f"Colleague {n}", "Renamed") for n in range(3)}
    assert {each.about_id for each in changes} == {user.pk for user in colleagues}
    assert {(each.by_id, each.page) for each in changes} == {(officer.pk, "people")}


def test_an_insert_has_no_before_and_a_delete_no_after(colleagues: list[User]) -> None:
    RoleHeld.objects.bulk_create(
        RoleHeld(user=user, role="Coordinator", la_code="001") for user in colleagues
    )
    added = newest(Kind.INSERT, "access_roleheld")[:3]
    assert {each.after["role"] for each in added if each.after} == {"Coordinator"}
    assert {each.before for each in added} == {None}
    by_sql("delete from access_roleheld where user_id = %s", [colleagues[0].pk])
    RoleHeld.objects.filter(user=colleagues[1]).delete()
    gone = newest(Kind.DELETE, "access_roleheld")[:2]
    assert [each.about_id for each in gone] == [colleagues[1].pk, colleagues[0].pk]
    assert {each.after for each in gone} == {None}


def test_of_a_password_it_is_kept_that_it_changed_and_nothing_else(colleagues: list[User]) -> None:
    user = colleagues[0]
    user.set_password("made-up-Exampleshire-2")
    user.save()
    change = newest(Kind.UPDATE)[0]
    assert change.secrets == ["password"]
    assert change.before == change.after
    kept = json.dumps([[each.before, each.after] for each in Change.objects.all()])
    assert "password" not in kept
    assert user.password not in kept


def test_what_changes_nothing_that_is_kept_is_no_row(colleagues: list[User]) -> None:
    """Signing in notes the moment on the account; the sign-in is not a change of it."""
    before = Change.objects.count()
    by_sql("update access_user set full_name = full_name, last_login = now()")
    assert Change.objects.count() == before


def test_raw_sql_outside_any_page_has_the_login_and_the_role_of_the_database(
    colleagues: list[User],
) -> None:
    attribute_to_command(connection)
    by_raw_sql(colleagues[:1])
    change = newest(Kind.UPDATE)[0]
    assert (change.by_id, change.page) == (None, "")
    assert change.database_role == connection.settings_dict["USER"]
    assert change.login
    assert change.at.tzinfo is not None


def test_a_command_is_told_apart_from_its_options_which_may_name_somebody() -> None:
    assert command_of(["/usr/bin/onroll", "user", "add", "x@example.org"]) == "onroll user"
    assert command_of(["/x/onroll/cli/__main__.py", "demo"]) == "onroll demo"
    assert command_of(["psql-like", "anything"]) == "psql-like"
    assert {command_of(typed_in) for typed_in in ([], [""], ["-"], ["-c"])} == {"python"}


def test_whose_request_it_was_ends_with_its_transaction(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection serves one person after another: nothing of the one is left for the next."""
    another = connection.copy()
    monkeypatch.setattr(attribution, "connection", another)
    try:
        for end in (another.commit, another.rollback):
            another.set_autocommit(False)
            attribute(by=officer.pk, page="people")
            assert set_now(another) == (str(officer.pk), "people")
            end()
            assert set_now(another) == ("", "")
            another.rollback()
    finally:
        another.close()


def set_now(connection: Any) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('onroll.by'), current_setting('onroll.page')")
        return cursor.fetchone()


def test_what_is_rolled_back_is_not_in_it(colleagues: list[User]) -> None:
    before = Change.objects.count()
    with rolled_back():
        by_raw_sql(colleagues)
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    "act",
    [
        "update write_history set by_id = null",
        "delete from write_history",
        "truncate write_history",
    ],
)
def test_the_history_takes_new_rows_only(colleagues: list[User], act: str) -> None:
    """Also from the role that owns the table."""
    with pytest.raises(DatabaseError, match="new rows only"), transaction.atomic():
        as_owner(act)


def test_no_table_with_a_history_is_emptied_past_it(colleagues: list[User]) -> None:
    with pytest.raises(DatabaseError, match="so that each is in the"), transaction.atomic():
        as_owner("truncate separating_separation")


def test_the_pages_cannot_put_in_a_change_that_was_not_made(colleagues: list[User]) -> None:
    """Somebody may write their own account, and the history with it; the history alone not."""
    forged = (
        "select keep_write('access_user', 'insert', null, '{\"id\": 1}', '{\"key\": \"id\"}')",
        'insert into write_history (at, "table", row, kind, secrets, child, page, login, command,'
        " database_role) values (now(), 'access_user', '1', 'delete', '{}', '', '', '', '', '')",
        "create temp table mine (id int) on commit drop;"
        " create trigger forged after insert on mine for each row execute function record_write()",
    )
    for statement in forged:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            by_sql(f"set local role {PAGES}; {statement}")
    by_sql(f"set local role {PAGES}")
    by_sql("select set_config('onroll.asker', %s, true)", [str(colleagues[0].pk)])
    by_raw_sql(colleagues[:1])
    by_sql(f"set local role {PUBLISHER}")
    assert newest(Kind.UPDATE)[0].about_id == colleagues[0].pk


def test_what_was_written_while_a_trigger_was_off_is_found_and_written_down(home: Any) -> None:
    north, south, _ = (Team.objects.create(name=name).pk for name in ("North", "South", "West"))
    as_owner("alter table access_team disable trigger user")
    by_sql("update access_team set name = 'East' where id = %s", [north])
    by_sql("delete from access_team where id = %s", [south])
    ghost = Team.objects.create(name="Ghost").pk
    found = {each.row: each for each in not_in_the_history()}
    assert set(found) == {str(north), str(south), str(ghost)}
    assert found[str(south)].is_now is None
    by_sql("set local role none")
    assert install() == ["access_team"], "a trigger that is off is put on again"
    kept = {
        each.row: [row and row["name"] for row in (each.before, each.after)]
        for each in Change.objects.filter(kind=Kind.FOUND, table="access_team")
    }
    assert kept == {
        str(north): ["North", "East"],
        str(south): ["South", None],
        str(ghost): [None, "Ghost"],
    }
    assert not_in_the_history() == install() == []


def test_a_separation_says_which_child_it_is_about(officer: User) -> None:
    Separation.objects.create(
        number=1, decided_at="2027-03-03T09:00:00Z", child="EC-4821", by=officer
    )
    change = newest(Kind.INSERT, "separating_separation")[0]
    assert (change.child, change.about_id) == ("EC-4821", officer.pk)
