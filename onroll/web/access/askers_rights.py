"""What the database works out of the person who asks, for the rules on rows (`row_security`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onroll.web.access.policy import REACH, WORKS_WITH_CHILDREN, Reach
from onroll.web.access.roles import (
    ALLOCATES,
    ANSWERS_FOR,
    DRAFTS_RELEASES,
    IMPROVES,
    IN_PARTNERSHIP,
    MANAGES_PEOPLE,
    RELEASES,
    SEES_READS,
    SEES_SHIELDED,
    TAKES_IN,
    TWO_PERSON,
)


def roles_in(reaches: Iterable[Reach]) -> str:
    """The roles that reach so far, as an array in SQL."""
    these = set(reaches)
    return array(role.value for role, reach in REACH.items() if reach in these)


def array(texts: Iterable[str]) -> str:
    return "array[" + ", ".join(map(quoted, texts)) + "]::text[]"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# `set search_path` so that nobody can put a table of their own before ours; definer's rights,
# because the asker may not read the roles and relations of others.
WORKED_OUT = """
create or replace function {name} returns {returns} language sql stable security definer
set search_path = public, pg_temp as $$ {body} $$;
"""
# Written so that PostgreSQL puts the body in the question's place: asked of every row of a list.
READ = "create or replace function {name} returns {returns} language sql stable as $$ {body} $$;\n"

# What only an owner may do, and the pages' plans need after a publishing.
ANALYZE = """
create or replace function onroll_analyze(published regclass) returns void language plpgsql
security definer set search_path = public, pg_temp as $$
begin execute format('analyze %s', published); end
$$;
"""


TOLD: Final = (
    "every_child",
    "sees_restricted",
    "sees_reads",
    "allocates",
    "manages_people",
    "releases",
    "improves",
    "in_partnership",
    "takes_in",
    "works",
)
"""What is either so of the asker's roles or not."""

AS_IT_WAS: Final = {
    ("onroll_role_ended(held bigint)", "date"): """
        select coalesce(ends_before, 'infinity') from access_roleheld where id = held""",
    ("onroll_is_program(account bigint)", "boolean"): """
        select is_program from access_user where id = account""",
    ("onroll_opens_or_closes(account access_user)", "boolean"): """
        select (was.email, was.full_name, was.password)
             = (account.email, account.full_name, account.password)
           and (was.is_active or not account.is_active or onroll_may_let_in(was.id))
        from access_user was where was.id = account.id""",
}
"""What a row about a person was before the statement that changes it: a rule on the row as it
becomes asks it of a function, which sees the row as the statement found it."""


def functions() -> str:
    """What the policies ask: who is asking, when, and what that reaches.

    What it reaches is worked out once, as a request begins (`acting.as_person`), and kept in a
    setting until its end. So a question about a child takes as long whether or not there is one.
    """
    setting = "nullif(current_setting('onroll.{}', true), '')"
    rights = setting.format("rights") + "::jsonb"
    worked_out = {
        ("onroll_roles()", "table (role text, team_id bigint, urns text[])"): f"""
            select held.role::text, held.team_id, held.urns
            from access_roleheld held join access_user asker on asker.id = held.user_id
            where held.user_id = onroll_asker() and asker.is_active
              and held.la_code = {setting.format("authority")}
              and held.starts_on <= onroll_day()
              and (held.ends_before is null or held.ends_before > onroll_day())""",
        ("onroll_rights()", "jsonb"): RIGHTS.format(
            every=roles_in({Reach.EVERY_CHILD}),
            team=roles_in({Reach.TEAM}),
            at_theirs=roles_in({Reach.AT_THEIRS}),
            works=roles_in(WORKS_WITH_CHILDREN),
            restricted=array(SEES_SHIELDED),
            reads=array(SEES_READS),
            allocates=array(ALLOCATES),
            manages=array(MANAGES_PEOPLE),
            takes_in=array(TAKES_IN),
            releases=array((*DRAFTS_RELEASES, *RELEASES)),
            improves=array(IMPROVES),
            in_partnership=array(IN_PARTNERSHIP),
            answers_for=", ".join(
                f"({quoted(role)}, {quoted(service)})" for service, role in ANSWERS_FOR.items()
            ),
        ),
        ("onroll_restricted()", "setof text"): "select child::text from access_restrictedchild",
        ("onroll_may_let_in(person bigint)", "boolean"): f"""
            select onroll_sees_restricted() or not exists (
                select 1 from access_roleheld held
                where held.user_id = person and held.role = any({array(TWO_PERSON)})
                  and (held.ends_before is null or held.ends_before > onroll_day()))""",
        ("onroll_unsettled()", "boolean"): """
            select exists (select 1 from telling_us_sentform sent where not exists
                (select 1 from telling_us_whoitis about where about.form_id = sent.id))""",
        **AS_IT_WAS,
    }
    read = {
        ("onroll_asker()", "bigint"): f"select {setting.format('asker')}::bigint",
        ("onroll_at()", "timestamptz"): f"select {setting.format('at')}::timestamptz",
        ("onroll_day()", "date"): "select (onroll_at() at time zone 'Europe/London')::date",
        **{
            (
                f"onroll_{name}()",
                "boolean",
            ): f"select coalesce(({rights} ->> '{name}')::boolean, false)"
            for name in TOLD
        },
        **{
            (f"onroll_{name}()", "setof text"): f"""
            select jsonb_array_elements_text(coalesce({rights} -> '{name}', '[]'::jsonb))"""
            for name in ("relations", "allocated", "opened", "services")
        },
    }
    made = [READ.format(name=name, returns=of, body=body) for (name, of), body in read.items()]
    made += [
        WORKED_OUT.format(name=name, returns=of, body=body)
        for (name, of), body in worked_out.items()
    ]
    return "".join([*made, ANALYZE])


RIGHTS: Final = """
with held as materialized (select * from onroll_roles()),
works as (select 1 from held where role = any({works})),
related as (
    select 'team:' || team_id as relation from held where role = any({team})
    union all select 'at:' || unnest(urns) from held where role = any({at_theirs})),
allocated as (
    select child::text from access_allocation
    where user_id = onroll_asker() and starts_on <= onroll_day()
      and (ends_before is null or ends_before > onroll_day()) and exists (select 1 from works)),
opened as (
    select child::text from access_breakglass
    where user_id = onroll_asker() and ends_at > onroll_at() and exists (select 1 from works)
    union select child from allocated)
select jsonb_build_object(
    'every_child', (select coalesce(bool_or(
        role = any({every}) or (role = any({team}) and team_id is null)), false) from held),
    'sees_restricted', exists (select 1 from held where role = any({restricted})),
    'sees_reads', exists (select 1 from held where role = any({reads})),
    'allocates', exists (select 1 from held where role = any({allocates})),
    'manages_people', exists (select 1 from held where role = any({manages})),
    'takes_in', exists (select 1 from held where role = any({takes_in})),
    'releases', exists (select 1 from held where role = any({releases})),
    'improves', exists (select 1 from held where role = any({improves})),
    'in_partnership', exists (select 1 from held where role = any({in_partnership})),
    'works', exists (select 1 from works),
    'services', (select coalesce(jsonb_agg(distinct asked.service), '[]')
                 from (values {answers_for}) asked (role, service) join held using (role)),
    'relations', (select coalesce(jsonb_agg(relation), '[]') from related
                  where relation is not null),
    'allocated', (select coalesce(jsonb_agg(child), '[]') from allocated),
    'opened', (select coalesce(jsonb_agg(child), '[]') from opened))
"""
"""All that the asker's roles, allocations and broken glass reach, as one object."""
