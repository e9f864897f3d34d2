"""Your sessions: where you are signed in, and ending that."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from onroll.web.access.models import User
from onroll.web.signing_in.sessions import NOWHERE, end, open_sessions

BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
            "Safari/": "Safari"}  # fmt: skip
SYSTEMS = {"Windows": "Windows", "iPhone": "iPhone", "iPad": "iPad", "Android": "Android",
           "Mac OS X": "Mac", "CrOS": "Chromebook", "Linux": "Linux"}  # fmt: skip


@require_http_methods(["GET", "POST"])
def my_sessions(request: HttpRequest) -> HttpResponse:
    """One's own open sessions; one of them, or all the others, can be ended."""
    user = request.user
    assert isinstance(user, User)
    own = UserSession.objects.filter(user=user.pk)
    if request.method == "POST":
        number = request.POST.get("session", "")
        if number.isdigit():
            end([get_object_or_404(own, pk=int(number[:18]))])
        else:
            end(own.exclude(session_key=request.session.session_key))
        return redirect("my_sessions")
    sessions = [
        {
            "pk": each.pk,
            "here": each.session_key == request.session.session_key,
            "browser": browser_in_words(each.user_agent),
            "address": "not known" if each.ip == NOWHERE else each.ip,
            "since": each.created_at,
            "last_used": each.last_seen_at,
        }
        for each in open_sessions(user, now())
    ]
    return render(request, "signing_in/my_sessions.html", {"sessions": sessions})


def browser_in_words(user_agent: str) -> str:
    """Firefox on Windows; "not known" for what is neither."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return f"{browser} on {system}" if browser and system else browser or system or "not known"
