"""Row-level security of accounts, roles and teams: what a request may write of them.

The pages ask the same before they write (`onroll.web.people`); here PostgreSQL refuses what they
forgot to ask. A request reads these rows all: they say who works where, and nothing of a child. It
takes none away. Commands and publishing may write every one.
See docs/adr/0021-the-database-decides-too.md.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from onroll.web.access.askers_rights import array
from onroll.web.access.roles import HELD_BY_PROGRAMS, TWO_PERSON
from onroll.web.config.database import PAGES, PUBLISHER, WEB

NEW_ROWS_ONLY: Final = ("access_failedsignin", "api_try")


@dataclass(frozen=True)
class Written:
    """What a request may write of a table, as conditions in SQL: of a row that it adds, of one that
    it changes as it was before, and as it becomes. `columns` alone are changed; empty: any."""

    added: str
    changed: str
    becomes: str
    columns: tuple[str, ...] = ()


MANAGES: Final = "(select onroll_manages_people())"
ASKER: Final = "(select onroll_asker())"

ANOTHER_ASKED: Final = f"""exists (
    select 1 from access_roleasked asked
    where asked.user_id = access_roleheld.user_id and asked.role = access_roleheld.role
      and asked.agreed is null and asked.asked_by_id <> {ASKER}
      and access_roleheld.starts_on >= asked.starts_on
      and (asked.ends_before is null or access_roleheld.ends_before <= asked.ends_before))"""
"""That somebody else asked for this very role, and nobody has answered."""

WRITTEN: Final = {
    "access_team": Written(added=MANAGES, changed=MANAGES, becomes=MANAGES),
    # A role is given to another, by whoever gives it, and from then on only ends.
    "access_roleheld": Written(
        added=f"""{MANAGES} and given_by_id = {ASKER} and user_id <> {ASKER}
            and (role <> all({array(TWO_PERSON)}) or {ANOTHER_ASKED})
            and (role = any({array(HELD_BY_PROGRAMS)}) or not onroll_is_program(user_id))""",
        changed=f"{MANAGES} and (ends_before is null or ends_before > (select onroll_day()))",
        becomes=f"""{MANAGES} and ended_by_id = {ASKER} and ends_before >= (select onroll_day())
            and ends_before <= onroll_role_ended(id)""",
        columns=("ends_before", "ended_by_id", "ended_at", "why_ended"),
    ),
    # Asked for once and answered once; that two people agree is a constraint of the table.
    "access_roleasked": Written(
        added=f"""{MANAGES} and asked_by_id = {ASKER} and user_id <> {ASKER} and agreed is null""",
        changed=f"{MANAGES} and agreed is null",
        becomes=f"{MANAGES} and answered_by_id = {ASKER} and agreed is not null",
        columns=("agreed", "answered_by_id", "answered_at", "answer_why"),
    ),
    # One's own; and of others whether the account is open. Nobody sets another's password.
    "access_user": Written(
        added=MANAGES,
        changed=f"id = {ASKER} or {MANAGES}",
        becomes=f"""is_program = onroll_is_program(id)
            and (id = {ASKER} or ({MANAGES} and onroll_opens_or_closes(access_user)))""",
    ),
    # Whoever has the link sets the password.
    "signing_in_invitation": Written(
        added=f"""{MANAGES} and by_id = {ASKER} and user_id <> {ASKER} and used_at is null
            and onroll_may_let_in(user_id) and not onroll_is_program(user_id)""",
        changed=f"user_id = {ASKER} or {MANAGES}",
        becomes=f"(user_id = {ASKER} or {MANAGES}) and used_at is not null",
        columns=("used_at",),
    ),
    # One's own; and whoever closes an account ends its address.
    "calendar_calendaraddress": Written(
        added=f"user_id = {ASKER} and ended_at is null",
        changed=f"user_id = {ASKER} or {MANAGES}",
        becomes=f"user_id = {ASKER} or ({MANAGES} and ended_at is not null)",
        columns=("ended_at", "fetched_at", "fetches"),
    ),
    # Made for a program, and withdrawn once. What counts its requests is the publisher's.
    "api_key": Written(
        added=f"{MANAGES} and made_by_id = {ASKER} and onroll_is_program(account_id)",
        changed=f"{MANAGES} and withdrawn_at is null",
        becomes=f"{MANAGES} and withdrawn_at is not null and withdrawn_by_id = {ASKER}",
        columns=("withdrawn_at", "withdrawn_by_id"),
    ),
    "api_webhook": Written(
        added=f"{MANAGES} and made_by_id = {ASKER} and onroll_is_program(account_id)",
        changed=f"{MANAGES} and ended_at is null",
        becomes=MANAGES,
        columns=("secret", "secret_before", "before_until", "ended_at"),
    ),
    # What happened is told by whoever it happens to, as the publisher; and sent by the command.
    "api_delivery": Written(added="false", changed="false", becomes="false", columns=("state",)),
    "api_try": Written(added="false", changed="false", becomes="false", columns=("words",)),
    # The command's alone.
    "briefs_brief": Written(added="false", changed="false", becomes="false", columns=("state",)),
}
"""By table, what a request may write of it. The owner is not held to it, for the functions read
these tables with the owner's right."""


def policies(tables: Collection[str]) -> str:
    """The rules on those of the tables that are there."""
    return "".join(
        f"""
alter table {table} enable row level security;
drop policy if exists published on {table};
create policy published on {table} to {PUBLISHER} using (true) with check (true);
drop policy if exists seen on {table};
create policy seen on {table} for select to {PAGES}, {WEB} using (true);
drop policy if exists added on {table};
create policy added on {table} for insert to {PAGES} with check ({rule.added});
drop policy if exists changed on {table};
create policy changed on {table} for update to {PAGES}
    using ({rule.changed}) with check ({rule.becomes});
"""
        for table, rule in WRITTEN.items()
        if table in tables
    )


def grants(table: str) -> str:
    """What a request may do with one of these tables; outside a request nothing is written."""
    columns = WRITTEN[table].columns
    update = f"update ({', '.join(columns)})" if columns else "update"
    return f"""grant select, insert, {update} on {table} to {PAGES};
grant select on {table} to {WEB};"""
