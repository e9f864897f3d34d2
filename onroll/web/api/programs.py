"""Programs of schools and other services: each an account, with the role and place of its own.

So every rule about who sees whom holds for a program as it does for a person, here and in the
database (`access.policy`, `access.row_security`), and all that it reads and writes is on record
under its name. It has no password and no page (`signing_in.in_force`).
"""

from __future__ import annotations

import secrets
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Role, User

NOWHERE: Final = "programs.invalid"
"""The domain of a program's address: mail goes to none there (RFC 2606)."""


@transaction.atomic
def make_program(*, name: str, role: Role, urn: str, by: User) -> User:
    """The account of a program, with its role from today on. Raises `ValidationError` in words."""
    account = User.objects.create_user(
        f"{secrets.token_hex(8)}@{NOWHERE}", full_name=name, is_program=True
    )
    give_role(account, role, urns=[urn] if urn else (), by=by, why="A program that tells by API")
    return account


def programs() -> QuerySet[User]:
    """The accounts of programs, by name."""
    return User.objects.filter(is_program=True).order_by("full_name", "pk")
