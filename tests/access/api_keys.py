"""Programs, keys and a release of a service that runs as a process of its own, put into its
database."""

from __future__ import annotations

import json
from typing import Final

from onroll.figures.releasing.frozen import to_json
from onroll.web.api.keys import hashed
from onroll.web.releases.printing import numbers_of, printed
from tests.access.a_service import Service
from tests.figures.report_files import REPORT

HILLTOP: Final = "100001"
OWN: Final = "EC-MORE0000"
"""A child of the service's world (`faulty_service`) who is on Hilltop's roll."""
ROLES: Final = {
    "School user": [HILLTOP],
    "Provider": [HILLTOP],
    "Partnership member": [],
    "Another authority": ["002"],
    "Reader of figures": [],
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


RELEASED: Final = "cme-2026-09-30"
"""What the release of the service is called, with one file."""
RELEASE: Final = """
insert into releases_release
    (name, report, title, covers, day, small, rounded_to, printed, numbers, made_by_id, made_at)
values (%s, %s, %s, 'In words', %s, 5, 1, %s, %s, %s, now()) returning id
"""
COUNTED: Final = """
insert into releases_counted (release_id, report, hidden) values (%s, %s, '[]') returning id
"""
HAPPENED: Final = """
insert into releases_releaseevent (release_id, kind, told, by_id, at, token)
values (%s, %s, %s, %s, now(), %s) returning id
"""
FILE: Final = """
insert into releases_releasefile (release_id, name, media_type, content, sha256)
values (%s, %s, 'application/zip', 'bytes', 'of bytes') returning id
"""


def release_in(service: Service) -> None:
    """The report with every kind of number, as it is kept once it is released; made once."""
    if service.sql("select id from releases_release where name = %s", RELEASED):
        return
    by = service.accounts["Data analyst"].user
    said = [json.dumps(each) for each in (printed(REPORT), numbers_of(REPORT))]
    ((made,),) = service.sql(
        RELEASE, RELEASED, REPORT.key, REPORT.title, str(REPORT.day), *said, by
    )
    service.sql(COUNTED, made, json.dumps(to_json(REPORT)))
    service.sql(FILE, made, f"{RELEASED}.zip")
    for kind, told in (
        ("words", {"headline": "More"}),
        ("released", {}),
        ("corrected", {"note": "Late"}),
    ):
        service.sql(HAPPENED, made, kind, json.dumps(told), by, f"{RELEASED} {kind}")
