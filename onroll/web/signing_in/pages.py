"""What somebody is told who may not come in, in words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from onroll.web.config.errors import problem

ASK = "Ask whoever looks after accounts in your authority."


def dormant(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        403,
        "This account is closed",
        "Nobody has signed in to it for 45 days, so it was closed to keep it safe.",
        f"To use it again: {ASK[0].lower()}{ASK[1:-1]} to open it.",
    )


def no_account(request: HttpRequest) -> HttpResponse:
    """One answer whether the account was never made, is closed, or its address is not verified."""
    return problem(
        request,
        403,
        "You have no account here",
        "You signed in where you work, but nobody has invited you to this service with the email "
        "address you have there, or your account here is closed.",
        f"{ASK} An account is made by invitation only.",
    )


def provider_silent(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        503,
        "We could not reach the service you sign in with",
        "It did not answer. You are not signed in, and nothing was changed.",
        "Try again in a few minutes. If you have a password here, you can sign in with it. If it "
        "happens again, tell whoever looks after this service.",
    )


def provider_refused(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        403,
        "You are not signed in",
        "The service you sign in with did not let you in, or you stopped before the end.",
        f"Try again from the start. If it happens again: {ASK[0].lower()}{ASK[1:]}",
    )


def link_not_good(request: HttpRequest) -> HttpResponse:
    page = problem(
        request,
        404,
        "This link cannot be used",
        "An invitation can be used once, within 72 hours, and a newer one takes its place.",
        f"To have a new one: {ASK[0].lower()}{ASK[1:]}",
    )
    # Django would log the address, and with it the secret.
    page._has_been_logged = True  # type: ignore[attr-defined]
    return page
