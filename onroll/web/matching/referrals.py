"""A new referral: two questions, then who it may be, and only then anything new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onroll.web.access.reads import record_reads
from onroll.web.access.roles import DECIDES, may_decide
from onroll.web.children.models import Child, School, SourceRecord
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.matching.comparing import Sides, compared
from onroll.web.matching.finding import MOST_FOUND, Asked, found
from onroll.web.matching.referral_forms import ANSWERS, AnswersForm, AskForm
from onroll.web.matching.sides import records_of
from onroll.web.shields.protected import protected_among

KEPT_IN = "referral"
"""Where a session holds what was typed, so that no name is ever in an address."""

TOLD = Sides("what you were told", "this record")


@dataclass(frozen=True)
class Candidate:
    """A child whom the referral may be about, with what the record says of each fact, and how what
    was told stands to it ("": nothing was told of it)."""

    child: Child
    facts: dict[str, tuple[Any, str]]
    protected: bool


@require_http_methods(["GET", "POST"])
@needs_run
def new_referral(request: HttpRequest, run: Run) -> HttpResponse:
    """The two questions. What is typed is kept in the session."""
    if not may_decide(request.user):
        return show_not_allowed(request, run)
    if request.method == "POST":
        form = AskForm(request.POST, on=run.as_of)
        if form.is_valid():
            request.session[KEPT_IN] = {"asked": typed_in(request, form)}
            return redirect("referral_matches")
    else:
        typed = request.session.get(KEPT_IN, {}).get("asked") if "again" in request.GET else None
        form = AskForm(typed, on=run.as_of)
    context = {"run": run, "form": form, "refused": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "matching/referral_new.html", context, status=status)


def typed_in(request: HttpRequest, form: Form) -> dict[str, str]:
    """What was typed into a form, as it was typed."""
    return {name: request.POST.get(name, "").strip() for name in form.fields}


@require_http_methods(["GET", "POST"])
@needs_run
def referral_matches(request: HttpRequest, run: Run) -> HttpResponse:
    """Who it may be, side by side, and whether it is one of them."""
    if not may_decide(request.user):
        return show_not_allowed(request, run)
    asking = AskForm(request.session.get(KEPT_IN, {}).get("asked", {}), on=run.as_of)
    if not asking.is_valid():
        return redirect("new_referral")
    asked = asking.asked()
    everyone = found(asked, request.user)
    children = everyone[:MOST_FOUND]
    form = AnswersForm(request.POST if request.method == "POST" else None, children=children)
    if request.method == "POST" and form.is_valid():
        if form.same:
            return redirect("child_case", form.same)
        request.session[KEPT_IN] = {**request.session[KEPT_IN], "answers": form.answers}
        return redirect("referral_child")
    record_reads(request, [child.pk for child in children], page="referral")
    context = {
        "run": run,
        "asking": asking,
        "asked": asked,
        "candidates": candidates(asked, children, request.user),
        "more": len(everyone) > MOST_FOUND,
        "answers": ANSWERS,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "matching/referral_matches.html", context, status=status)


def candidates(asked: Asked, children: Sequence[Child], user: Any) -> list[Candidate]:
    """The children as the page sets them side by side; of a protected one no more than all know."""
    kept_back = protected_among([child.pk for child in children], user)
    records = records_of(child.pk for child in children if child.pk not in kept_back)
    urns = {child.setting for child in children if child.setting}
    schools = dict(School.objects.filter(urn__in=urns).values_list("urn", "name"))
    rows = []
    for child in children:
        protected = child.pk in kept_back
        said = records.get(child.pk, [])
        facts: dict[str, tuple[Any, str]] = {
            "Forename": (child.forename, ""),
            "Surname": (child.surname, stands(asked.surname, "surname", child, said)),
            "Date of birth": (child.date_of_birth, stands_born(asked, child)),
        }
        if not protected:
            facts |= {
                "Other names given": (other_names(child, said), ""),
                "Sex": (child.sex, ""),
                "UPN": (child.upn, stands(asked.upn, "upn", child, said)),
                "Address": (", ".join(filter(None, [child.address, child.postcode])), ""),
                "School": (schools.get(child.setting, child.setting), ""),
            }
        rows.append(Candidate(child, facts, protected))
    return rows


def stands(told: str, name: str, child: Child, said: Sequence[SourceRecord]) -> str:
    """How what was told stands to what the record and its sources say; empty where it was not."""
    if not told:
        return ""
    values = [getattr(child, name), *(getattr(row, name) for row in said)]
    if name == "upn":
        values += [row.former_upn for row in said]
    return compared(name, [told], list(dict.fromkeys(filter(None, values))), TOLD).words


def stands_born(asked: Asked, child: Child) -> str:
    if asked.born is None or child.date_of_birth is None:
        return ""
    if asked.day is None:
        return "Agrees" if asked.near(child.date_of_birth) == 1 else "Differs"
    return compared("date_of_birth", [asked.day], [child.date_of_birth], TOLD).words


def other_names(child: Child, said: Sequence[SourceRecord]) -> str:
    """The names that sources give and the record does not show."""
    names = (f"{row.forename} {row.surname}".strip() for row in said)
    return ", ".join(dict.fromkeys(name for name in names if name and name != child.full_name))


def show_not_allowed(request: HttpRequest, run: Run) -> HttpResponse:
    context = {"run": run, "roles": DECIDES}
    return render(request, "matching/referral_not_allowed.html", context, status=403)
