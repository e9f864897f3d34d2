"""Middleware: every request is refused whose session is over, or that lacks a second step.

Before the page and outside its transaction, so that a session ended elsewhere is refused at its
very next request, in whichever window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.timezone import now

from onroll.web.signing_in.second_factor import must_set_up
from onroll.web.signing_in.sessions import use, why_over

Respond = Callable[[HttpRequest], HttpResponseBase]

WHILE_SETTING_UP: Final = frozenset(
    {"second_factor", "second_factor_app", "second_factor_key", "recovery_codes",
     "confirm_it_is_you", "sign_out", "authority_css", "health"}
)  # fmt: skip
"""What somebody may open who has yet to set up a second step."""


ON_PHONE: Final = "on_phone"
"""The cookie by which a telephone says what of visits it keeps: answers not sent, or only pages."""


class SessionsInForce:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "api_key" in vars(request):  # no session is asked for: see `api.keys_in_force`
            return self.get_response(request)
        why = why_refused(request)
        if why:
            logout(request)
            if not is_public(request):
                return signed_out(request, why)
        elif request.user.is_authenticated and must_set_up(request):
            page = page_asked_for(request)
            if page not in WHILE_SETTING_UP:
                return redirect("second_factor")
        return self.get_response(request)


def why_refused(request: HttpRequest) -> str:
    """Why a session lets nobody in: idle, longest, ended. Empty: it does, or there was none."""
    if request.user.is_authenticated and request.user.is_program:
        return "ended"  # a program has no session, however one was made
    if request.user.is_authenticated:
        key, moment = request.session.session_key, now()
        return "" if use(key, request.user, moment) else why_over(key, moment)
    # Asking who it is looked for the session; where there was none, its key is gone.
    gone = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.session_key is None
    closed = "_auth_user_id" in request.session
    return "ended" if gone or closed else ""


def signed_out(request: HttpRequest, why: str) -> HttpResponseRedirect:
    """To the sign-in page, which says why, and from there back to the page asked for.

    What the browser keeps goes, as when somebody signs out.
    """
    asked = {"why": why}
    if request.method in ("GET", "HEAD"):
        asked["next"] = request.get_full_path()
    elif page_asked_for(request) != "sign_out":
        asked["unsent"] = "1"
    response = HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode(asked)}")
    response.headers["Clear-Site-Data"] = what_to_forget(request, why)
    return response


def what_to_forget(request: HttpRequest, why: str) -> str:
    """What the browser takes away of ours: everything, but for what a telephone keeps for visits.

    Answers that were not sent yet stay, and pages until somebody signs out or ends the session.
    """
    held = request.COOKIES.get(ON_PHONE)
    stays = held == "answers" or (held == "pages" and why != "ended")
    return '"cache"' if stays else '"cache", "storage"'


def is_public(request: HttpRequest) -> bool:
    """Whether a page needs no sign-in; a page that is not there needs none to say so."""
    try:
        return not getattr(resolve(request.path_info).func, "login_required", True)
    except Http404:
        return True


def page_asked_for(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).url_name
    except Http404:
        return None
