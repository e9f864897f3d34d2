"""The log of who looked at which child."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from onroll.web.access.models import Read, User


def record_reads(request: HttpRequest, children: Iterable[str], *, page: str) -> None:
    """Write one row per child shown, in this request's transaction.

    If the rows cannot be written the request fails and nothing is shown.
    """
    assert isinstance(request.user, User)
    Read.objects.bulk_create(
        Read(user=request.user, child=child, page=page) for child in dict.fromkeys(children)
    )
