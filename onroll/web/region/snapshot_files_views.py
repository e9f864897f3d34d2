"""Files of authorities, as somebody sends them: each kept whole, or refused in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.received import Taken, keys_known, take
from onroll.figures.regional.snapshot_file import refuse_too_large
from onroll.record.exchange.keys import BadKey
from onroll.web.access.roles import KEEPS_SNAPSHOTS, may_keep_snapshots
from onroll.web.config.home import home, why_nothing_can_be_kept
from onroll.web.people.permission import by

MOST_FILES = 20
NO_FILE = "Choose the files that authorities sent"


@require_http_methods(["GET", "POST"])
def snapshot_files(request: HttpRequest) -> HttpResponse:
    """Choose files; what came of each. The same file sent twice is kept once."""
    if not may_keep_snapshots(request.user):
        context: dict[str, Any] = {"roles": KEEPS_SNAPSHOTS}
        return render(request, "region/not_allowed.html", context, status=403)
    kept: list[Taken] = []
    refused: list[str] = []
    if request.method == "POST":
        kept, refused = taken(request)
    context = {"kept": kept, "refused": refused, "most": MOST_FILES}
    return render(request, "region/files.html", context, status=422 if refused else 200)


def taken(request: HttpRequest) -> tuple[list[Taken], list[str]]:
    """What was kept of the files that were sent, and why others were not."""
    user = by(request)
    assert user.sight is not None
    files = request.FILES.getlist("files")
    if why := why_nothing_can_be_kept() or ("" if files else NO_FILE):
        return [], [why]
    here = home()
    try:
        keys = keys_known(here, user.sight.day)
    except BadKey as reason:
        return [], [str(reason)]
    kept, refused = [], []
    for file in files:
        name = str(file.name)[:80]
        try:
            refuse_too_large(int(file.size or 0), name)
            data = file.read()
            kept.append(take(here, data, name, keys=keys, by=user.email, at=user.sight.at))
        except NotASnapshot as reason:
            refused.append(str(reason))
    return kept, refused
