"""Files of recommendations, and the pack for a peer review: made when they are asked for."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.csv_text import csv_of
from onroll.figures.improvement.recommendations import (
    COLUMNS,
    TITLE,
    AsWritten,
    as_blocks,
    as_report,
    open_first,
    row_of,
)
from onroll.figures.improvement.review_pack import review_pack
from onroll.figures.improvement.topics import Kind
from onroll.figures.releasing.stages import Stage
from onroll.figures.writing.pages_docx import pages_docx
from onroll.web.config.home import home
from onroll.web.improvement.keeping import topics
from onroll.web.improvement.permission import for_those_who_improve
from onroll.web.people.permission import by
from onroll.web.releases.files import DOCX, XLSX
from onroll.web.releases.models import Release

CSV: Final = "text/csv; charset=utf-8"


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@for_those_who_improve
def recommendations_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Progress against recommendations as XLSX, CSV or Word, with every earlier note."""
    user = by(request)
    assert user.sight is not None
    day, authority = user.sight.day, home().authority.name
    held, name = topics(Kind.RECOMMENDATION), f"recommendations-{day.isoformat()}"
    match ending:
        case "csv":
            rows = (row_of(each, day) for each in open_first(held, day))
            content = csv_of([label for _, label in COLUMNS], rows).encode("utf-8-sig")
            return as_file(content, CSV, f"{name}.csv")
        case "xlsx":
            from onroll.figures.writing.xlsx import as_xlsx  # most of a second, for this alone

            words = AsWritten("", "", "", day, name, is_draft=False)
            return as_file(as_xlsx(as_report(held, authority, day), words), XLSX, f"{name}.xlsx")
        case "docx":
            said = AsWritten("", "", "", day, name, is_draft=False).status
            made = pages_docx(TITLE, [authority, said], as_blocks(held, day), day)
            return as_file(made, DOCX, f"{name}.docx")
    raise Http404


def released() -> list[Release]:
    """The releases of which every number may be shown to anybody, the newest day first."""
    held = Release.objects.prefetch_related("events")
    return [each for each in held if each.stage is Stage.RELEASED]


@require_GET
@for_those_who_improve
def peer_review_pack(request: HttpRequest) -> HttpResponse:
    """Choose the released reports that go into the pack."""
    return render(request, "improvement/pack.html", {"releases": released()})


@require_GET
@for_those_who_improve
def peer_review_pack_file(request: HttpRequest) -> HttpResponse:
    """The pack, with the releases that were chosen. What is not released is never in it."""
    user = by(request)
    assert user.sight is not None
    asked = set(request.GET.getlist("release"))
    chosen = [
        (each.title, each.covers, each.name, each.printed)
        for each in released()
        if str(each.pk) in asked
    ]
    held = topics(Kind.RECOMMENDATION, Kind.AREA, Kind.CASE_STUDY)
    day = user.sight.day
    content = review_pack(held, chosen, home().authority.name, day)
    return as_file(content, DOCX, f"peer-review-pack-{day.isoformat()}.docx")
