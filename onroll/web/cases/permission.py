"""Who may do what in a case, of those who see the child."""

from __future__ import annotations

from typing import Any, Final

from onroll.web.access.models import Role
from onroll.web.access.roles import has_role
from onroll.web.cases.models import Case

TRIAGES: Final = (Role.PATHWAY_MANAGER, Role.SERVICE_MANAGER, Role.SAFEGUARDING_LEAD, Role.DIRECTOR)
"""The roles that decide where what comes in goes."""

GIVES: Final = (*TRIAGES, Role.TEAM_MANAGER)
"""The roles that give a case to a colleague."""

WORKS: Final = (
    *GIVES,
    Role.COORDINATOR,
    Role.EDUCATION_OFFICER,
    Role.NEET_OFFICER,
    Role.DUTY_OFFICER,
    Role.PRACTITIONER,
    Role.YOUTH_WORKER,
    Role.ADMISSIONS_OFFICER,
    Role.SEN_OFFICER,
    Role.ATTENDANCE_OFFICER,
    Role.EARLY_HELP_WORKER,
    Role.SOCIAL_CARE_WORKER,
    Role.VIRTUAL_SCHOOL_HEAD,
)
"""The roles that tell of a child and write in a case. The others who see a child read it."""

ASKS_TO_CLOSE: Final = tuple(role for role in WORKS if role is not Role.DUTY_OFFICER)
"""A duty officer logs advice, and closes nothing."""

SIGNS: Final = GIVES
"""The roles that sign that all was done, and that close: never the person who asked."""


def may_triage(user: Any) -> bool:
    return has_role(user, TRIAGES)


def may_give(user: Any) -> bool:
    return has_role(user, GIVES)


def may_work(user: Any) -> bool:
    return has_role(user, WORKS)


def may_ask_to_close(user: Any) -> bool:
    return has_role(user, ASKS_TO_CLOSE)


def may_sign(user: Any, case: Case) -> bool:
    """Whether somebody may close this case or send it back: not who asked to close it."""
    return has_role(user, SIGNS) and not asked_by(user, case)


def asked_by(user: Any, case: Case) -> bool:
    asked = case.events.filter(kind="close_asked").order_by("-number").first()
    return asked is not None and asked.by_id == user.pk
