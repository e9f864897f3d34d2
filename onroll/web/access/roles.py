"""Who may do more than look, by the roles they hold at the moment of the request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onroll.record.casework.services import Service
from onroll.web.access.models import Role

LOADS_FILES = (Role.DATA_ANALYST, Role.DATA_MANAGER)
"""The roles that load files and take loads back."""

DECIDES = (
    Role.PATHWAY_MANAGER,
    Role.EDUCATION_OFFICER,
    Role.COORDINATOR,
    Role.DATA_MANAGER,
    Role.SAFEGUARDING_LEAD,
    Role.DIRECTOR,
)
"""The roles that say whether two records are one child, and that may protect a child."""

SEES_SHIELDED = (Role.SAFEGUARDING_LEAD, Role.DIRECTOR)
"""The roles for which no child is absent, and that see everything about a protected child. Two
people of them, together, may take the protection away."""

SEES_READS = (Role.PATHWAY_MANAGER, Role.DATA_MANAGER, Role.SAFEGUARDING_LEAD, Role.DIRECTOR)
"""The roles that see who has looked at a child: those who answer for how the record is used. Others
see their own looks alone: who works with a child says something of the child, and of colleagues."""

MANAGES_PEOPLE = (Role.DATA_MANAGER, Role.SERVICE_MANAGER, Role.DIRECTOR)
"""The roles that give others an account and roles, and that make teams."""

TWO_PERSON = (Role.SAFEGUARDING_LEAD, Role.DIRECTOR)
"""The roles that one person asks for and another gives: no child is absent for them."""

ALLOCATES = (
    Role.TEAM_MANAGER,
    Role.PATHWAY_MANAGER,
    Role.SERVICE_MANAGER,
    Role.SAFEGUARDING_LEAD,
    Role.DIRECTOR,
)
"""The roles that say who works with a child: a team manager of the children of the own team."""


TAKES_IN = (
    Role.PATHWAY_MANAGER,
    Role.SERVICE_MANAGER,
    Role.COORDINATOR,
    Role.EDUCATION_OFFICER,
    Role.SAFEGUARDING_LEAD,
    Role.DIRECTOR,
)
"""The roles that take in what schools and other services tell by form, before it is known whose
child it is: those who take referrals and decide where what comes in goes."""

TELLS = (
    Role.ADMISSIONS_OFFICER,
    Role.SEN_OFFICER,
    Role.ATTENDANCE_OFFICER,
    Role.EARLY_HELP_WORKER,
    Role.SOCIAL_CARE_WORKER,
    Role.VIRTUAL_SCHOOL_HEAD,
    Role.PRACTITIONER,
    Role.YOUTH_WORKER,
    Role.PARTNERSHIP_MEMBER,
    Role.HEALTH_PRACTITIONER,
    Role.YOUTH_JUSTICE_WORKER,
    Role.SCHOOL_USER,
    Role.PROVIDER,
)
"""The roles that tell of a child by form: schools, providers and other services."""

FOR_PROGRAMS_ALONE = (Role.OTHER_AUTHORITY, Role.FIGURES_READER)
"""The roles that no person holds: to pass sealed files, and to read what is released."""

HELD_BY_PROGRAMS = (
    Role.SCHOOL_USER,
    Role.PROVIDER,
    Role.PARTNERSHIP_MEMBER,
    *FOR_PROGRAMS_ALONE,
)
"""The roles that a program may hold: of those that tell the ones that reach least, and its own."""

READS_FIGURES_BY_PROGRAM = (Role.FIGURES_READER,)
"""The roles whose program reads released figures. Whoever else may read them has their page."""

ANSWERS_FOR = {
    Service.ADMISSIONS: Role.ADMISSIONS_OFFICER,
    Service.SPECIAL_NEEDS: Role.SEN_OFFICER,
    Service.HEALTH: Role.HEALTH_PRACTITIONER,
    Service.SOCIAL_CARE: Role.SOCIAL_CARE_WORKER,
    Service.YOUTH_JUSTICE: Role.YOUTH_JUSTICE_WORKER,
}
"""Each service that enquiries are put to, and whose role answers them: whether or not they see the
child of whom it is asked."""

COMPARES = (
    Role.DIRECTOR,
    Role.SERVICE_MANAGER,
    Role.PATHWAY_MANAGER,
    Role.TEAM_MANAGER,
    Role.DATA_MANAGER,
    Role.DATA_ANALYST,
    Role.INSPECTOR,
    Role.COUNCIL_MEMBER,
    Role.REGIONAL_ANALYST,
)
"""The roles that see the numbers of authorities side by side: figures, and no child."""

KEEPS_SNAPSHOTS = (Role.DATA_MANAGER, Role.DATA_ANALYST, Role.REGIONAL_ANALYST)
"""The roles that add the files in which authorities send their numbers."""


DRAFTS_RELEASES = (Role.DATA_ANALYST, Role.DATA_MANAGER)
"""The roles that draft a report to be released, and write its words."""

RELEASES = (Role.DATA_MANAGER, Role.SERVICE_MANAGER, Role.DIRECTOR)
"""The roles that release what a colleague drafted."""

IMPROVES = (Role.DATA_MANAGER, Role.SERVICE_MANAGER, Role.DIRECTOR)
"""The roles that keep progress against recommendations, strengths and case studies."""

IN_PARTNERSHIP = (*IMPROVES, Role.REGIONAL_ANALYST)
"""The roles that keep what authorities of a region do together: practice, and a fund."""


def has_role(user: Any, roles: Iterable[str]) -> bool:
    """Whether somebody holds one of these roles at the moment of the request."""
    sight = getattr(user, "sight", None)
    return sight is not None and not sight.roles.isdisjoint(roles)


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


def may_manage_people(user: Any) -> bool:
    """Whether somebody may make accounts and teams, and give and end roles."""
    return has_role(user, MANAGES_PEOPLE)


def may_allocate(user: Any) -> bool:
    """Whether somebody may say of some children who works with them; of which, `allocating`."""
    return has_role(user, ALLOCATES)


def may_take_in(user: Any) -> bool:
    """Whether somebody reads what was told by form, and says what is done about it."""
    return has_role(user, TAKES_IN)


def may_tell(user: Any) -> bool:
    """Whether somebody tells of children by form, as a school, a provider or another service."""
    return has_role(user, TELLS)


def services_of(user: Any) -> list[str]:
    """The services for which somebody answers enquiries."""
    return [service.value for service, role in ANSWERS_FOR.items() if has_role(user, (role,))]


def may_compare(user: Any) -> bool:
    """Whether somebody sees the numbers of authorities side by side."""
    return has_role(user, COMPARES)


def may_keep_snapshots(user: Any) -> bool:
    """Whether somebody adds the files in which authorities send their numbers."""
    return has_role(user, KEEPS_SNAPSHOTS)


def may_read_figures_by_program(user: Any) -> bool:
    """Whether it is a program that reads released figures."""
    return has_role(user, READS_FIGURES_BY_PROGRAM)


def may_draft_releases(user: Any) -> bool:
    """Whether somebody may draft a report to be released, and write its words."""
    return has_role(user, DRAFTS_RELEASES)


def may_release(user: Any) -> bool:
    """Whether somebody may release what a colleague drafted."""
    return has_role(user, RELEASES)


def may_improve(user: Any) -> bool:
    """Whether somebody keeps progress against recommendations, strengths and case studies."""
    return has_role(user, IMPROVES)


def may_keep_partnership(user: Any) -> bool:
    """Whether somebody keeps what authorities of a region do together: practice, and a fund."""
    return has_role(user, IN_PARTNERSHIP)


def may_open_others(user: Any) -> bool:
    """Whether somebody may ask to see a child who is not theirs, because a child needs them now."""
    sight = getattr(user, "sight", None)
    return sight is not None and sight.works_with_children


def rights(user: Any) -> list[tuple[str, bool]]:
    """What there is to do, each with whether this person may do it."""
    return [
        (
            "See everything about a protected child, and end a protection with a second person",
            may_see_shielded(user),
        ),
        ("Protect a child", may_raise_shield(user)),
        ("Say which records are one child and which are not", may_decide(user)),
        ("Load files, and take loads back", may_load(user)),
        ("See who has looked at a child", may_see_reads(user)),
        ("Ask to see a child who is not yours, with a reason", may_open_others(user)),
        ("Tell of a child by form", may_tell(user)),
        ("Answer enquiries about a child that are put to their service", bool(services_of(user))),
        ("See the numbers of authorities side by side", may_compare(user)),
        ("Add the files in which authorities send their numbers", may_keep_snapshots(user)),
        ("Draft a report to be released", may_draft_releases(user)),
        ("Release a report that a colleague drafted", may_release(user)),
        ("Keep progress against recommendations, and case studies", may_improve(user)),
        ("Keep practice and the fund of a region's partnership", may_keep_partnership(user)),
        ("Take in what schools and others tell by form", may_take_in(user)),
        ("Say who works with a child", may_allocate(user)),
        ("Make accounts and teams, and give and end roles", may_manage_people(user)),
    ]
