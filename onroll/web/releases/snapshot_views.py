"""The regional snapshot of a released report: what would be sent, made and kept, and its file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.received import file_of
from onroll.figures.reports.numbers import SYMBOLS
from onroll.record.exchange.keys import BadKey
from onroll.web.config.home import home, why_nothing_can_be_kept
from onroll.web.people.permission import by
from onroll.web.releases.models import Release
from onroll.web.releases.permission import for_those_who_take_part
from onroll.web.releases.regional import (
    counts_now,
    made_of,
    make,
    may_be_one,
    name_of,
    snapshot_of_release,
)
from onroll.web.releases.views import release_or_404

MOST_CHILDREN = 1_000_000


class RateForm(forms.Form):
    """Of how many children the rate is, and who they are; both, or neither."""

    population = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_CHILDREN,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            f"Number of children must be a whole number from 1 to {MOST_CHILDREN:,}",
        ),
    )  # fmt: skip
    per = forms.CharField(
        required=False, max_length=100,
        error_messages={"max_length": "Who they are: write 100 characters or fewer"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("population") and not held.get("per") and "per" not in self.errors:
            self.add_error("per", "Enter who they are, such as children aged 5 to 16")
        if held.get("per") and not held.get("population") and "population" not in self.errors:
            self.add_error("population", "Enter how many children they are")
        return held


@require_http_methods(["GET", "POST"])
@for_those_who_take_part
def release_snapshot(request: HttpRequest, number: int) -> HttpResponse:
    """What a release says to a region; a POST signs it, keeps it here and comes back with it."""
    found = that_may_be_one(request, number)
    form = RateForm(request.POST if request.method == "POST" else None)
    problem, of_the_day = "", None
    try:
        of_the_day = snapshot_of_release(found)
        if request.method == "POST" and form.is_valid():
            held = form.cleaned_data
            problem = why_nothing_can_be_kept()
            if not problem:
                user = by(request)
                assert user.sight is not None
                told = snapshot_of_release(found, str(held["population"] or ""), held["per"])
                make(told.snapshot, by=user.email, at=user.sight.at, on=user.sight.day)
                return redirect(reverse("release_snapshot", args=[number]))
    except (NotASnapshot, BadKey) as reason:
        problem = str(reason)
    snapshot = of_the_day.snapshot if of_the_day else None
    made = made_of(found, snapshot) if snapshot else None
    context = {
        "release": found, "form": form, "problem": problem, "snapshot": snapshot, "made": made,
        "left_out": of_the_day.left_out if of_the_day else (),
        "counts": made is not None and counts_now(made), "symbols": SYMBOLS,
    }  # fmt: skip
    wrong = bool(form.errors) or (bool(problem) and request.method == "POST")
    return render(request, "releases/snapshot.html", context, status=422 if wrong else 200)


@require_GET
@for_those_who_take_part
def release_snapshot_file(request: HttpRequest, number: int) -> HttpResponse:
    """The newest file that was made of a release, as it was signed."""
    found = that_may_be_one(request, number)
    try:
        made = made_of(found, snapshot_of_release(found).snapshot)
    except NotASnapshot:
        raise Http404 from None
    if made is None:
        raise Http404
    response = HttpResponse(file_of(home(), made), content_type="application/json")
    name = name_of(made.snapshot)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def that_may_be_one(request: HttpRequest, number: int) -> Release:
    found = release_or_404(request, number)
    if not may_be_one(found):
        raise Http404
    return found
