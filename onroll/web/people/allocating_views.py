"""On a child's record: who works with this child."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from onroll.web.access.models import Allocation, User
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import ALLOCATES, SEES_SHIELDED
from onroll.web.children.views import record_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.allocating import (
    allocate,
    colleagues,
    end_allocation,
    may_allocate_child,
    of_child,
)
from onroll.web.people.changing import one_at_a_time
from onroll.web.people.days import DayField
from onroll.web.people.forms import EndForm, why_field
from onroll.web.people.permission import by
from onroll.web.separating.forwarding import leads_on, was


class AllocateForm(forms.Form):
    """A colleague who is to work with a child, from when to when, and why."""

    colleague = forms.ModelChoiceField(
        queryset=User.objects.none(),
        error_messages={
            "required": "Select a colleague",
            "invalid_choice": "Select a colleague from those shown",
        },
    )
    starts_on = DayField(called="first day")
    last_day = DayField(called="last day")
    why = why_field()

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["colleague"].queryset = colleagues(day)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"starts_on", "last_day"} & self.errors.keys():
            return cleaned
        starts_on = cleaned["starts_on"] = cleaned.get("starts_on") or self.day
        if starts_on < self.day:
            self.add_error("starts_on", "First day must be today or later")
        elif cleaned.get("last_day") and cleaned["last_day"] < starts_on:
            self.add_error("last_day", "Last day must be the first day or later")
        return cleaned


@require_http_methods(["GET", "POST"])
@leads_on
@needs_run
def who_works_with(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    """Everybody who works, worked or will work with a child; adding somebody."""
    record = record_of(request, run, reference)
    sight = sight_of(request, waits=request.method == "POST")
    may = may_allocate_child(sight, reference)
    if request.method == "POST" and not may:
        return not_allowed(request, record)
    form = AllocateForm(request.POST if request.method == "POST" else None, day=sight.day)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        last = asked["last_day"]
        try:
            allocate(
                child=reference, user=asked["colleague"], starts_on=asked["starts_on"],
                ends_before=last and last + timedelta(days=1), why=asked["why"], by=by(request),
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error("colleague", problem)
        else:
            return redirect("who_works_with", reference)
    record_reads(request, [reference], page="who_works_with")
    context = {
        "run": run,
        "record": record,
        "was": was(request, record.child),
        "allocations": of_child(reference),
        "today": sight.day,
        "form": form,
        "may_allocate": may,
        "roles": SEES_SHIELDED if record.shielded else ALLOCATES,
        "one_day": timedelta(days=1),
    }
    return render(request, "people/who_works_with.html", context)


@require_http_methods(["GET", "POST"])
@needs_run
def end_works_with(request: HttpRequest, run: Run, reference: str, number: int) -> HttpResponse:
    """Somebody no longer works with a child, from now on or after a day."""
    record = record_of(request, run, reference)
    sight = sight_of(request, waits=request.method == "POST")
    if not may_allocate_child(sight, reference):
        return not_allowed(request, record)
    allocation = get_object_or_404(
        Allocation.objects.select_related("user"), pk=number, child=reference
    )
    form = EndForm(request.POST if request.method == "POST" else None, today=sight.day)
    if request.method == "POST" and form.is_valid():
        try:
            end_allocation(
                allocation=allocation, on=form.ends_before, why=form.cleaned_data["why"],
                by=by(request), at=sight.at,
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error("when", problem)
        else:
            return redirect("who_works_with", reference)
    record_reads(request, [reference], page="who_works_with")
    context = {"run": run, "record": record, "allocation": allocation, "form": form}
    return render(request, "people/end_works_with.html", context)


def sight_of(request: HttpRequest, *, waits: bool) -> Any:
    """What the person may see; of whoever changes something, after their turn has come."""
    user = by(request)
    if waits:
        one_at_a_time(user)
    return user.sight


def not_allowed(request: HttpRequest, record: Any) -> HttpResponse:
    roles = SEES_SHIELDED if record.shielded else ALLOCATES
    context = {"roles": roles, "record": record}
    return render(request, "people/cannot_allocate.html", context, status=403)
