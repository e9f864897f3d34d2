"""Putting an enquiry of a case to services, each on its own page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onroll.record.casework.enquiries import put_to_services
from onroll.record.casework.events import BadEvent
from onroll.web.access.reads import record_reads
from onroll.web.cases.permission import may_work
from onroll.web.cases.reading import case_of_request, token
from onroll.web.cases.telling import recalculate
from onroll.web.cases.views import not_allowed
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.questions.enquiries import put, waiting_in


@require_http_methods(["GET", "POST"])
@needs_run
def ask_services(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Which services to ask about the child of a case; a POST asks those that were chosen."""
    held, record = case_of_request(request, run, number)
    if not may_work(request.user):
        return not_allowed(request, record)
    user = by(request)
    assert user.sight is not None
    chosen, problem = request.POST.getlist("enquiry"), ""
    if request.method == "POST" and not chosen:
        problem = "Select whom to ask"
    elif request.method == "POST":
        sent = request.POST.get("token", "")[:24] or token()
        try:
            put(held, chosen, by=user, token=sent)
        except BadEvent as refused:
            problem = str(refused)
        else:
            recalculate(held.child)
            return redirect(f"{reverse('case', args=[held.pk])}?done=services#enquiries")
    record_reads(request, [held.child], page="case")
    waiting = waiting_in(held)
    context: dict[str, Any] = {
        "run": run,
        "record": record,
        "case": held,
        "kinds": [kind for kind in put_to_services(user.sight.day) if kind.key not in waiting],
        "waiting": list(waiting.values()),
        "chosen": chosen or request.GET.getlist("enquiry"),
        "problem": problem,
        "token": request.POST.get("token") or token(),
    }
    return render(request, "questions/ask_services.html", context, status=422 if problem else 200)
