"""Released figures for a program that reads nothing else: the list, one release, and its files.

What was frozen as a release was drafted is answered as it is; nothing is counted here. Only what is
released is there: of a draft the answer is the one of a name that no release has.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from onroll.figures.releasing.stages import Kind
from onroll.figures.writing.words import SECTIONS, Words
from onroll.web.access.roles import may_read_figures_by_program
from onroll.web.api.asking import asker
from onroll.web.api.problems import NO_ROLE, NOT_THERE, REFUSALS, Refused
from onroll.web.api.released_shapes import (
    CommitteeShown,
    CorrectionShown,
    ReleaseFileShown,
    ReleaseShown,
    ReleasesPage,
    ReleaseWhole,
    SectionShown,
    WordsShown,
)
from onroll.web.releases.files import MEDIA_TYPES, words_of
from onroll.web.releases.models import Release

router = Router(tags=["Released figures"])
PAGE: Final = 25

Number = Annotated[int, Query(ge=1, le=100_000)]
Name = Annotated[
    str, Path(pattern="^[a-z0-9_-]{1,80}$", description="What a release is called, of the list.")
]
FileName = Annotated[
    str, Path(pattern="^[a-z0-9_.-]{1,120}$", description="What a file is called, of its release.")
]
kept_and_asked_again = decorate_view(conditional_page, cache_control(private=True, no_cache=True))
"""An answer may be kept by who asked. It has an ETag: sent again as If-None-Match, 304 says that
the answer is the same still."""
A_FILE: Final[dict[str, Any]] = {
    "responses": {
        200: {
            "content": {
                each: {"schema": {"type": "string", "format": "binary"}} for each in MEDIA_TYPES
            }
        }
    }
}


@router.get("releases", response={200: ReleasesPage, 304: None} | REFUSALS, url_name="api_releases")
@kept_and_asked_again
def releases(request: HttpRequest, page: Number = 1) -> ReleasesPage:
    """What is released, the newest day first, 25 to a page."""
    pages = Paginator(released(request).defer("printed", "numbers"), PAGE)
    rows = list(pages.page(page)) if page <= pages.num_pages else []
    stated = dict(
        Release.objects.filter(pk__in=[each.pk for each in rows])
        .values_list("pk", "printed__stated")
    )  # fmt: skip
    shown = [ReleaseShown(**said(each, stated[each.pk])) for each in rows]
    return ReleasesPage(page=page, pages=pages.num_pages, releases=shown)


@router.get(
    "releases/{name}", response={200: ReleaseWhole, 304: None} | REFUSALS, url_name="api_release"
)
@kept_and_asked_again
def release(request: HttpRequest, name: Name) -> ReleaseWhole:
    """One release whole: its tables, its words, what is missing, its corrections, its files."""
    found = one(request, name)
    printed, data = found.printed, found.printed["data"]
    on = found.released_on
    assert on is not None
    words = words_of(found.words, found, on, is_draft=False)
    return ReleaseWhole(
        **said(found, printed["stated"]), status=words.status, small=found.small,
        rounded_to=found.rounded_to, words=words_shown(words), findings=printed["findings"],
        symbols=data["symbols"], tables=data["tables"], left_out=printed["left_out"],
        not_known=printed["not_known"],
        files=[
            ReleaseFileShown(
                name=each.name, media_type=each.media_type, sha256=each.sha256,
                address=reverse("api_release_file", args=[name, each.name]),
            )
            for each in found.files.defer("content")
        ],
    )  # fmt: skip


@router.get(
    "releases/{name}/files/{file}", response={200: None, 304: None} | REFUSALS,
    url_name="api_release_file", openapi_extra=A_FILE,
)  # fmt: skip
@kept_and_asked_again
def release_file(request: HttpRequest, name: Name, file: FileName) -> HttpResponse:
    """A file of a release, the same bytes as on the day on which it was released."""
    held = one(request, name).files.filter(name=file).first()
    if held is None:
        raise Refused(404, NOT_THERE)
    response = HttpResponse(bytes(held.content), content_type=held.media_type)
    response["Content-Disposition"] = f'attachment; filename="{held.name}"'
    response["ETag"] = f'"{held.sha256}"'
    return response


def released(request: HttpRequest) -> QuerySet[Release]:
    """All that is released, but what was drafted before onroll froze figures for programs. Raises
    `Refused` for a program that reads no figures."""
    if not may_read_figures_by_program(asker(request)):
        raise Refused(403, NO_ROLE)
    kept = Release.objects.filter(events__kind=Kind.RELEASED, printed__has_key="data")
    return kept.prefetch_related("events")


def one(request: HttpRequest, name: str) -> Release:
    found = released(request).filter(name=name).first()
    if found is None:
        raise Refused(404, NOT_THERE)
    return found


def said(found: Release, stated: dict[str, Any]) -> dict[str, Any]:
    """What the list has of a release."""
    corrections = [CorrectionShown(at=e.at, note=e.told["note"]) for e in found.corrections]
    return {
        "name": found.name, "report": found.report, "title": found.title, "covers": found.covers,
        "day": found.day, "released_on": found.released_on, "corrections": corrections,
        **stated,
    }  # fmt: skip


def words_shown(words: Words) -> WordsShown:
    committee = None
    if to := words.committee:
        sections = [
            SectionShown(title=SECTIONS[key], words=each) for key, each in to.sections.items()
        ]
        committee = CommitteeShown(
            name=to.name, meets_on=to.meets_on, report_of=to.report_of, sections=sections
        )
    return WordsShown(
        headline=words.headline, why=words.why, what_next=words.what_next, committee=committee
    )
