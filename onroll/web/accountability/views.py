"""The accountable director's page, the children behind each of its numbers, and its being read."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.access.reads import record_reads
from onroll.web.accountability.models import HasRead
from onroll.web.accountability.numbers import LISTS, WEEKS, behind, told
from onroll.web.accountability.permission import READS, may_read, may_sign
from onroll.web.cases.reading import token
from onroll.web.feeds.freshness import freshness
from onroll.web.feeds.models import Feed
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by


class HasReadForm(forms.Form):
    words = forms.CharField(
        label="Do you want to ask or say anything?",
        help_text="Optional. It is kept with your name and shown on this page",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"max_length": "What you ask or say must be 2,000 characters or fewer"},
    )


@require_http_methods(["GET", "POST"])
@needs_run
def accountability(request: HttpRequest, run: Run) -> HttpResponse:
    """One page for the named accountable person, and the place to say that they have read it."""
    user = by(request)
    if not may_read(user):
        return not_yours(request)
    assert user.sight is not None
    signs = may_sign(user)
    form = HasReadForm(request.POST if request.method == "POST" else None)
    numbers, shown = told(user, run)
    if request.method == "POST" and not signs:
        return not_yours(request)
    if request.method == "POST" and form.is_valid():
        HasRead.objects.get_or_create(
            token=request.POST.get("token", "")[:32] or token(),
            defaults={
                "by": user, "at": user.sight.at, "as_of": run.as_of, "numbers": numbers,
                "words": form.cleaned_data["words"],
            },
        )  # fmt: skip
        return redirect(f"{reverse('accountability')}?done=read")
    decide = shown["decide"]
    first = [shown["oldest"].child] if shown["oldest"] else []
    record_reads(request, [*first, *(row.child.pk for row in decide)], page="accountability")
    context = {
        "run": run, "numbers": numbers, **shown, "weeks": WEEKS, "form": form,
        "fresh": freshness(Feed.objects.all()),
        "token": token(), "signs": signs, "done": request.GET.get("done") == "read",
        "readings": HasRead.objects.select_related("by")[:5],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "accountability/accountability.html", context, status=status)


@require_GET
@needs_run
def accountability_list(request: HttpRequest, run: Run, which: str) -> HttpResponse:
    """The children behind one number: initials and reference, until the record is opened."""
    user = by(request)
    if which not in LISTS:
        raise Http404
    if not may_read(user):
        return not_yours(request)
    rows = behind(which, user, run.as_of)
    record_reads(request, [row.child.pk for row in rows], page="accountability")
    context = {"run": run, "rows": rows, "which": which, "title": LISTS[which]}
    return render(request, "accountability/behind.html", context)


def not_yours(request: HttpRequest) -> HttpResponse:
    context = {"roles": READS, "record": None}
    return render(request, "cases/not_allowed.html", context, status=403)
