"""The pages for whoever is stopped: in words, with the refusal logged and put in the queue.

What the view had written is undone by then, and nothing of it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, now

from onroll.web.access.page_words import page_in_words
from onroll.web.access.reads import record_refusals
from onroll.web.oversight.budgets import BudgetMet, wait_for_ones_turn
from onroll.web.oversight.conflicts import KnowsTheFamily
from onroll.web.oversight.exporting import NeedsSecondPerson
from onroll.web.oversight.models import Kind
from onroll.web.oversight.queue import REVIEWS, Found, put_in
from onroll.web.shields.protected import whom_to_ask

DETAIL: Final = {
    "opened": "{} children's records in one day",
    "listed": "{} children in lists and small files in one day",
    "asked": "{} times in one day asked for a child who is not theirs",
}


class Stopped:
    """Middleware, before `Narrowed`: what the gate raises becomes an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, stop: Exception) -> HttpResponse | None:
        for kind, answered in ANSWERS.items():
            if isinstance(stop, kind):
                vars(request).pop("children_logged", None)
                return answered(request, stop)
        return None


def budget_met(request: HttpRequest, stop: BudgetMet) -> HttpResponse:
    user: Any = request.user
    at = user.sight.at if user.sight else now()
    wait_for_ones_turn(user.pk)  # the view's own turn ended with what it had written
    record_refusals(request, stop.children)
    tell_of_budget(user.pk, stop, at)
    context = {"stop": stop, "roles": REVIEWS}
    return render(request, "oversight/budget_met.html", context, status=429)


def tell_of_budget(user: int, stop: BudgetMet, at: datetime) -> None:
    """Put in the queue that somebody reached the most of a day: once for each such number."""
    detail = DETAIL[stop.measure].format(stop.limit)
    if stop.place:
        detail += f", by everybody of {stop.place} together"
    once = f"{stop.measure}|{stop.place}|{localdate(at)}|{stop.limit}"
    put_in(Kind.BUDGET, Found(user, at=at, once=once, detail=detail))


def knows_the_family(request: HttpRequest, stop: KnowsTheFamily) -> HttpResponse:
    user: Any = request.user
    at = user.sight.at if user.sight else now()
    wait_for_ones_turn(user.pk)
    asked: Collection[str] = vars(request).get("children_asked_for", ())
    if stop.child not in asked:  # else `RefusalsLogged` writes it
        record_refusals(request, [stop.child])
    tell_of_declared(user.pk, stop.child, at)
    context = {"ask": whom_to_ask(user)}
    return render(request, "oversight/knows_the_family.html", context, status=403)


def tell_of_declared(user: int, child: str, at: datetime) -> None:
    """Put in the queue that somebody asked for a child whom they had declared: once a day."""
    once = f"{child}|{localdate(at)}"
    put_in(Kind.DECLARED_CHILD, Found(user, at=at, once=once, child=child))


def needs_second_person(request: HttpRequest, stop: NeedsSecondPerson) -> HttpResponse:
    context = {"stop": stop, "what": page_in_words(stop.page), "roles": REVIEWS}
    return render(request, "oversight/export_ask.html", context, status=403)


ANSWERS: Final[dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = {
    BudgetMet: budget_met,
    KnowsTheFamily: knows_the_family,
    NeedsSecondPerson: needs_second_person,
}
