"""Who may do more than look: a role is what somebody's account says they do."""

from __future__ import annotations

from typing import Any

from onroll.web.access.models import User

LOADS_FILES = ("Data analyst", "Data manager")
"""The roles that load files and take loads back. Capitals do not count."""


def may_load(user: Any) -> bool:
    """Whether somebody may load files, and see the children in them, before they are loaded."""
    return isinstance(user, User) and user.role.strip().casefold() in {
        role.casefold() for role in LOADS_FILES
    }
