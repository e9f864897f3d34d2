"""The case that a page is about, for whoever may see the child."""

from __future__ import annotations

import secrets
from collections import Counter

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from onroll.web.cases.models import Case
from onroll.web.children.views import record_of
from onroll.web.library.models import Run
from onroll.web.shields.protected import ShownRecord


def case_of_request(request: HttpRequest, run: Run, number: int) -> tuple[Case, ShownRecord]:
    """A case and the record of its child. Absent and not allowed give the same answer."""
    case = get_object_or_404(Case.objects.select_related("officer", "team"), pk=number)
    record = record_of(request, run, case.child)
    if record.protected:
        raise Http404
    return case, record


def loads() -> dict[int, int]:
    """How many open cases each colleague has, by number of the colleague."""
    held = Case.objects.open().exclude(officer=None).values_list("officer", flat=True)
    return dict(Counter(number for number in held if number is not None))


def token() -> str:
    """Marks one form, so that one sent twice writes one event."""
    return secrets.token_hex(8)
