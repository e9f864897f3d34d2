"""Sending files to be checked, and which are on their way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onroll.record.feeds import staging
from onroll.record.feeds.refused_uploads import note_refused
from onroll.web.access.models import FileEvent
from onroll.web.access.reads import record_file_event
from onroll.web.config.home import home
from onroll.web.feeds.forms import KINDS, SendForm
from onroll.web.feeds.permission import for_loaders, who

KEPT = timedelta(days=14)
"""How long a file is kept that nobody loads or puts aside: it holds children."""


@require_http_methods(["GET", "POST"])
@for_loaders
def send(request: HttpRequest) -> HttpResponse:
    """Choose files to check; those that are on their way already are listed beneath."""
    note_refused(home())
    if request.method == "GET":
        return show(request, SendForm(feed=request.GET.get("feed", "")))
    form = SendForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, form)
    now = datetime.now(UTC)
    staging.forget_old(home(), now - KEPT)
    tokens = []
    for file in form.sent:
        tokens += staging.stage(
            home(),
            file.name or "file",
            file.chunks(),
            by=who(request),
            received_at=now,
            feed=form.cleaned_data["feed"] or None,
        )
    for token in tokens:
        file_name = staging.staged(home(), token).file
        record_file_event(request, FileEvent.Kind.SENT, file=file_name, staged=token)
    return redirect("staged", tokens[0]) if len(tokens) == 1 else redirect("send")


def show(request: HttpRequest, form: SendForm) -> HttpResponse:
    context = {
        "form": form,
        "kinds": KINDS,
        "kept_days": KEPT.days,
        "on_their_way": staging.all_staged(home())[::-1],
    }
    return render(request, "feeds/send.html", context, status=422 if form.is_bound else 200)
