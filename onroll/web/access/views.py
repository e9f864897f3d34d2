"""Signing in and out."""

from __future__ import annotations

from typing import Final

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from onroll.web.access.accounts import record_failure, sent_from, too_many_failures
from onroll.web.access.forms import SignInForm
from onroll.web.access.models import User
from onroll.web.config.errors import too_many_tries
from onroll.web.signing_in.browsers import known_browser
from onroll.web.signing_in.configured import signing_in
from onroll.web.signing_in.in_force import what_to_forget
from onroll.web.signing_in.sessions import end

# One answer for an unknown address, a wrong password and a closed account.
NO_MATCH = "Your email address and password do not match. Check both and try again"

WHY_SIGNED_OUT: Final = {
    "idle": "You were signed out because you did nothing here for 15 minutes.",
    "longest": "You were signed out because you signed in 10 hours ago.",
    "ended": "You were signed out because your session was ended: by you somewhere else, or by "
    "somebody who looks after accounts.",
}


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        address, browser = sent_from(request), known_browser(request, email)
        if too_many_failures(email, address, browser):
            return too_many_tries(request)
        user = authenticate(request, username=email, password=form.cleaned_data["password"])
        if isinstance(user, User):
            return let_in(request, user, after_sign_in(request))
        record_failure(email, address, browser)
        form.add_error("email", NO_MATCH)
    context = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "why": WHY_SIGNED_OUT.get(request.GET.get("why", ""), ""),
        "unsent": "unsent" in request.GET,
        "forget": not request.GET or request.GET.get("why") == "ended",
        "providers": signing_in().providers,
    }
    return render(request, "access/sign_in.html", context)


def let_in(request: HttpRequest, user: User, to: str) -> HttpResponse:
    """Where somebody with the right password goes: to the page, or to their second step first."""
    return perform_password_login(request, {}, Login(user=user, redirect_url=to))


def after_sign_in(request: HttpRequest) -> str:
    """The page asked for before signing in, when it is one of ours; otherwise Today."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("today")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    end(UserSession.objects.filter(session_key=request.session.session_key))
    logout(request)
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = what_to_forget(request, "ended")
    return response
