"""The run whose results are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.web.library.models import Run

# Any number, the same in every process: pages share it, and a publishing waits for them at its end.
SHOWING = 7_062_027


def hold_still() -> None:
    """Until this transaction ends, no publishing does: all that a page reads is of one run."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [SHOWING])


def needs_run(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the current run after the request, or answer that there is no data yet."""

    @wraps(view)
    def with_run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hold_still()
        run = Run.objects.current()
        if run is None:
            return render(request, "library/no_data.html")
        return view(request, run, *args, **kwargs)

    return with_run
