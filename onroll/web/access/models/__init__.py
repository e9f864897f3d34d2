"""Users and the roles they hold, what relates them to a child, and the logs of what they did."""

from onroll.web.access.models.logs import FailedSignIn, FileEvent, Read, ReadSeal
from onroll.web.access.models.relations import (
    Allocation,
    BreakGlass,
    ChildRelation,
    RestrictedChild,
)
from onroll.web.access.models.roles_held import Role, RoleAsked, RoleHeld, Team
from onroll.web.access.models.users import User

__all__ = [
    "Allocation",
    "BreakGlass",
    "ChildRelation",
    "FailedSignIn",
    "FileEvent",
    "Read",
    "ReadSeal",
    "RestrictedChild",
    "Role",
    "RoleAsked",
    "RoleHeld",
    "Team",
    "User",
]
