"""Programs and keys of a service that runs as a process of its own, put into its database."""

from __future__ import annotations

from typing import Final

from onroll.web.api.keys import hashed
from tests.access.a_service import Service

HILLTOP: Final = "100001"
OWN: Final = "EC-MORE0000"
"""A child of the service's world (`faulty_service`) who is on Hilltop's roll."""
ROLES: Final = {
    "School user": [HILLTOP],
    "Provider": [HILLTOP],
    "Partnership member": [],
    "Another authority": ["002"],
}
"""The roles that a program may hold, each with the schools or the authority it is of here."""

ACCOUNT: Final = """
insert into access_user (email, full_name, password, is_active, is_program)
values (%s, %s, '!', true, true) returning id
"""
ROLE: Final = """
insert into access_roleheld (user_id, role, la_code, urns, starts_on, given_at, why, why_ended)
values (%s, %s, '001', %s, '2020-01-01', now(), '', '') returning id
"""
KEY: Final = """
insert into api_key (account_id, name, hash, ends_before, made_by_id, made_at, counted)
values (%s, 'A key', %s, '2099-01-01', %s, now(), 0) returning id
"""


def program_of(service: Service, role: str, urns: list[str]) -> int:
    """The number of a new program with a role."""
    name = f"{role}'s program {len(service.sql('select id from access_user'))}"
    ((account,),) = service.sql(ACCOUNT, f"{name}@programs.invalid", name)
    service.sql(ROLE, account, role, urns)
    return int(str(account))


def key_of(service: Service, account: int, name: str) -> str:
    """The secret of a new key of a program."""
    secret = f"onroll_{account}_{name}"
    service.sql(KEY, account, hashed(secret), account)
    return secret
