"""What somebody declares of families whom they know, and ending it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from onroll.web.oversight.forms import DeclareForm
from onroll.web.oversight.models import Declaration


@require_http_methods(["GET", "POST"])
def declarations(request: HttpRequest) -> HttpResponse:
    """Everything that I have declared, and a form for one thing more."""
    form = DeclareForm(request.POST if request.method == "POST" else None)
    user: Any = request.user
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        told = {said["kind"]: said["text"].strip()}
        Declaration.objects.create(user=user, why=said["why"], **told)
        return redirect("declarations")
    mine = Declaration.objects.filter(user=user, ended_at__isnull=True).order_by("at", "pk")
    return render(request, "oversight/declarations.html", {"form": form, "declared": mine})


@require_POST
def end_declaration(request: HttpRequest, number: int) -> HttpResponse:
    """It no longer holds. That it once did is kept."""
    user: Any = request.user
    mine = Declaration.objects.filter(user=user, pk=number, ended_at__isnull=True)
    if not mine.update(ended_at=now()):
        raise Http404
    return redirect("declarations")
