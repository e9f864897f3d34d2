"""The letters of a child, one letter, and its files."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.models import Read
from onroll.web.letters.actions import wording_of
from onroll.web.letters.docx_file import docx
from onroll.web.letters.here import letterhead
from onroll.web.letters.models import Letter
from onroll.web.letters.pdf import pdf
from onroll.web.letters.permission import letter_of, may_write, of_a_child
from onroll.web.letters.showing import ShownLetter, happened, with_last
from onroll.web.letters.wording import Wording
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.separating.forwarding import was
from onroll.web.shields.protected import ShownRecord

FILES: Final = {
    "pdf": (pdf, "application/pdf"),
    "docx": (
        docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}  # fmt: skip


@require_GET
@of_a_child(writes=False)
def child_letters(request: HttpRequest, run: Run, record: ShownRecord) -> HttpResponse:
    """Every letter about a child, the newest first."""
    found = Letter.objects.filter(child=record.child.pk).select_related("made_by").order_by("-pk")
    context = {
        "run": run,
        "record": record,
        "was": was(request, record.child),
        "letters": with_last(list(found)),
        "happened": happened,
        "may_write": may_write(request.user),
    }
    return render(request, "letters/child_letters.html", context)


@require_GET
@of_a_child(writes=False)
def letter(request: HttpRequest, run: Run, record: ShownRecord, number: int) -> HttpResponse:
    """One letter as whoever receives it reads it, what happened to it and what to do next."""
    found = letter_of(request, record, number)
    user = by(request)
    assert user.sight is not None
    context = {
        "run": run,
        "record": record,
        "shown": ShownLetter(found),
        "letter": found,
        "wording": wording_of(found, record.child, user, user.sight.day),
        "events": found.events.select_related("by"),
        "happened": happened,
        "may_write": may_write(request.user),
    }
    return render(request, "letters/letter.html", context)


@require_GET
@of_a_child(writes=False, outcome=Read.Outcome.EXPORTED)
def letter_file(
    request: HttpRequest, run: Run, record: ShownRecord, number: int, ending: str
) -> HttpResponse:
    """A letter to print, once its words are fixed; the name of the file names nobody."""
    found = letter_of(request, record, number)
    if ending not in FILES or found.words is None:
        raise Http404
    make, kind = FILES[ending]
    name = f"letter-{found.pk}.{ending}"
    content = make(Wording.from_json(found.words), letterhead())
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
