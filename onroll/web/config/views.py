"""Two answers that need no sign-in and hold nothing about anybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.http import HttpRequest, HttpResponse

from onroll.web.config.authority import authority, stylesheet


@login_not_required
def authority_css(request: HttpRequest) -> HttpResponse:
    """The header's two colours, kept by a browser for an hour: every page asks for them."""
    response = HttpResponse(stylesheet(authority().colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "max-age=3600"
    return response


@login_not_required
@transaction.non_atomic_requests
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not; for a monitor, in words for a person."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error:
        return HttpResponse("The database does not answer.\n", "text/plain", status=503)
    return HttpResponse("Working.\n", "text/plain")
