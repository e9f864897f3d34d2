"""The history of loads, and taking one back: undo, withdraw, put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onroll.record.feeds.deliveries import (
    UNDO_DAYS,
    Delivery,
    NotPossible,
    State,
    history,
    may_be_undone,
    put_back,
    undo,
    undo_conflicts,
    withdraw,
)
from onroll.record.feeds.loads import not_taken_back
from onroll.record.feeds.mending import joined
from onroll.web.access.models import FileEvent
from onroll.web.access.reads import record_file_event
from onroll.web.access.roles import may_load
from onroll.web.children.words import source_words
from onroll.web.config.home import home
from onroll.web.config.words import FEED_TITLES
from onroll.web.feeds.fix_files import fix_file_answer
from onroll.web.feeds.forms import WithdrawForm
from onroll.web.feeds.kept_back import kept_from
from onroll.web.feeds.permission import (
    for_loaders,
    for_those_who_see_rows,
    who,
)
from onroll.web.feeds.views import feed_or_404
from onroll.web.library.models import Run
from onroll.web.shields.protected import whom_to_ask

PAGE = 50
AWAY = (State.WITHDRAWN, State.UNDONE)
Kind = FileEvent.Kind


@require_GET
def all_loads(request: HttpRequest) -> HttpResponse:
    return show_history(request, history(home()))


@require_GET
def loads_of_feed(request: HttpRequest, key: str) -> HttpResponse:
    feed = feed_or_404(key)
    return show_history(request, history(home(), key), feed=feed)


def show_history(request: HttpRequest, found: list[Delivery], **context: Any) -> HttpResponse:
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    now = datetime.now(UTC)
    context |= {
        "page": page,
        "titles": FEED_TITLES,
        "may_load": may_load(request.user),
        "undoable": {each.load.load_id for each in page if undoable(each, now)},
    }
    return render(request, "feeds/loads.html", context)


@require_GET
def one_load(request: HttpRequest, key: str, load_id: str) -> HttpResponse:
    """What was loaded, what is it now, who did what with it, and what may be done."""
    delivery = delivery_or_404(key, load_id)
    load = delivery.load
    fixes = joined(load, not_taken_back(home()))
    loaded_by = FileEvent.objects.filter(load_id=load_id, kind=Kind.LOADED)
    acts = Q(load_id=load_id) | Q(staged__in=loaded_by.values("staged"))
    context = {
        "delivery": delivery,
        "load": load,
        "feed": feed_or_404(key),
        "new": "loaded" in request.GET,
        "run": Run.objects.current(),
        "undoable": undoable(delivery, datetime.now(UTC)),
        "undo_until": load.received_at + timedelta(days=UNDO_DAYS),
        "away": delivery.state in AWAY,
        "may_load": may_load(request.user),
        "ask": whom_to_ask(request.user) if kept_from(request.user, load_id=load_id) else None,
        "fixes": fixes,
        "still_held_back": load.held_back - sum(fix.accepted for fix in fixes),
        "events": FileEvent.objects.filter(acts).select_related("user"),
        "source_words": source_words,
    }
    return render(request, "feeds/load.html", context)


@require_GET
@for_those_who_see_rows
def load_fix_file(request: HttpRequest, key: str, load_id: str) -> HttpResponseBase:
    """The rows of a load that were held back. Who had them is written down."""
    load = delivery_or_404(key, load_id).load
    if not load.held_back:
        raise Http404
    kept = kept_from(request.user, load_id=load_id)
    answer, rows = fix_file_answer(load.file, load.path, kept, feed_or_404(key).source)
    record_file_event(
        request, Kind.DOWNLOADED, file=load.file, feed=key, load_id=load_id, rows=rows
    )
    return answer


@require_http_methods(["GET", "POST"])
@for_loaders
def undo_load(request: HttpRequest, key: str, load_id: str) -> HttpResponse:
    """What would follow from undoing a load, and undoing it."""
    delivery = delivery_or_404(key, load_id)
    now = datetime.now(UTC)
    if request.method == "POST":
        return take(
            request,
            delivery,
            Kind.UNDONE,
            lambda: undo(home(), load_id, at=now, by=who(request)),
        )
    if not undoable(delivery, now):
        return redirect("load", key, load_id)
    return confirm(request, "feeds/undo.html", delivery, now)


@require_http_methods(["GET", "POST"])
@for_loaders
def withdraw_load(request: HttpRequest, key: str, load_id: str) -> HttpResponse:
    """Say that a load should never have counted, and why."""
    delivery = delivery_or_404(key, load_id)
    now = datetime.now(UTC)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        return take(
            request,
            delivery,
            Kind.WITHDRAWN,
            lambda: withdraw(home(), load_id, at=now, by=who(request), why=why),
        )
    if request.method == "GET" and delivery.state in AWAY:
        return redirect("load", key, load_id)
    return confirm(request, "feeds/withdraw.html", delivery, now, form=form)


@require_POST
@for_loaders
def put_load_back(request: HttpRequest, key: str, load_id: str) -> HttpResponse:
    delivery = delivery_or_404(key, load_id)
    now = datetime.now(UTC)
    return take(
        request,
        delivery,
        Kind.PUT_BACK,
        lambda: put_back(home(), load_id, at=now, by=who(request)),
    )


def confirm(
    request: HttpRequest, template: str, delivery: Delivery, now: datetime, **context: Any
) -> HttpResponse:
    """The page on which something is done to a load, with what else would follow from it."""
    load = delivery.load
    context |= {
        "load": load,
        "feed": feed_or_404(load.feed),
        "follows": undo_conflicts(home(), load.load_id, now),
    }
    refused = request.method == "POST"
    return render(request, template, context, status=422 if refused else 200)


def take(
    request: HttpRequest, delivery: Delivery, kind: FileEvent.Kind, act: Callable[[], object]
) -> HttpResponse:
    """Do something to a load and show the load; where it cannot be done, say why.

    Pressed twice, or by two people, it is done once and both see the load as it is then.
    """
    load = delivery.load

    def is_done(now: Delivery) -> bool:
        return (now.state in AWAY) is (kind is not Kind.PUT_BACK)

    if not is_done(delivery):
        try:
            act()
        except NotPossible as reason:
            if not is_done(delivery_or_404(load.feed, load.load_id)):
                context = {"load": load, "reason": str(reason)}
                return render(request, "feeds/not_possible.html", context, status=409)
        else:
            record_file_event(request, kind, file=load.file, feed=load.feed, load_id=load.load_id)
    return redirect("load", load.feed, load.load_id)


def undoable(delivery: Delivery, now: datetime) -> bool:
    return delivery.state not in AWAY and may_be_undone(delivery.load, now)


def delivery_or_404(key: str, load_id: str) -> Delivery:
    feed_or_404(key)
    for delivery in history(home(), key):
        if delivery.load.load_id == load_id:
            return delivery
    raise Http404
