"""Which pages open for whom, before any child is asked for. What is not named here is for those
who work with children.

A school or a provider has its own pages. A role that sees figures only has those that name no
child.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from onroll.web.access.models import Role, User
from onroll.web.access.policy import REACH, Reach, Sight
from onroll.web.access.roles import COMPARES

OF_ONES_OWN: Final = frozenset(
    {
        "my_access",
        "my_sessions",
        "sign_out",
        "second_factor",
        "second_factor_app",
        "second_factor_key",
        "recovery_codes",
        "remove_second_factor",
        "confirm_it_is_you",
        "authority_css",
        "health",
    }
)
"""Pages about oneself, which everybody has who signs in, and what each page needs."""

OF_SCHOOLS: Final = frozenset({"own_pupils", "our_school"})
"""The pages of schools and providers, and of nobody else."""

OF_WHOEVER_IS_ASKED: Final = frozenset({"our_questions", "our_question", "answer_question"})
"""The pages of those to whom a question may be put: schools, providers, teams and services."""

OF_FIGURES: Final = frozenset(
    {
        "compare_authorities",
        "compare_authorities_file",
        "compare_authorities_workbook",
        "snapshot_files",
        "compare_published",
        "releases",
        "release",
        "release_file",
        "partnership",
        "partnership_progress",
        "partnership_progress_file",
        "topic",
        "new_topic",
        "change_topic",
        "add_to_topic",
    }
)
"""The pages of figures that name no child, for the roles of `COMPARES`."""


class PagesByRole:
    """Middleware, after `Narrowed`: turns away whoever a page is not for, in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True):
            return None
        match, user = request.resolver_match, request.user
        assert isinstance(user, User) and user.sight is not None
        name = (match and match.url_name) or ""
        if opens(name, user.sight):
            return None
        if name == "today" and is_outside(user.sight):
            return redirect("own_pupils")
        if name == "today" and is_asked(user.sight):
            return redirect("our_questions")
        if name == "today" and not user.sight.roles.isdisjoint(COMPARES):
            return redirect("compare_authorities")
        return render(request, "access/not_for_your_role.html", status=403)


def opens(name: str, sight: Sight) -> bool:
    """Whether a page opens for whoever sees so much."""
    if name in OF_ONES_OWN:
        return True
    if name in OF_SCHOOLS:
        return is_outside(sight)
    if name in OF_WHOEVER_IS_ASKED and (is_outside(sight) or is_asked(sight)):
        return True
    if name in OF_FIGURES:
        return not sight.roles.isdisjoint(COMPARES)
    return sight.works_with_children


def is_outside(sight: Sight) -> bool:
    """Whether somebody is of a school or a provider."""
    return any(REACH[Role(role)] is Reach.AT_THEIRS for role in sight.roles)


def is_asked(sight: Sight) -> bool:
    """Whether somebody is of a service that is asked, and sees no child for it."""
    return any(REACH[Role(role)] is Reach.ASKED for role in sight.roles)
