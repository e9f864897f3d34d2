"""No table about children is left out of the rules on rows: the database's catalogue says so."""

from __future__ import annotations

import pytest

from onroll.web.access.acting import acting_as
from onroll.web.access.apps import secure_rows
from onroll.web.config.database import PAGES, PUBLISHER, WEB
from tests.access.child_tables import asked, child_tables, unguarded
from tests.access.owner_of_tables import as_owner

pytestmark = pytest.mark.django_db
ONLY_NEW_ROWS = ("access_read", "access_fileevent", "access_breakglass")


def test_every_table_about_children_keeps_each_row_from_who_may_not_see_the_child() -> None:
    assert {"children_child", "access_read", "write_history"} <= set(child_tables())
    assert unguarded() == []


@pytest.mark.parametrize(
    "hole",
    [
        "create table planted (child text)",
        "create table planted (about text references children_child)",
        "create table planted (from_child text); alter table planted enable row level security",
        "create table planted (to_child text); alter table planted enable row level security;"
        " alter table planted force row level security",
        "create table planted (child_id text); alter table planted enable row level security;"
        " alter table planted force row level security;"
        " create policy seen on planted to onroll_pages using (true)",
    ],
)
def test_one_without_a_rule_is_found(hole: str) -> None:
    as_owner(hole)
    assert unguarded() == ["planted"]


@pytest.mark.parametrize(
    "hole",
    [
        "create policy more on children_fact for select to public using (true)",
        "drop policy seen on children_fact",
        "alter table children_fact no force row level security",
        "alter table children_fact disable row level security",
    ],
)
def test_a_rule_that_is_taken_away_or_widened_is_found(hole: str) -> None:
    as_owner(hole)
    assert unguarded() == ["children_fact"]


def copies_and_views() -> list[str]:
    """What would show rows past the rules: a stored copy, or a view read with its owner's right."""
    return [
        name
        for (name,) in asked(
            """select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and (c.relkind = 'm' or c.relkind = 'v'
                and not coalesce('security_invoker=true' = any(c.reloptions), false))"""
        )
    ]


def test_no_view_and_no_stored_copy_shows_rows_past_the_rules() -> None:
    assert copies_and_views() == []
    as_owner("create view planted as select * from children_child")
    assert copies_and_views() == ["planted"]
    as_owner(
        "drop view planted",
        "create view harmless with (security_invoker=true) as select * from children_child",
        "create materialized view planted as select * from children_child",
    )
    assert copies_and_views() == ["planted"]


def owned() -> list[tuple[str, ...]]:
    """What belongs to the roles that answer requests and publish."""
    return asked(
        """select r.rolname, s.classid::regclass::text, s.objid::text from pg_shdepend s
        join pg_roles r on r.oid = s.refobjid
        where s.deptype = 'o' and r.rolname = any(%s)""",
        [PAGES, PUBLISHER, WEB],
    )


def test_the_roles_of_requests_own_nothing_and_pass_no_rule() -> None:
    powers = asked(
        """select rolname from pg_roles where rolname = any(%s)
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)""",
        [PAGES, PUBLISHER, WEB],
    )
    assert powers == []
    assert owned() == []
    as_owner("create table planted (n int)", f"grant create on schema public to {PUBLISHER}",
             f"alter table planted owner to {PUBLISHER}")  # fmt: skip
    assert [role for role, *_ in owned()] == [PUBLISHER]


def test_the_login_of_the_pages_reads_no_table_about_children_by_itself() -> None:
    may = [table for table in child_tables() if may_do(WEB, table, "select")]
    assert may == []


def test_a_request_takes_nothing_away_from_a_log() -> None:
    for role in (PAGES, PUBLISHER, WEB):
        for table in (*ONLY_NEW_ROWS, "read_seal", "write_history"):
            for act in ("update", "delete", "truncate"):
                assert not may_do(role, table, act), (role, table, act)


def may_do(role: str, table: str, act: str) -> bool:
    return bool(asked("select has_table_privilege(%s, %s, %s)", role, table, act)[0][0])


def test_what_runs_with_its_owners_right_looks_for_tables_nowhere_else() -> None:
    loose = asked(
        """select p.proname from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prosecdef
          and not exists (select from unnest(p.proconfig) c where c like 'search_path=%%')"""
    )
    assert loose == []


def test_rules_of_an_earlier_version_give_way_whatever_their_functions_gave() -> None:
    """PostgreSQL replaces no function by one that gives something else."""
    as_owner(
        "drop function onroll_relations() cascade",
        "create function onroll_relations() returns table (relation text, more text)"
        " language sql as $$ select 'earlier', 'earlier' $$",
        "comment on function onroll_asker() is 'an earlier version'",
    )
    assert unguarded() != []
    with acting_as("none"):
        secure_rows()
    assert unguarded() == []
