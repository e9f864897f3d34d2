"""A case study drafted from a case: a person writes on it, and it is kept once it names nobody."""

from __future__ import annotations

import re
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onroll.figures.improvement.case_study import draft
from onroll.figures.improvement.names_nobody import Known
from onroll.figures.improvement.topics import Kind
from onroll.web.access.reads import record_reads
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.reading import case_of_request
from onroll.web.cases.siblings import siblings_of
from onroll.web.children.models import Child, School, SourceRecord
from onroll.web.improvement.keeping import begin, sent_before, token_of
from onroll.web.improvement.permission import for_those_who_improve
from onroll.web.improvement.views import empty_form
from onroll.web.improvement.what_tells import refuse_what_tells
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.shields.restricting import restricted_children

TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Imam|Rev)\.? ([A-Z][\w'’-]+)")
"""How people are called in what was typed in a case."""


@require_http_methods(["GET", "POST"])
@needs_run
@for_those_who_improve
def case_study(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """A draft of chosen words alone; a POST keeps what somebody made of it, without its case.

    Of a protected child there is none.
    """
    case, record = case_of_request(request, run, number)
    if case.child in restricted_children():
        raise Http404
    token = token_of(request)
    if request.method == "POST" and (before := sent_before(token)):
        return redirect(reverse("topic", args=[before]))
    rows = case.rows()
    drafted = draft((row.event for row in rows if not row.restricted), record.child.year_group)
    first = {"background": drafted.background, "work": drafted.work, "outcome": drafted.outcome}
    data = request.POST if request.method == "POST" else None
    form = empty_form(request, Kind.CASE_STUDY, data, first)
    record_reads(request, [case.child], page="case_study")
    asked: list[str] = []
    if form.is_bound:
        if form.is_valid():
            known = known_of(request, case, record.child, rows)
            asked = refuse_what_tells(
                request, form, form.everything_written(), "background", strict=True, known=known
            )
        if form.is_valid():
            made = begin(request, Kind.CASE_STUDY, form.told(), token)
            return redirect(f"{reverse('topic', args=[made])}?done=written")
    context = {"run": run, "case": case, "form": form, "token": token, "asked": asked}
    status = 422 if form.errors else 200
    return render(request, "improvement/case_study.html", context, status=status)


def known_of(request: HttpRequest, case: Case, child: Child, rows: list[CaseEvent]) -> Known:
    """All that could point to the child of a case: what every source says, the brothers and sisters
    who are linked, and people who are called by their title in what was typed."""
    held = list(SourceRecord.objects.filter(child=case.child))
    names = {child.forename, child.surname}
    names |= {name for each in held for name in (each.forename, each.surname)}
    for sibling in siblings_of(by(request), case.child, case.stands()):
        names |= set(sibling.child.full_name.split())
    typed = " ".join(str(v) for row in rows for v in row.told.values() if isinstance(v, str))
    names |= set(TITLED.findall(typed))
    days: set[date | None] = {child.date_of_birth, *(each.date_of_birth for each in held)}
    numbers = {child.upn, child.nhs_number, child.reference, case.reference, child.postcode}
    numbers |= {
        number
        for each in held
        for number in (each.upn, each.former_upn, each.nhs_number, each.postcode, each.uprn)
    }
    addresses = {child.address, *(each.address for each in held)}
    places = {place_of(part) for address in addresses for part in address.split(",")}
    places |= {each.town for each in held}
    schools = set(School.objects.filter(urn=child.setting).values_list("name", flat=True))
    schools |= {each.school for each in held}
    return Known(
        frozenset(filter(None, names)), frozenset(each for each in days if each),
        frozenset(filter(None, numbers)), frozenset(filter(None, places | schools)),
    )  # fmt: skip


def place_of(part: str) -> str:
    """A part of an address without the number of the house."""
    return re.sub(r"^(?:flat|unit)?\s*\d+\w?\s+", "", part.strip(), flags=re.IGNORECASE)
