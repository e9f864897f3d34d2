"""The queue of a manager, one thing in it, and letting somebody see more children today."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onroll.web.access.policy import see_now
from onroll.web.access.reads import record_reads
from onroll.web.children.models import Child
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.oversight.forms import ReviewForm, WhyForm
from onroll.web.oversight.models import BudgetRaised, Item, ItemChild, Kind, ReviewEvent
from onroll.web.oversight.queue import REVIEWS, answered, items_for, may_review, waiting
from onroll.web.oversight.signs import search_the_log

PAGE = 25
SHOWN = {
    "": ("Waiting", waiting),
    "follow-up": ("To follow up", lambda user: answered(user, ReviewEvent.Answer.FOLLOW_UP)),
    "nothing-wrong": ("Nothing wrong", lambda u: answered(u, ReviewEvent.Answer.NOTHING_WRONG)),
}


@require_GET
@needs_run
def review(request: HttpRequest, run: Run) -> HttpResponse:
    """What waits, the gravest first; or what was answered one way."""
    if not may_review(request.user):
        return not_allowed(request)
    user: Any = request.user
    search_the_log(user.sight.at)
    shown = request.GET.get("shown", "")
    if shown not in SHOWN:
        raise Http404
    page = Paginator(SHOWN[shown][1](user), PAGE).get_page(request.GET.get("page"))
    rows = told(request, list(page))
    context = {
        "run": run,
        "rows": rows,
        "page": page,
        "shown": shown,
        "parts": [(key, words) for key, (words, _) in SHOWN.items()],
        "next_page_href": page.has_next() and f"?shown={shown}&page={page.next_page_number()}",
        "previous_page_href": page.has_previous()
        and f"?shown={shown}&page={page.previous_page_number()}",
    }
    return render(request, "oversight/review.html", context)


def told(request: HttpRequest, items: list[Item]) -> list[tuple[Item, ItemChild | None, Any]]:
    """Each item with what was said and the child, as far as the manager may see the child."""
    user: Any = request.user
    see_now([item.user for item in items], user.sight.at)
    about = {each.pk: each for each in ItemChild.objects.filter(item__in=items)}
    named = Child.objects.visible_to(user).filter(pk__in={each.child for each in about.values()})
    children = {child.pk: child for child in named}
    rows = [
        (item, about.get(item.pk), children.get(about[item.pk].child) if item.pk in about else None)
        for item in items
    ]
    record_reads(request, [child.pk for _, _, child in rows if child], page="review")
    return rows


@require_http_methods(["GET", "POST"])
@needs_run
def review_item(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One thing, what was said of it, and how I found it. An answer is put right by a new one."""
    if not may_review(request.user):
        return not_allowed(request)
    item = items_for(request.user).filter(pk=number).first()
    if item is None:
        raise Http404
    reopened = ReviewEvent.Answer.REOPENED
    is_answered = item.stands not in (None, reopened)
    typed = request.POST if request.method == "POST" else None
    form = ReviewForm(typed, answered=is_answered)
    user: Any = request.user
    if request.method == "POST" and form.is_valid():
        ReviewEvent.objects.create(item=item, by=user, **form.cleaned_data)
        return redirect("review")
    ((_, about, child),) = told(request, [item])
    context = {
        "run": run,
        "item": item,
        "about": about,
        "child": child,
        "events": item.events.select_related("by"),
        "form": form,
        "is_answered": is_answered,
        "may_raise": item.kind == Kind.BUDGET and localdate(item.at) == localdate(user.sight.at),
        "why_form": WhyForm(),
    }
    return render(request, "oversight/review_item.html", context)


@require_POST
def raise_budget(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody who reached the most of a day see as many children again, today alone."""
    if not may_review(request.user):
        return not_allowed(request)
    user: Any = request.user
    item = items_for(user).filter(pk=number, kind=Kind.BUDGET).first()
    today = localdate(user.sight.at)
    form = WhyForm(request.POST)
    if item is None or localdate(item.at) != today or not form.is_valid():
        raise Http404
    for measure in ("opened", "listed"):
        BudgetRaised.objects.create(
            user=item.user, measure=measure, day=today, by=user, why=form.cleaned_data["why"]
        )
    said = f"May see as many children again today. {form.cleaned_data['why']}"
    ReviewEvent.objects.create(
        item=item, by=user, answer=ReviewEvent.Answer.NOTHING_WRONG, words=said
    )
    return redirect("review_item", number)


def not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/review_not_allowed.html", {"roles": REVIEWS}, status=403)
