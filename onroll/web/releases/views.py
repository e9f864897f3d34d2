"""Releases: the list, one release with all its tables, and its files."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.releasing.stages import BY_ITSELF, Kind, Stage, why_not
from onroll.record.definitions import CATALOGUE
from onroll.web.access.roles import may_draft_releases, may_release
from onroll.web.people.permission import by
from onroll.web.releases.asking import not_drafted
from onroll.web.releases.files import WRITTEN, what_it_is, words_of
from onroll.web.releases.models import Release, ReleaseEvent
from onroll.web.releases.permission import takes_part
from onroll.web.releases.regional import may_be_one
from onroll.web.releases.starting import start_again

DONE = {
    "drafted": "The draft is kept. Write its words next.",
    "words": "The words are kept.",
    "asked": "A second person is asked to release it. It is in their list of releases.",
    "sent_back": "It is a draft again.",
    "withdrawn": "It is withdrawn. It stays in the list of those who draft.",
    "released": "It is released. Its numbers will not change.",
    "corrected": "The correction stands below.",
}
ON_THE_WAY = (Stage.DRAFT, Stage.WAITS, Stage.APPROVED)
HAPPENED = {
    Kind.WORDS: "{} wrote its words",
    Kind.ASKED: "{} asked a second person to release it",
    Kind.SENT_BACK: "{} sent it back",
    Kind.WITHDRAWN: "{} withdrew it",
    Kind.APPROVED: "{} approved it",
    Kind.HELD_BACK: "It was held back",
    Kind.RELEASED: "It was released, as {} approved",
    Kind.CORRECTED: "{} added a correction",
}
"""What is said of each; that a check began is not."""


@require_GET
def releases(request: HttpRequest) -> HttpResponse:
    """What is released, the newest day first; and for those who take part, what is on its way."""
    held = list(Release.objects.select_related("made_by").prefetch_related("events"))
    released = [each for each in held if each.stage is Stage.RELEASED]
    asked = not_drafted() if may_draft_releases(request.user) else []
    approved = any(each.stage is Stage.APPROVED for each in held)
    if approved or any(each.last is None or not each.last.is_end for each in asked):
        start_again()
    context = {
        "asked": asked,
        "released": released,
        "on_the_way": [each for each in held if each.stage in ON_THE_WAY],
        "withdrawn": [each for each in held if each.stage is Stage.WITHDRAWN],
        "takes_part": takes_part(request.user),
        "drafts": may_draft_releases(request.user),
    }
    return render(request, "releases/releases.html", context)


@require_GET
def release(request: HttpRequest, number: int) -> HttpResponse:
    """One release: its words, its tables, what is missing, its files, and all that happened."""
    found = release_or_404(request, number)
    if found.stage is Stage.APPROVED:
        start_again()
    return render(request, "releases/release.html", shown(request, found))


def release_or_404(request: HttpRequest, number: int) -> Release:
    """The release of a number, if it is released, or the reader takes part."""
    found = Release.objects.filter(pk=number).prefetch_related("events__by").first()
    if found is None or (found.stage is not Stage.RELEASED and not takes_part(request.user)):
        raise Http404
    return found


def shown(request: HttpRequest, found: Release, **more: Any) -> dict[str, Any]:
    """What the page of a release is drawn with."""
    user, happened = by(request), found.happened()
    events = list(found.events.all())
    stage = found.stage
    released_on = found.released_on
    part = takes_part(user)
    parts = {Kind.APPROVED: may_release(user), Kind.SENT_BACK: may_release(user)}
    may = {
        kind.value: (parts.get(kind, True), why_not(kind, user.pk, found.made_by_id, happened))
        for kind in (set(Kind) - BY_ITSELF if part else ())
    }
    done = request.GET.get("done", "")
    if done == "approved" and stage is Stage.RELEASED:
        done = "released"
    written = found.words
    definitions = [each for each in CATALOGUE if each.key in found.printed["definitions"]]
    return {
        "release": found, "stage": stage.value, "last": events[-1] if events else None,
        "happened": [
            (each.at, HAPPENED[Kind(each.kind)].format(each.by.full_name), each.told.get("note"))
            for each in events if part and each.kind in HAPPENED
        ],
        "released": released_on, "words": written,
        "status": words_of(written, found, released_on, is_draft=False).status
        if released_on
        else "",
        "sections": [(key, written[key]) for key in WRITTEN if written.get(key)],
        "corrections": found.corrections,
        "may": may,
        "takes_part": part, "definitions": definitions, "may_be_snapshot": may_be_one(found),
        "files": [(each.name, what_it_is(each.name)) for each in found.files.defer("content")],
        "token": secrets.token_urlsafe(16),
        "done": DONE.get(done, ""),
        **more,
    }  # fmt: skip


@require_GET
def release_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A file of a release, the same bytes as on the day on which it was released."""
    found = release_or_404(request, number)
    held = found.files.filter(name=name).first()
    if held is None:
        raise Http404
    response = HttpResponse(bytes(held.content), content_type=held.media_type)
    response["Content-Disposition"] = f'attachment; filename="{held.name}"'
    return response


def keep(found: Release, kind: Kind, request: HttpRequest, told: dict[str, str]) -> ReleaseEvent:
    """Write down what happened, once however often its form is sent."""
    user = by(request)
    assert user.sight is not None
    token = request.POST.get("token", "")[:32] or secrets.token_urlsafe(16)
    said = {"release": found, "kind": kind, "told": told, "by": user, "at": user.sight.at}
    return ReleaseEvent.objects.get_or_create(token=token, defaults=said)[0]
