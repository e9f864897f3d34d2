"""The door for one child: an email address, the code that comes there, and nothing looked up."""

from __future__ import annotations

import logging

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from onroll.web.access.accounts import sent_from
from onroll.web.config.errors import problem
from onroll.web.telling_us.codes import NotSent, TooMany, is_right, send_code
from onroll.web.telling_us.tellers import close_door, open_door

ASKED = "asked_for_code"

logger = logging.getLogger(__name__)


class EmailForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address like name@school.example",
        },
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class CodeForm(forms.Form):
    code = forms.CharField(max_length=20, error_messages={"required": "Enter the code"})

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


@login_not_required
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Asks for an email address, and sends a code there: to any that is typed."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            send_code(email, sent_from(request), now())
        except TooMany:
            return problem(
                request, 429, "Too many codes",
                "So many codes were asked for in the last hour that no more are sent.",
                "Wait an hour and try again. If a child may be in danger now, call 999.",
            )  # fmt: skip
        except NotSent as fault:
            logger.error("A code could not be sent: %s", fault)
            return problem(
                request, 503, "The code could not be sent",
                "Nothing was kept. Try again in a few minutes, or ring us.",
                "If a child may be in danger now, call 999.",
            )  # fmt: skip
        request.session[ASKED] = email
        return redirect("door_code")
    context = {"form": form}
    return render(request, "telling_us/door.html", context, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def door_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code. A wrong one, an old one and one that was used get the same answer."""
    email = request.session.get(ASKED, "")
    if not email:
        return redirect("tell_us")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_right(email, form.cleaned_data["code"], now()):
            open_door(request, email)
            return redirect("tell_us")
        form.add_error("code", "Enter the code from the newest email, or ask for another")
    context = {"form": form, "email": email}
    return render(request, "telling_us/code.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the door behind one: what was begun stays, for whoever has the next code."""
    if not request.user.is_authenticated:
        close_door(request)
    return redirect("tell_us")
