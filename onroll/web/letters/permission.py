"""Who may write letters, asked before anything is shown or done; looks are written down here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from onroll.web.access.models import Read, Role
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import has_role
from onroll.web.children.models import Child
from onroll.web.children.views import record_of
from onroll.web.letters.authority_letters import NoLetterhead
from onroll.web.letters.models import Letter
from onroll.web.letters.templates import BadTemplate
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.separating.forwarding import leads_on
from onroll.web.separating.permission import protected_page
from onroll.web.shields.protected import ShownRecord, not_protected

View = Callable[..., HttpResponse]

WRITES_LETTERS: Final = (
    Role.COORDINATOR,
    Role.EDUCATION_OFFICER,
    Role.TEAM_MANAGER,
    Role.PATHWAY_MANAGER,
    Role.SERVICE_MANAGER,
    Role.SAFEGUARDING_LEAD,
    Role.DIRECTOR,
)
"""The roles that write to families and to other authorities. Others read what was written."""


def may_write(user: Any) -> bool:
    return has_role(user, WRITES_LETTERS)


def of_a_child(
    *, writes: bool = True, outcome: Read.Outcome = Read.Outcome.SHOWN
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A page of one child's letters, its view given the run and the record.

    Absent and not theirs give the same answer; what is protected is kept back in words. `outcome`
    is how the look is written down, under the name of the address.
    """

    def around(view: View) -> Callable[..., HttpResponseBase]:
        @leads_on
        @needs_run
        def shown(request: HttpRequest, run: Run, reference: str, **more: Any) -> HttpResponse:
            record = record_of(request, run, reference)
            if record.protected:
                return protected_page(request)
            match = request.resolver_match
            page = (match and match.url_name) or "letter"
            record_reads(request, [record.child.pk], page=page, outcome=outcome)
            try:
                return view(request, run, record, **more)
            except (NoLetterhead, BadTemplate) as reason:
                context = {"run": run, "record": record, "reason": str(reason)}
                return render(request, "letters/cannot_write.html", context, status=409)

        @wraps(view)
        def asked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if writes and not may_write(request.user):
                return not_allowed(request)
            return shown(request, **kwargs)

        return asked

    return around


def not_allowed(request: HttpRequest) -> HttpResponse:
    context = {"roles": WRITES_LETTERS}
    return render(request, "letters/not_allowed.html", context, status=403)


def letter_of(request: HttpRequest, record: ShownRecord, number: int) -> Letter:
    """A letter about this child; 404 where there is none of that number."""
    seen = not_protected(Child.objects.visible_to(request.user), request.user)
    letters = Letter.objects.about(seen).select_related("made_by", "verified_by")
    return get_object_or_404(letters, pk=number, child=record.child.pk)
