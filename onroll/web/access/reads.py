"""The log of who looked at which child, and who did what with which file of children."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from onroll.web.access.models import FileEvent, Read, User
from onroll.web.oversight.gate import admit

Outcome = Read.Outcome


def record_reads(
    request: HttpRequest,
    children: Iterable[str],
    *,
    page: str,
    outcome: Read.Outcome = Outcome.SHOWN,
) -> None:
    """Write one row per child shown, refused or downloaded, in this request's transaction.

    If the rows cannot be written the request fails and nothing is shown. So it does where they may
    not be shown all the same: see `oversight.gate`, which raises for that.
    """
    assert isinstance(request.user, User)
    these = list(dict.fromkeys(children))
    page = admit(request, these, page=page, outcome=outcome)
    Read.objects.bulk_create(
        Read(user=request.user, child=child, page=page, outcome=outcome) for child in these
    )
    vars(request).setdefault("children_logged", set()).update(these)


def record_refusals(request: HttpRequest, children: Iterable[str]) -> None:
    """Write one row per child whom somebody asked for and was not shown."""
    match = request.resolver_match
    page = (match and match.url_name) or "nowhere"
    record_reads(request, children, page=page, outcome=Outcome.REFUSED)


def record_file_event(
    request: HttpRequest,
    kind: FileEvent.Kind,
    *,
    file: str,
    feed: str = "",
    staged: str = "",
    load_id: str = "",
    rows: int | None = None,
) -> None:
    """Write down, in this request's transaction, what somebody did with a file of data."""
    assert isinstance(request.user, User)
    FileEvent.objects.create(
        user=request.user,
        kind=kind,
        file=file,
        feed=feed,
        staged=staged,
        load_id=load_id,
        rows=rows,
    )
