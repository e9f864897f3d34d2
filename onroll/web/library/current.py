"""The run whose results are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.web.library.models import Run


def needs_run(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the current run after the request, or answer that there is no data yet."""

    @wraps(view)
    def with_run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        run = Run.objects.current()
        if run is None:
            return render(request, "library/no_data.html")
        return view(request, run, *args, **kwargs)

    return with_run
