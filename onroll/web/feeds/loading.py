"""A file on its way: checked, looked at, its columns said, then loaded or put aside.

Nothing is loaded before somebody presses the button. Every page of a file on its way can be left
and come back to; whichever of two people presses first, there is one load, and both are shown it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onroll.record.feeds import FileRefused, Question, Reading, staging
from onroll.record.feeds.column_mapping import SYSTEMS, save_mapping
from onroll.record.feeds.comparing import difference
from onroll.record.feeds.deliveries import note_refusal
from onroll.record.feeds.landing import land, same_delivery
from onroll.record.feeds.refused_uploads import meant_for, note_refused
from onroll.record.feeds.staging import NotStaged, Staged
from onroll.web.access.models import FileEvent
from onroll.web.access.reads import record_file_event
from onroll.web.access.roles import may_load
from onroll.web.config.home import home
from onroll.web.feeds.deliveries import mending, place_taken
from onroll.web.feeds.faults import PAGE, fault_kinds, faults_of
from onroll.web.feeds.fix_files import fix_file_answer
from onroll.web.feeds.forms import ColumnsForm, CommitForm, name_of
from onroll.web.feeds.kept_back import kept_from, protected_places
from onroll.web.feeds.permission import for_loaders, for_those_who_see_rows, who
from onroll.web.feeds.views import feed_or_404
from onroll.web.shields.protected import whom_to_ask

Kind = FileEvent.Kind


@require_GET
@for_loaders
def staged(request: HttpRequest, token: str) -> HttpResponse:
    """How far the check is, that the file was refused, or what came of the check."""
    found = find(token)
    if found is None:
        return show_ended(request, token)
    if found.state == "checking":
        return render(request, "feeds/checking.html", {"staged": found})
    if found.reading is None:
        return show_refused(request, found)
    return show_checked(request, found, found.reading, CommitForm(None, asked(found.reading)))


def show_refused(request: HttpRequest, found: Staged) -> HttpResponse:
    """Why the file was refused. That somebody was told is written down when they first are."""
    note_refused(home())
    told = FileEvent.objects.filter(staged=found.token, kind=Kind.REFUSED)
    if not told.filter(user=request.user.pk).exists():
        feed = meant_for(found)
        record_file_event(request, Kind.REFUSED, file=found.file, feed=feed, staged=found.token)
    return render(request, "feeds/refused.html", {"staged": found})


def show_checked(
    request: HttpRequest, found: Staged, reading: Reading, form: CommitForm
) -> HttpResponse:
    kept = kept_from(request.user, staged=found.token)
    context = {
        "staged": found,
        "reading": reading,
        "kinds": fault_kinds(reading.folder, kept, reading.feed.source),
        "ask": whom_to_ask(request.user) if kept else None,
        "difference": difference(reading, home()),
        "same": same_delivery(reading, home()),
        "mending": mending(reading, home()),
        "form": form,
        "boxes": [(name_of(question), question) for question in form.questions],
        "titles": {column.name: column.title for column in reading.feed.columns},
    }
    return render(request, "feeds/checked.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_loaders
def commit(request: HttpRequest, token: str) -> HttpResponse:
    """Load the good rows of a checked file: once, however often and by whomever it is pressed."""
    found = find(token)
    if found is None or found.reading is None:
        return redirect("staged", token)
    reading = found.reading
    if there := same_delivery(reading, home()):
        return redirect("load", there.feed, there.load_id)
    form = CommitForm(request.POST, asked(reading))
    if not form.is_valid():
        return show_checked(request, found, reading, form)
    try:
        load = land(
            reading,
            home(),
            datetime.now(UTC),
            by=who(request),
            answered=[question.rule_id for question in reading.questions],
            sequence=taken[1] if (taken := place_taken(reading, home())) else None,
        )
    except FileRefused as reason:
        if there := same_delivery(reading, home()):
            return redirect("load", there.feed, there.load_id)
        feed, file, now = reading.feed.key, found.file, datetime.now(UTC)
        note_refusal(home(), feed=feed, file=file, reason=str(reason), at=now, by=who(request))
        record_file_event(request, Kind.REFUSED, file=file, feed=feed, staged=token)
        context = {"staged": found, "reading": reading, "reason": str(reason)}
        return render(request, "feeds/not_loaded.html", context, status=409)
    record_file_event(
        request,
        Kind.LOADED,
        file=load.file,
        feed=load.feed,
        staged=token,
        load_id=load.load_id,
    )
    staging.discard(home(), token)
    return redirect(loaded(load.feed, load.load_id))


@require_POST
@for_loaders
def put_aside(request: HttpRequest, token: str) -> HttpResponse:
    """Take away a file on its way. Nothing of it is in the record, and nothing is kept of it."""
    found = find(token)
    if found is not None:
        note_refused(home())
        record_file_event(request, Kind.PUT_ASIDE, file=found.file, staged=token)
        staging.discard(home(), token)
    return redirect("staged", token)


@require_http_methods(["GET", "POST"])
@for_loaders
def which_column(request: HttpRequest, token: str) -> HttpResponse:
    """The file as it was read, and which of its columns is which."""
    found = find(token)
    if found is None or found.preview is None:
        return redirect("staged", token)
    preview = found.preview
    feed = feed_or_404(preview.feeds[0])
    kept = kept_from(request.user, staged=token)
    if kept and kept.is_one(preview.headings, None):
        context = {"staged": found, "ask": whom_to_ask(request.user)}
        return render(request, "feeds/protected_headings.html", context, status=403)
    typed = request.POST if request.method == "POST" else None
    form = ColumnsForm(typed, feed=feed, preview=preview)
    if request.method == "POST" and form.is_valid():
        mapping = form.mapping()
        if form.is_worth_keeping():
            save_mapping(home(), mapping, by=who(request), at=datetime.now(UTC))
        record_file_event(request, Kind.MAPPED, file=found.file, feed=mapping.feed, staged=token)
        staging.recheck(home(), token, feed=mapping.feed, mapping=mapping, system=mapping.system)
        return redirect("staged", token)
    record_file_event(
        request,
        Kind.SEEN,
        file=found.file,
        feed=feed.key,
        staged=token,
        rows=len(preview.rows),
    )
    context = {
        "staged": found,
        "preview": preview,
        # which feed it is may not be known yet, so every source's numbers count
        "rows": [None if kept and kept.is_one(row, None) else row for row in preview.rows],
        "ask": whom_to_ask(request.user) if kept else None,
        "feed": feed,
        "form": form,
        "systems": SYSTEMS,
        "missing": [feed.column(name).title for name in preview.missing],
        "absent": [feed.column(name).title for name in preview.absent],
    }
    return render(request, "feeds/which_column.html", context, status=422 if form.is_bound else 200)


@require_GET
@for_those_who_see_rows
def rows_with_faults(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """The rows of one kind of fault, with the value in each."""
    found = find(token)
    if found is None or found.reading is None:
        return redirect("staged", token)
    folder, source = found.reading.folder, found.reading.feed.source
    kept = kept_from(request.user, staged=token)
    kind = next((each for each in fault_kinds(folder) if each.number == number), None)
    if kind is None:
        raise Http404
    page = Paginator(range(kind.rows), PAGE).get_page(request.GET.get("page"))
    rows = faults_of(folder, kind, page.number)
    record_file_event(
        request,
        Kind.SEEN,
        file=found.file,
        feed=found.reading.feed.key,
        staged=token,
        rows=len(rows),
    )
    context = {
        "staged": found,
        "kind": kind,
        "page": page,
        "rows": rows,
        "hidden": protected_places(folder, [(r.sheet or "", r.row) for r in rows], kept, source),
        "ask": whom_to_ask(request.user) if kept else None,
        "may_load": may_load(request.user),
    }
    return render(request, "feeds/faults.html", context)


@require_GET
@for_those_who_see_rows
def staged_fix_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The rows of a checked file that are held back. Who had them is written down."""
    found = find(token)
    if found is None or found.reading is None or not found.reading.held_back_rows:
        return redirect("staged", token)
    reading = found.reading
    kept = kept_from(request.user, staged=token)
    answer, rows = fix_file_answer(found.file, reading.folder, kept, reading.feed.source)
    record_file_event(
        request,
        Kind.DOWNLOADED,
        file=found.file,
        feed=reading.feed.key,
        staged=token,
        rows=rows,
    )
    return answer


def loaded(feed: str, load_id: str) -> str:
    """The address of a load that was made just now."""
    return f"{reverse('load', args=[feed, load_id])}?loaded"


def find(token: str) -> Staged | None:
    """The file on its way, or None where it was loaded or put aside, or never was."""
    try:
        return staging.staged(home(), token)
    except NotStaged:
        return None


def show_ended(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a file that is on its way no longer: its load, or that it was put aside."""
    ended = FileEvent.objects.filter(staged=token).first()
    if ended is None:
        raise Http404
    if ended.kind == Kind.LOADED:
        return redirect(loaded(ended.feed, ended.load_id))
    return render(request, "feeds/put_aside.html", {"event": ended}, status=410)


def asked(reading: Reading) -> tuple[Question, ...]:
    """What somebody must answer before the file may be loaded."""
    taken = place_taken(reading, home())
    return reading.questions + ((taken[0],) if taken else ())
