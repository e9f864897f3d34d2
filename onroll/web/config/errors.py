"""Pages for when something cannot be shown, in plain words.

A page that is not there and a page this person may not see get the same answer.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from onroll.web.access.roles import may_open_others
from onroll.web.config.authority import authority


def problem(
    request: HttpRequest, status: int, title: str, *words: str, may_ask: bool = False
) -> HttpResponse:
    """A page with a heading, some paragraphs and the way back to Today."""
    context = {"title": title, "words": words, "may_ask": may_ask}
    return render(request, "problem.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(
        request,
        404,
        "We cannot show this page",
        "There is no such page, or it is about a child whose record you cannot see.",
        "If you typed the address, check it. If you think you should see this record, ask your "
        "manager.",
        may_ask=may_open_others(getattr(request, "user", None)),
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return not_found(request)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem(
        request,
        403,
        "This form is too old",
        "You signed out, or signed in again, after this form was opened. Nothing was changed.",
        "Go back, load the page again and send the form once more.",
    )


def too_many_tries(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        429,
        "Too many tries",
        "The password for this account was wrong 10 times in 15 minutes.",
        "Wait 15 minutes and try again, or ask whoever looks after accounts in your authority.",
    )


def our_fault(request: HttpRequest) -> HttpResponse:
    """Made without asking who is signed in: it may be the database that does not answer."""
    context = {
        "title": "Something went wrong on our side",
        "words": (
            "The page could not be made. Nothing was changed.",
            "Try again in a few minutes. If it happens again, tell whoever looks after this "
            "service.",
        ),
        "authority": authority(),
    }
    return HttpResponse(render_to_string("problem.html", context), status=500)
