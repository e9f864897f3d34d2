"""Old references: an address that somebody kept leads to the child whom it is about now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from onroll.web.children.models import Child
from onroll.web.children.search import REFERENCE
from onroll.web.matching.models import Forwarding, LinkChange

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Was:
    """The reference by which somebody asked for a child, and when it ceased to be one's own.

    `at` is null where the move was not kept.
    """

    old: str
    at: datetime | None


def leads_on(view: View) -> View:
    """Send whoever asks for a reference that leads to another to the same page of that child.

    Whoever may not see that child gets the answer that they would get for nobody.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            match, old = request.resolver_match, kwargs.get("reference", "")
            new = Forwarding.objects.filter(old=old).values_list("new", flat=True).first()
            if not (new and match and Child.objects.visible_to(request.user).filter(pk=new)):
                raise
            query = request.GET.copy()
            query["was"] = old
            address = reverse(match.view_name, kwargs=match.kwargs | {"reference": new})
            return redirect(f"{address}?{query.urlencode()}")

    return asked


def was(request: HttpRequest, child: Child) -> Was | None:
    """What to say of the old reference that led here; null when none did, or another child's."""
    old = request.GET.get("was", "")
    if (
        not REFERENCE.fullmatch(old)
        or not Forwarding.objects.filter(old=old, new=child.pk).exists()
    ):
        return None
    moves = LinkChange.objects.filter(from_child=old).order_by("-moved_at")
    return Was(old, moves.values_list("moved_at", flat=True).first())
