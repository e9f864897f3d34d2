"""Who may do more than look: a role is what somebody's account says they do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onroll.web.access.models import User

LOADS_FILES = ("Data analyst", "Data manager")
"""The roles that load files and take loads back. Capitals do not count."""

DECIDES = (
    "Pathway manager",
    "Education officer",
    "Coordinator",
    "Data manager",
    "Safeguarding lead",
    "Director",
)
"""The roles that say whether two records are one child, and that may protect a child."""

SEES_SHIELDED = ("Safeguarding lead", "Director")
"""The roles that see everything about a protected child. Two people of them, together, may take
the protection away."""

SEES_READS = ("Pathway manager", "Data manager", "Safeguarding lead", "Director")
"""The roles that see who has looked at a child: those who answer for how the record is used. Others
see their own looks alone: who works with a child says something of the child, and of colleagues."""


def has_role(user: Any, roles: Iterable[str]) -> bool:
    """Whether somebody's role is one of these, whatever its capitals."""
    return isinstance(user, User) and user.role.strip().casefold() in {
        role.casefold() for role in roles
    }


def may_load(user: Any) -> bool:
    """Whether somebody may load files, and see the children in them, before they are loaded."""
    return has_role(user, LOADS_FILES)


def may_decide(user: Any) -> bool:
    """Whether somebody may say which records are one child and which are not."""
    return has_role(user, DECIDES)


def may_raise_shield(user: Any) -> bool:
    """Whether somebody may protect a child: anybody who may decide, so that it is never late."""
    return may_decide(user)


def may_see_shielded(user: Any) -> bool:
    """Whether somebody sees what is kept from others about a protected child."""
    return has_role(user, SEES_SHIELDED)


def may_lower_shield(user: Any) -> bool:
    """Whether somebody may ask to take a protection away, or agree to what another asked."""
    return may_see_shielded(user)


def may_see_reads(user: Any) -> bool:
    """Whether somebody sees who has looked at a child, as far as they may see the child."""
    return has_role(user, SEES_READS)


def rights(user: Any) -> list[tuple[str, bool]]:
    """What there is to do, each with whether this person may do it."""
    return [
        ("See every child's record, but for what is protected", True),
        (
            "See everything about a protected child, and end a protection with a second person",
            may_see_shielded(user),
        ),
        ("Protect a child", may_raise_shield(user)),
        ("Say which records are one child and which are not", may_decide(user)),
        ("Load files, and take loads back", may_load(user)),
        ("See who has looked at a child", may_see_reads(user)),
    ]
