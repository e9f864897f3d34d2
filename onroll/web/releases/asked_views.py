"""What became of a draft that was asked for. Whoever asked may leave and come back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from onroll.web.releases.asking import waiting
from onroll.web.releases.models import DraftAsked
from onroll.web.releases.permission import for_those_who_draft
from onroll.web.releases.starting import start_again


@require_GET
@for_those_who_draft
def draft_asked(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is; why there is none; or on to the draft."""
    found = DraftAsked.objects.filter(pk=number).select_related("by").first()
    if found is None:
        raise Http404
    last = found.last
    if last is not None and last.release_id is not None:
        return redirect(f"{reverse('release', args=[last.release_id])}?done=drafted")
    if last is None or not last.is_end:
        start_again()
    context = {"asked": found, "last": last, "before": waiting().filter(pk__lt=number).count()}
    return render(request, "releases/asked.html", context)
