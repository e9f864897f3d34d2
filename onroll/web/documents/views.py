"""Adding a document to a case, and downloading one."""

from __future__ import annotations

import logging
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.casework.events import BadEvent
from onroll.web.access.models import Read
from onroll.web.access.reads import record_reads, record_refusals
from onroll.web.cases.models import Case
from onroll.web.cases.permission import may_work
from onroll.web.cases.reading import case_of_request, token
from onroll.web.cases.views import not_allowed
from onroll.web.cases.words import chronology
from onroll.web.config.errors import problem
from onroll.web.config.home import home
from onroll.web.documents.actions import add_document
from onroll.web.documents.examining import Examined, Scanner, scanner
from onroll.web.documents.forms import ACCEPTED, DocumentForm
from onroll.web.documents.receiving import NOT_KEPT, ToExamine
from onroll.web.documents.refused import Refused
from onroll.web.documents.showing import may_see_taken_back
from onroll.web.documents.storing import Arrived, Touched, arrive, content_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.matching.not_kept import or_say_what_was_not_kept
from onroll.web.people.permission import by
from onroll.web.shields.protected import ShownRecord

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
@or_say_what_was_not_kept(NOT_KEPT)
@needs_run
def new_document(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """The form for a document; where it is right, the file is let in, to be examined."""
    held, record = case_of_request(request, run, number)
    if not may_work(request.user):
        return not_allowed(request, record)
    form = form_of(request, held)
    if request.method == "POST" and form.is_valid():
        # logged here, for a page that refuses the file shows the child once more
        record_reads(request, [held.child], page="new_document")
        arrived = arrive(home(), form.cleaned_data["file"].chunks())
        return ToExamine(arrived, partial(keep_or_refuse, number=number))
    return page(request, run, held, record, form)


@needs_run
def keep_or_refuse(
    request: HttpRequest, run: Run, arrived: Arrived, found: Examined | Refused, *, number: int
) -> HttpResponse:
    """Keep a file that was examined, or say why not; whatever let it in is asked again."""
    held, record = case_of_request(request, run, number)
    if not may_work(request.user):
        return not_allowed(request, record)
    user, form = by(request), form_of(request, held)
    assert user.sight is not None
    is_right = form.is_valid()
    if isinstance(found, Refused):
        form.add_error("file", str(found))
    elif is_right:
        try:
            add_document(
                case=held, told=form.told(), name=form.cleaned_data["file"].name or "",
                arrived=arrived, examined=found, home=home(), on=form.cleaned_data["on"],
                by=user, at=user.sight.at, token=request.POST.get("token", "")[:32] or token(),
            )  # fmt: skip
        except BadEvent as reason:
            form.add_error(None, str(reason))
        else:
            return redirect(f"{reverse('case', args=[held.pk])}?done=document")
    return answer(request, run, held, record, form)


def form_of(request: HttpRequest, held: Case) -> DocumentForm:
    user = by(request)
    assert user.sight is not None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    rows = held.rows()
    return DocumentForm(*sent, today=user.sight.day, stands=held.stands(), events=chronology(rows))


def page(
    request: HttpRequest, run: Run, held: Case, record: ShownRecord, form: DocumentForm
) -> HttpResponse:
    record_reads(request, [held.child], page="new_document")
    return answer(request, run, held, record, form)


def answer(
    request: HttpRequest, run: Run, held: Case, record: ShownRecord, form: DocumentForm
) -> HttpResponse:
    context = {
        "run": run,
        "record": record,
        "case": held,
        "form": form,
        "accepted": ACCEPTED,
        "is_scanned": is_scanned(),
        "token": request.POST.get("token") or token(),
    }
    status = 422 if form.errors else 200
    return render(request, "documents/new_document.html", context, status=status)


def is_scanned() -> bool:
    """Whether files are scanned here; also where the line that says so cannot be used."""
    try:
        return scanner(home()) != Scanner()
    except Refused:
        return True


@require_GET
@needs_run
def document(request: HttpRequest, run: Run, number: int, document: int) -> HttpResponse:
    """A document, to be saved: as it was kept, or not at all."""
    held, _record = case_of_request(request, run, number)
    found = get_object_or_404(held.documents.select_related("case"), number=document)
    taken = [
        entry.taken_back for entry in chronology(held.rows())
        if entry.number == document and entry.taken_back
    ]  # fmt: skip
    if taken and not may_see_taken_back(request.user):
        record_refusals(request, [held.child])
        return render(
            request, "documents/taken_back.html", {"case": held, "taken": taken[0]}, status=403
        )
    try:
        content = content_of(home(), found.sha256)
    except Touched:
        logger.error("What was kept of the document %s is not there any more", found)
        return touched(request, str(found))
    record_reads(request, [held.child], page="document", outcome=Read.Outcome.EXPORTED)
    response = HttpResponse(content, content_type=found.media)
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def touched(request: HttpRequest, which: str) -> HttpResponse:
    return problem(
        request,
        409,
        "This document cannot be shown",
        f"What lies in this service's record for the document {which} is not what was kept: it was "
        "changed, or is gone. It is not sent.",
        "Tell whoever looks after this service. The command onroll verify names every such "
        "document, and a backup has it as it was.",
    )
