"""Row-level security: the database decides once more who may see which row, and refuses the rest.

Every request runs as the role `onroll_pages`, which owns nothing, with the person, the moment and
the authority set for its transaction alone (`narrow`). A page whose code forgot to ask shows then
what the person may see, and no more. `policy` has the rules; what differs by role is told to the
database from there. See docs/adr/0021-the-database-decides-too.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, transaction

from onroll.web.access import (
    rows_about_people,
    rows_of_improvement,
    rows_of_questions,
    rows_of_releases,
    rows_passing,
    rows_told_us,
)
from onroll.web.access.askers_rights import functions
from onroll.web.config.database import PAGES, PUBLISHER, WEB

BY_CHILD: Final = {
    "children_child": "child",
    "children_status": "child",
    "children_fact": "child",
    "children_clock": "child",
    "library_nearmiss": "child_id",
    "matching_forwarding": "new",
    "access_restrictedchild": "child",
    "separating_separation": "child",
}
"""Tables about a child, and the column that says which: rows of children whom they may see."""

KEPT_WHERE_RESTRICTED: Final = {
    "cases_case": ("child",),
    "children_sourcerecord": ("child",),
    "contradictions_contradiction": ("child",),
    "contradictions_contradictionrow": ("child",),
    "shields_shield": ("child",),
    "matching_possiblematch": ("child_a", "child_b"),
    "matching_linkchange": ("to_child", "from_child"),
    "letters_letter": ("child",),
}
"""The same, but of a restricted child for those alone whose role sees them: what these rows say is
what is protected. From nobody (`from_child` empty) is no child."""

ONLY_TRIGGERS_WRITE: Final = ("read_seal", "write_history")

NEW_ROWS_ONLY: Final = (
    "cases_caseevent",
    "documents_document",
    "accountability_hasread",
    "cases_away",
    "access_read",
    "access_fileevent",
    "access_breakglass",
    "oversight_item",
    "oversight_itemchild",
    "oversight_reviewevent",
    "oversight_budgetraised",
    "letters_letterevent",
    *rows_told_us.NEW_ROWS_ONLY,
    *rows_passing.NEW_ROWS_ONLY,
    *rows_of_questions.NEW_ROWS_ONLY,
    *rows_of_releases.RULES,
    *rows_of_improvement.RULES,
    *rows_about_people.NEW_ROWS_ONLY,
)


def reaches(column: str) -> str:
    """SQL: whether the child is theirs, were it not for shields."""
    return f"""((select onroll_every_child())
        or exists (select 1 from access_childrelation related
                   where related.child = {column}
                     and related.relation = any(array(select onroll_relations())))
        or {column} in (select onroll_opened()))"""


def sees(column: str) -> str:
    """SQL: whether they may see the child."""
    return f"({reaches(column)} and {not_restricted(column)})"


def not_restricted(column: str) -> str:
    """SQL: whether the child is not restricted, or theirs in person."""
    return f"""((select onroll_sees_restricted())
        or {column} not in (select onroll_restricted())
        or {column} in (select onroll_allocated()))"""


def sees_all_of(column: str) -> str:
    """SQL: whether they may see the child, and what is protected."""
    return f"""({reaches(column)} and ((select onroll_sees_restricted())
        or {column} not in (select onroll_restricted())))"""


def part_of(whole: str, part: str, column: str) -> str:
    """SQL: whether they may see the row that another is part of."""
    return f"exists (select 1 from {whole} about where about.id = {part}.{column})"


OF_A_CASE: Final = part_of("cases_case", "cases_caseevent", "case_id")

OF_A_SIBLING: Final = """(not cases_caseevent.told ? 'record' or exists
    (select 1 from children_sourcerecord theirs
     where theirs.record_id = cases_caseevent.told->>'record'))"""
"""SQL: whether they may see the brother or sister whom an event is about, if it is about one."""

OF_A_CASE_WITH_DOCUMENTS: Final = part_of("cases_case", "documents_document", "case_id")
OF_A_LETTER: Final = part_of("letters_letter", "letters_letterevent", "letter_id")


def rules() -> dict[str, str]:
    """For each table about children: which of its rows a request may read."""
    found = {table: sees(f"{table}.{column}") for table, column in BY_CHILD.items()}
    for table, columns in KEPT_WHERE_RESTRICTED.items():
        found[table] = " and ".join(
            f"({table}.{column} = '' or {sees_all_of(f'{table}.{column}')})" for column in columns
        )
    mine = "user_id = (select onroll_asker())"
    found["cases_caseevent"] = f"""{OF_A_CASE} and (not cases_caseevent.restricted
        or cases_caseevent.by_id = (select onroll_asker())
        or (select onroll_sees_restricted())) and {OF_A_SIBLING}"""
    found["documents_document"] = f"""{OF_A_CASE_WITH_DOCUMENTS} and (
        not documents_document.restricted
        or documents_document.by_id = (select onroll_asker())
        or (select onroll_sees_restricted()))"""
    found["letters_letterevent"] = OF_A_LETTER
    found["access_childrelation"] = f"""
        ((select onroll_every_child()) or relation = any(array(select onroll_relations())))
        and {not_restricted("access_childrelation.child")}"""
    found["write_history"] = f"write_history.child = '' or {sees('write_history.child')}"
    found["access_allocation"] = f"{mine} or {sees('access_allocation.child')}"
    found["access_breakglass"] = f"{mine} or {sees('access_breakglass.child')}"
    found["oversight_declaration"] = mine
    found["oversight_itemchild"] = f"""(not refused and {sees_all_of("oversight_itemchild.child")})
        or (select onroll_sees_restricted())"""
    found["access_read"] = (
        f"{mine} or ((select onroll_sees_reads()) and {sees('access_read.child')})"
    )
    found |= rows_of_questions.rules(sees_all_of, not_restricted) | rows_of_releases.RULES
    found |= rows_of_improvement.RULES
    return found | rows_told_us.rules(sees_all_of, not_restricted) | rows_passing.RULES


ASKED_OF_ITS_OWNER: Final = (
    "access_allocation",
    "access_breakglass",
    "access_restrictedchild",
    "separating_separation",
    "telling_us_sentform",
    "telling_us_whoitis",
    "releases_release",
    "releases_releaseevent",
)
"""Tables that functions and views read with their owner's right: from `force row level
security` no owner is free."""

WRITTEN_ON_PAGES: Final = {
    "cases_case": sees_all_of("cases_case.child"),
    "cases_caseevent": f"cases_caseevent.by_id = (select onroll_asker()) and {OF_A_CASE}",
    "documents_document": (
        f"documents_document.by_id = (select onroll_asker()) and {OF_A_CASE_WITH_DOCUMENTS}"
    ),
    "letters_letter": sees_all_of("letters_letter.child"),
    "letters_letterevent": f"letters_letterevent.by_id = (select onroll_asker()) and {OF_A_LETTER}",
    "access_read": "user_id = (select onroll_asker())",
    "access_breakglass": "user_id = (select onroll_asker())",
    "access_allocation": "(select onroll_allocates())",
    "oversight_declaration": "user_id = (select onroll_asker())",
    "oversight_itemchild": "true",
    "separating_separation": "true",
    **rows_of_questions.written(sees_all_of),
    **rows_told_us.WRITTEN,
    **rows_passing.WRITTEN,
    **rows_of_releases.WRITTEN,
    **rows_of_improvement.WRITTEN,
}
"""Tables about children that a request writes, and whose rows it may write."""


def statements() -> str:
    """The functions, and on each table what a request may read and write; publishing may all."""
    parts = [functions()]
    for table, using in rules().items():
        writes = WRITTEN_ON_PAGES.get(table)
        parts.append(f"""
alter table {table} enable row level security;
alter table {table} force row level security;
drop policy if exists published on {table};
create policy published on {table} to {PUBLISHER} using (true) with check (true);
drop policy if exists seen on {table};
create policy seen on {table} for select to {PAGES} using ({using});
drop policy if exists written on {table};
drop policy if exists changed on {table};
""")
        if table in ASKED_OF_ITS_OWNER:
            parts.append(f"""
drop policy if exists asked on {table};
create policy asked on {table} for select to current_user using (true);
""")
        if table in ONLY_TRIGGERS_WRITE:
            parts.append(f"""
drop policy if exists kept on {table};
create policy kept on {table} to current_user using (true) with check (true);
""")
        if writes:
            parts.append(f"""
create policy written on {table} for insert to {PAGES} with check ({writes});
create policy changed on {table} for update to {PAGES} using ({writes}) with check ({writes});
""")
    return "".join(parts)


@transaction.atomic
def secure(tables: Iterable[str], published: Iterable[str]) -> bool:
    """Put the rules in the database, where they are not those that it has; whether it did.

    `tables` are all of ours; `published` those that only publishing writes.
    """
    ours = sorted(tables)
    sql = statements() + rows_about_people.policies(ours) + rights(ours, frozenset(published))
    made = hashlib.sha256(sql.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("select obj_description(to_regproc('onroll_asker'), 'pg_proc')")
        if cursor.fetchone() == (made,):
            return False
        make_roles(cursor)
        drop_functions(cursor, sql)
        cursor.execute(sql)
        cursor.execute(f"comment on function onroll_asker() is '{made}'")
    return True


def drop_functions(cursor: Any, sql: str) -> None:
    """Drop the functions that some SQL makes, and the rules that ask them, which it makes as well.

    An earlier version's may give something else, and PostgreSQL replaces none that does.
    """
    made = re.findall(r"create or replace function (onroll_\w+)\(", sql)
    cursor.execute(
        "select oid::regprocedure::text from pg_proc"
        " where pronamespace = 'public'::regnamespace and proname = any(%s)",
        [made],
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"drop function {function} cascade")


def rights(tables: Iterable[str], published: frozenset[str]) -> str:
    """What the roles may do with each table. The login of the pages' processes sees no child."""
    parts = [f"grant usage on schema public to {PAGES}, {PUBLISHER}, {WEB};"]
    by_child = rules().keys()
    for table in tables:
        logs = table in NEW_ROWS_ONLY
        writes = "insert" if logs else "insert, update, delete"
        pages = "select" if table in published else f"select, {writes}"
        parts.append(f"revoke all on {table} from {PAGES}, {PUBLISHER}, {WEB}, public;")
        if table in ONLY_TRIGGERS_WRITE:
            parts.append(f"grant select on {table} to {PAGES}, {PUBLISHER};")
            continue
        parts.append(f"grant select, {writes} on {table} to {PUBLISHER};")
        if table in rows_about_people.WRITTEN:
            parts.append(rows_about_people.grants(table))
            continue
        parts.append(f"grant {pages} on {table} to {PAGES};")
        if table not in published and table not in by_child:
            parts.append(f"grant {pages} on {table} to {WEB};")
    parts.append(f"grant usage on all sequences in schema public to {PAGES}, {PUBLISHER}, {WEB};")
    return "\n".join(parts)


def make_roles(cursor: Any) -> None:
    """Make the three roles where the server does not have them, and let the owner become them.

    Raises `ProgrammingError` where the owner may not make roles: the how-to on a server of one's
    own has the four lines that its administrator runs first.
    """
    for role, options in ((PAGES, "nologin"), (PUBLISHER, "nologin"), (WEB, "login noinherit")):
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"create role {role} {options}")
    for role in (PAGES, PUBLISHER):
        for login in ("current_user", f"'{WEB}'"):
            cursor.execute(
                "select 1 from pg_auth_members where roleid = %s::regrole"
                f" and member = {login}::regrole",
                [role],
            )
            if cursor.fetchone() is None:
                cursor.execute(f"grant {role} to {login.strip(chr(39))}")
