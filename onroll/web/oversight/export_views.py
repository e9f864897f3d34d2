"""Files that a second person must agree to: asking, and answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onroll.web.access.page_words import page_in_words
from onroll.web.oversight import exporting
from onroll.web.oversight.forms import FileAnswerForm, WhyForm
from onroll.web.oversight.models import ExportAsk
from onroll.web.oversight.queue import REVIEWS, may_review


@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """The files that I asked for and, for whoever may agree, those that wait for somebody."""
    user: Any = request.user
    mine = list(ExportAsk.objects.filter(asker=user).order_by("-at")[:50])
    may_answer = may_review(user)
    waits = ExportAsk.objects.filter(answer="").exclude(asker=user) if may_answer else None
    ready = set(exporting.usable(user, at(request)).values_list("pk", flat=True))
    context = {
        "mine": [(each, page_in_words(each.page), each.pk in ready) for each in mine],
        "may_answer": may_answer,
        "waits": [
            (each, page_in_words(each.page))
            for each in (waits.select_related("asker").order_by("at") if waits else ())
        ],
        "roles": REVIEWS,
    }
    return render(request, "oversight/exports.html", context)


@require_POST
def ask_for_export(request: HttpRequest) -> HttpResponse:
    """Ask for the file that was just refused for its size."""
    form, ticket = WhyForm(request.POST), request.POST.get("ticket", "")
    if form.is_valid():
        try:
            exporting.ask(request.user, ticket, form.cleaned_data["why"], at(request))
        except signing.BadSignature:
            raise Http404 from None
        return redirect("exports")
    try:
        _, _, page, size = signing.loads(ticket, salt=exporting.SALT)
    except signing.BadSignature:
        raise Http404 from None
    stop = exporting.NeedsSecondPerson(
        ticket, size, exporting.most(request.user, at(request)), page
    )
    context = {"stop": stop, "what": page_in_words(page), "roles": REVIEWS, "form": form}
    return render(request, "oversight/export_ask.html", context)


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, number: int) -> HttpResponse:
    """One file that a colleague asked for, and what I say to it."""
    waits = ExportAsk.objects.filter(pk=number, answer="").exclude(asker_id=request.user.pk)
    asked = waits.select_related("asker").first()
    if asked is None or not may_review(request.user):
        raise Http404
    form = FileAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        exporting.answer(number, request.user, said["answer"], said["words"], at(request))
        return redirect("exports")
    context = {"asked": asked, "what": page_in_words(asked.page), "form": form}
    return render(request, "oversight/export.html", context)


def at(request: HttpRequest) -> datetime:
    user: Any = request.user
    return user.sight.at if user.sight else now()
