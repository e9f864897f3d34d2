"""The page on which somebody asks to see a child who is not theirs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from onroll.web.access.reads import Outcome, record_reads
from onroll.web.access.roles import may_open_others
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.oversight.budgets import ASKING, may_ask_once_more
from onroll.web.oversight.forms import OpenForm
from onroll.web.oversight.opening import open_record


@require_http_methods(["GET", "POST"])
@needs_run
def open_a_record(request: HttpRequest, run: Run) -> HttpResponse:
    """Who the child is stands in the form that is sent, never in an address."""
    user: Any = request.user
    if not may_open_others(user):
        return render(request, "oversight/open_not_allowed.html", {"run": run}, status=403)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = user.sight.at or now()
        may_ask_once_more(user, at)
        asked, why = form.cleaned_data["asked"], form.cleaned_data
        if found := open_record(user, asked, why["reason"], why["words"], at):
            return redirect("child", found)
        # what was typed, and not whom it was: that, too, would say whether there is such a child
        record_reads(request, [asked.reference], page=ASKING, outcome=Outcome.REFUSED)
        return render(request, "oversight/cannot_open.html", {"run": run}, status=404)
    return render(request, "oversight/open_a_record.html", {"run": run, "form": form})
