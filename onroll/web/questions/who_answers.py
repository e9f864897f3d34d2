"""Who asks, who answers, and which questions each may see."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q

from onroll.record.definitions.contradiction import Team
from onroll.web.access.models import Role
from onroll.web.access.pages import is_outside
from onroll.web.access.policy import seen_by
from onroll.web.access.roles import has_role, may_take_in, services_of
from onroll.web.questions.models import Question, QuestionQuerySet
from onroll.web.shields.protected import not_protected

RUNS_TEAMS: Final = (Role.PATHWAY_MANAGER, Role.SERVICE_MANAGER)
"""The roles that answer for every team."""

OF_TEAM: Final = {
    Team.ADMISSIONS: (Role.ADMISSIONS_OFFICER,),
    Team.ALTERNATIVE_PROVISION: (Role.COORDINATOR, Role.EDUCATION_OFFICER),
    Team.CAREERS: (Role.NEET_OFFICER,),
    Team.MISSING_EDUCATION: (Role.COORDINATOR, Role.EDUCATION_OFFICER),
    Team.HOME_EDUCATION: (Role.COORDINATOR, Role.EDUCATION_OFFICER),
    Team.SCHOOL_RECORDS: (Role.DATA_MANAGER,),
    Team.SEN: (Role.SEN_OFFICER,),
    Team.VIRTUAL_SCHOOL: (Role.VIRTUAL_SCHOOL_HEAD,),
}
"""Each team that may be asked, and whose roles answer for it."""


def may_ask(user: Any) -> bool:
    """Whether somebody puts questions to schools and teams: who takes in what those tell."""
    return may_take_in(user)


def teams_of(user: Any) -> list[str]:
    """The teams for which somebody answers."""
    return [team for team, roles in OF_TEAM.items() if has_role(user, (*RUNS_TEAMS, *roles))]


def seen(user: Any) -> QuestionQuerySet:
    """The questions about children whom this person sees, and of whom nothing is kept from them."""
    theirs = seen_by(user, "child")
    if theirs is None or is_outside(user.sight):
        return Question.objects.none()
    return not_protected(Question.objects.filter(theirs), user, "child")


def put_to(user: Any) -> QuestionQuerySet:
    """The questions that are for this person to answer: of their schools, teams or services.

    A school's or a service's question about a child who is protected is not shown to it any more.
    """
    if is_outside(user.sight):
        urns = {urn for held in user.sight.held for urn in held.urns}
        return not_protected(Question.objects.filter(school__in=urns), user, "child")
    asked = not_protected(Question.objects.all(), user, "child")
    theirs = seen(user).of_contradictions().filter(team__in=teams_of(user), school="")
    return asked.filter(
        Q(pk__in=theirs.values("pk")) | (~Q(enquiry="") & Q(team__in=services_of(user)))
    )


def answered_for(user: Any) -> QuestionQuerySet:
    """The enquiries that services answered lately, put by this person or in cases of theirs."""
    theirs = Q(asked_by=user.pk) | Q(asked_in__case__officer=user.pk)
    return seen(user).answered_lately(user.sight.at).filter(theirs)
