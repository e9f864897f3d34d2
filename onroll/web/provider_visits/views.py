"""Visits to providers through their pages: the list, one provider, a new visit, taking one back."""

from __future__ import annotations

import secrets

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.figures.csv_text import csv_text
from onroll.record.forms.answering import Typed, read_page
from onroll.record.forms.answers import Answers, Kept
from onroll.record.provider_visits import OUTCOMES, VISIT, Standing, findings, latest_next
from onroll.web.children.models import School
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.provider_visits.listing import as_table, providers
from onroll.web.provider_visits.models import ProviderVisit, VisitTakenBack
from onroll.web.provider_visits.permission import for_those_who_visit
from onroll.web.telling_us.page_fields import fields, in_words, typed_in

MOST_NAMED = 10


@require_GET
@needs_run
@for_those_who_visit
def provider_visits(request: HttpRequest, run: Run) -> HttpResponse:
    """Every provider with its last visit, never visited first of all, then overdue."""
    user = by(request)
    assert user.sight is not None
    listed = providers(user, run.as_of, user.sight.day)
    context = {
        "run": run,
        "providers": listed,
        "never": sum(each.standing is Standing.NEVER for each in listed),
        "overdue": sum(each.standing is Standing.OVERDUE for each in listed),
    }
    return render(request, "provider_visits/providers.html", context)


@require_GET
@needs_run
@for_those_who_visit
def provider_visits_file(request: HttpRequest, run: Run) -> HttpResponse:
    """The same list as CSV."""
    user = by(request)
    assert user.sight is not None
    content = csv_text(as_table(providers(user, run.as_of, user.sight.day))).encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="providers-{user.sight.day}.csv"'
    return response


@require_GET
@needs_run
@for_those_who_visit
def provider_history(request: HttpRequest, run: Run, urn: str) -> HttpResponse:
    """Every visit to one provider, the newest first, with those that were taken back."""
    visits = ProviderVisit.objects.filter(urn=urn).select_related("by")
    back = VisitTakenBack.objects.filter(visit__urn=urn).select_related("by")
    taken_back = {each.visit_id: each for each in back}
    shown = [
        (
            each,
            taken_back.get(each.pk),
            OUTCOMES[each.told.text("outcome")],
            [(q.label, said) for q in VISIT.questions if (said := in_words(q, each.told))],
        )
        for each in visits
    ]
    school = School.objects.exclude(urn="").filter(urn=urn).first()
    if school is None and not shown:
        raise Http404
    name = school.name if school else shown[0][0].provider
    context = {
        "run": run, "urn": urn, "name": name, "visits": shown,
        "done": request.GET.get("done", ""),
    }  # fmt: skip
    return render(request, "provider_visits/provider.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who_visit
def new_provider_visit(request: HttpRequest) -> HttpResponse:
    """What was looked at, and what follows; a POST keeps it, once."""
    user = by(request)
    assert user.sight is not None
    typed: dict[str, Typed] = {}
    problems: dict[str, str] = {}
    provider = (request.POST or request.GET).get("provider", "")
    if request.method == "POST":
        school, words = provider_named(provider)
        typed = typed_in(request.POST, VISIT)
        kept, problems = read_page(VISIT, typed, user.sight.day)
        problems = {each.question: each.words for each in findings(Answers(kept))} | problems
        if words:
            problems = {"provider": words} | problems
        if school and not problems:
            visit, _ = ProviderVisit.objects.get_or_create(
                token=request.POST.get("token", "")[:32] or secrets.token_urlsafe(16),
                defaults=written(school, kept) | {"by": user, "at": user.sight.at},
            )
            return redirect(f"{reverse('provider_history', args=[visit.urn])}?done=kept")
    context = {
        "provider": provider,
        "token": request.POST.get("token") or secrets.token_urlsafe(16),
        "fields": fields(VISIT, Answers(), typed, problems),
        "problems": problems,
        "latest": latest_next(user.sight.day),
    }
    status = 422 if problems else 200
    return render(request, "provider_visits/new.html", context, status=status)


def written(school: School, kept: dict[str, Kept]) -> dict[str, object]:
    return {
        "urn": school.urn, "provider": school.name, "answers": kept,
        "visited_on": Answers(kept).day("visited_on"),
    }  # fmt: skip


def provider_named(typed: str) -> tuple[School | None, str]:
    """The school or provider of the record with this URN or name; else null, and what to do."""
    text = " ".join(typed.replace("\x00", "").split())
    if not text:
        return None, "Enter the URN or the name of the provider"
    known = School.objects.exclude(urn="")
    exact = known.filter(urn=text) | known.filter(name__iexact=text)
    like = known.filter(name__icontains=text).order_by("name")
    found = list(exact[:2]) or list(like[:MOST_NAMED])
    if len(found) == 1:
        return found[0], ""
    if not found:
        return None, f"The record has no '{text[:40]}'. Check the name, or enter the URN"
    named = ", ".join(f"{each.name} ({each.urn})" for each in found)
    return None, f"More than one place is called so. Enter the URN of one: {named}"


class TakeBackForm(forms.Form):
    """Why a visit does not count."""

    why = forms.CharField(
        max_length=1000,
        error_messages={
            "required": "Enter why the visit does not count",
            "max_length": "Why must be 1,000 characters or fewer",
        },
    )


@require_http_methods(["GET", "POST"])
@for_those_who_visit
def take_back_provider_visit(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a visit does not count, and why. It stays in the history."""
    user = by(request)
    assert user.sight is not None
    visit = ProviderVisit.objects.filter(pk=number).first()
    if visit is None:
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        VisitTakenBack.objects.get_or_create(
            visit=visit,
            defaults={"why": form.cleaned_data["why"], "by": user, "at": user.sight.at},
        )
        return redirect(f"{reverse('provider_history', args=[visit.urn])}?done=taken_back")
    context = {"visit": visit, "form": form}
    status = 422 if form.errors else 200
    return render(request, "provider_visits/take_back.html", context, status=status)
