"""For whom the director's page is."""

from __future__ import annotations

from typing import Any, Final

from onroll.web.access.models import Role
from onroll.web.access.roles import has_role

READS: Final = (Role.DIRECTOR, Role.SERVICE_MANAGER)
"""The roles that read the page: the named accountable person, and who answers to them."""


def may_read(user: Any) -> bool:
    return has_role(user, READS)


def may_sign(user: Any) -> bool:
    """Whether it is for this person to say that they have read it."""
    return has_role(user, [Role.DIRECTOR])
