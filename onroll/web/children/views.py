"""Today, the list of children, and one child's record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.definitions import definition
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import may_decide, may_see_shielded
from onroll.web.cases.on_today import work_today
from onroll.web.cases.undoing import just_decided
from onroll.web.children.counts import counts_for, counts_of_few
from onroll.web.children.forms import AnotherDateForm, SearchForm
from onroll.web.children.listing import PAGE, children_after, found
from onroll.web.children.models import Child, Clock, Status
from onroll.web.children.returned import returned
from onroll.web.children.search import MOST_FOUND
from onroll.web.children.status_words import TAG_DEFINITIONS
from onroll.web.children.today import (
    NEW_WITHIN,
    listed,
    newly_urgent,
    own_calendar,
    pressing_clocks,
    urgent_page,
)
from onroll.web.children.what_waits import what_waits
from onroll.web.children.words import source_words
from onroll.web.contradictions.on_record import questions_of
from onroll.web.feeds.freshness import freshness, freshness_of
from onroll.web.feeds.models import Feed
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.matching.warnings import warnings_for, with_doubts
from onroll.web.people.permission import by
from onroll.web.questions.on_record import asked_about
from onroll.web.questions.who_answers import may_ask
from onroll.web.separating.forwarding import leads_on, was
from onroll.web.shields.covered import covered, on_suspicion
from onroll.web.shields.protected import ShownRecord, record_for, with_shields
from onroll.web.visits.to_come import todays_visits

MOST_CLOCKS = 10


@require_GET
@needs_run
def today(request: HttpRequest, run: Run) -> HttpResponse:
    urgent = newly_urgent(Status.objects.visible_to(request.user), run.as_of)
    page = Paginator(urgent, PAGE).get_page(request.GET.get("page"))
    new = urgent_page(page, run.as_of)
    calendar = own_calendar(run.run_id, run.published_at)
    running = Clock.objects.visible_to(request.user)
    clocks = pressing_clocks(running, run.as_of, MOST_CLOCKS + 1, calendar)
    shown_clocks = clocks[:MOST_CLOCKS]
    work = work_today(request.user, run.as_of)
    decided = just_decided(by(request)) if request.GET.get("done") == "decided" else None
    shown = [row.child.pk for row in work.undecided]
    shown += [decided.row.child.pk] if decided else []
    shown += [row.child.pk for row in new] + [row.child.pk for row in shown_clocks]
    record_reads(request, shown, page="today")
    counts = counts_of_few(request.user, run, COUNTED)
    waits = what_waits(by(request))
    context = {
        "run": run,
        "work": work,
        "decided": decided,
        "told_by_form": waits["told_by_form"],
        "questions_overdue": waits["questions_overdue"],
        "questions_waiting": waits["questions_waiting"],
        "questions_to_us": waits["questions_to_us"],
        "services_answered": waits["services_answered"],
        "passing": waits["passing"],
        "files_arrived": waits["files_arrived"],
        "came": waits["came"],
        "page": page,
        "new": new,
        "clocks": shown_clocks,
        "fresh": freshness(Feed.objects.all()),
        "counts": [(definition(key), counts.get(key, 0)) for key in COUNTED],
        "new_since": run.as_of - NEW_WITHIN,
        "more_clocks": len(clocks) > MOST_CLOCKS,
        "may_decide": may_decide(request.user),
        "visits_today": todays_visits(by(request)) if waits["visits_set"] else 0,
        "to_review": waits["to_review"],
        "suspected": on_suspicion(covered()) if may_see_shielded(request.user) else 0,
    }
    return render(request, "children/today.html", context)


COUNTED = (
    "missing_education",
    "whereabouts_not_known",
    "missing_out_on_education",
    "home_educated_not_yet_reviewed",
)


@require_http_methods(["GET", "POST"])
@needs_run
def children(request: HttpRequest, run: Run) -> HttpResponse:
    """The list. What somebody searched for is kept in their session, never in an address."""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("words", "born", "definition")}
        asked = SearchForm(typed)
        if asked.is_valid() and not asked.search().asks:
            return redirect(list_of(asked.search().definition))
        request.session["search"] = typed
        return redirect(f"{reverse('children')}?found")
    if "found" in request.GET:
        return search_results(request, run)
    form = SearchForm({"definition": request.GET.get("definition", "")})
    search = form.search()
    among = Child.objects.visible_to(request.user)
    if search.definition:
        among = among.meeting(search.definition, run.as_of)
    rows, more = children_after(among, request.GET.get("after", ""))
    query = {"definition": search.definition} if search.definition else {}
    return show_list(
        request,
        run,
        form,
        rows,
        total=number_on(request, run, search.definition),
        next_page_href=more and "?" + urlencode({**query, "after": rows[-1].pk}),
    )


def list_of(key: str) -> str:
    """The address of the list of a definition, or of all children."""
    return reverse("children") + (f"?{urlencode({'definition': key})}" if key else "")


def search_results(request: HttpRequest, run: Run) -> HttpResponse:
    form = SearchForm(request.session.get("search", {}))
    search = form.search()
    rows: list[Child] = []
    page = None
    if form.is_valid():
        page = found(
            search,
            Child.objects.visible_to(request.user),
            run.as_of,
            request.GET.get("page"),
            request.user,
        )
        rows = list(page)
    return show_list(
        request,
        run,
        form,
        rows,
        results=page,
        most_found=MOST_FOUND,
        next_page_href=page and page.has_next() and f"?found&page={page.next_page_number()}",
        previous_page_href=page
        and page.has_previous()
        and f"?found&page={page.previous_page_number()}",
    )


def number_on(request: HttpRequest, run: Run, key: str) -> int | None:
    """How many of their children a definition counts today; null for the list of all."""
    return counts_for(request.user, run, [key]).get(key, 0) if key else None


def show_list(
    request: HttpRequest, run: Run, form: SearchForm, rows: list[Child], **more: Any
) -> HttpResponse:
    record_reads(request, [child.pk for child in rows], page="children")
    search = form.search()
    context = {
        "run": run,
        "form": form,
        "search": search,
        "chosen": definition(search.definition) if search.definition else None,
        "rows": listed(rows, run.as_of),
        "fresh": freshness_of(search.definition, *TAG_DEFINITIONS),
        **more,
    }
    return render(request, "children/children.html", context)


def record_of(request: HttpRequest, run: Run, reference: str) -> ShownRecord:
    """The record on the day asked for. Absent and not allowed give the same answer."""
    children = with_shields(with_doubts(Child.objects.visible_to(request.user)))
    child = get_object_or_404(children, pk=reference)
    return record_for(request.user, child, day_asked_for(request, run))


def day_asked_for(request: HttpRequest, run: Run) -> date:
    """`?as-of=YYYY-MM-DD`, or the day of the run when it is left out; later days are not known."""
    asked = request.GET.get("as-of")
    if not asked:
        return run.as_of
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    if day > run.as_of:
        raise Http404
    return day


@require_GET
@leads_on
@needs_run
def child(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    if "day" in request.GET:
        return another_date(request, run, reference)
    return summary(request, run, record_of(request, run, reference))


def summary(request: HttpRequest, run: Run, record: ShownRecord, **more: Any) -> HttpResponse:
    """The summary of a record, and whose other record may be this child's."""
    warnings = warnings_for(record.child, request.user, run.as_of)
    shown = [record.child.pk, *(warning.other for warning in warnings)]
    record_reads(request, shown, page="record")
    context = {
        "run": run,
        "record": record,
        "why": record.why(record.deciding),
        "fresh": record.fresh,
        "returned": returned(record),
        "questions": questions_of(record, protected=record.protected),
        "questions_asked": asked_about(record.child.pk, by(request), by(request).sight.day),  # type: ignore[union-attr]
        "may_ask": may_ask(request.user) and record.day == run.as_of and not record.protected,
        "warnings": warnings,
        "was": was(request, record.child),
        **more,
    }
    return render(request, "children/child.html", context)


def another_date(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    """From the three boxes of "See another date" to the address of that day."""
    form = AnotherDateForm(request.GET, latest=run.as_of)
    if form.is_valid():
        query = urlencode({"as-of": form.cleaned_data["as_of"].isoformat()})
        return redirect(f"{reverse('child', args=[reference])}?{query}")
    return summary(request, run, record_of(request, run, reference), date_form=form)


@require_GET
@leads_on
@needs_run
def timeline(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    record = record_of(request, run, reference)
    record_reads(request, [reference], page="timeline")
    until = record.day if record.day < run.as_of else None
    context = {
        "run": run,
        "record": record,
        "entries": record.timeline(until),
        "fresh": record.fresh,
        "was": was(request, record.child),
    }
    return render(request, "children/timeline.html", context)


@require_GET
@leads_on
@needs_run
def source_records(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    record = record_of(request, run, reference)
    record_reads(request, [reference], page="source_records")
    context = {
        "run": run,
        "record": record,
        "source_words": source_words,
        "was": was(request, record.child),
    }
    return render(request, "children/source_records.html", context)
