"""Your calendar: the address for it, and what is answered there to a calendar program."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from onroll.web.access.acting import as_person
from onroll.web.calendar import addresses
from onroll.web.calendar.appointments import DAYS_BACK, appointments_of
from onroll.web.calendar.visit_file import visit_file
from onroll.web.cases.permission import WORKS, may_work
from onroll.web.config.errors import not_found
from onroll.web.library.current import hold_still
from onroll.web.people.permission import by


@require_http_methods(["GET", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """One's own address: made, made anew or ended; shown once, when it is made."""
    user = by(request)
    if not may_work(user):
        return render(request, "cases/not_allowed.html", {"roles": WORKS}, status=403)
    assert user.sight is not None
    address = done = ""
    if request.method == "POST" and request.POST.get("what") == "end":
        addresses.end(user, user.sight.at)
        done = "Your calendar address has ended. Nothing more is sent to it."
    elif request.method == "POST":
        secret = addresses.make(user, user.sight.at)
        address = request.build_absolute_uri(reverse("calendar_file", args=[secret]))
    context = {
        "address": address,
        "done": done,
        "held": addresses.standing(user),
        "days_back": DAYS_BACK,
    }
    return render(request, "calendar/my_calendar.html", context)


@login_not_required
@require_safe
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The visits of whose address it is; nothing says why there are none."""
    at = now()
    address = addresses.found(secret)
    if address is None:
        return not_found(request)
    user = address.user
    with as_person(user, at):
        if not addresses.lets_in(user, at):
            addresses.end(user, at)
            return not_found(request)
        assert user.sight is not None
        hold_still()
        content = visit_file(appointments_of(user, user.sight.day))
        addresses.count(address, at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="visits.ics"'
    return response
