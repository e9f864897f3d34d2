"""Asking for the password again before a second step is changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onroll.web.access.accounts import record_failure, sent_from, too_many_failures
from onroll.web.access.views import after_sign_in
from onroll.web.config.errors import too_many_tries
from onroll.web.signing_in.browsers import known_browser
from onroll.web.signing_in.forms import PasswordForm
from onroll.web.signing_in.second_factor import confirmed_lately

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """For somebody with a password, who gave it or a second step in the last five minutes.

    An open browser that somebody else sits down at so changes nothing. Whoever signs in with a
    provider has their second step there, and none here.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_usable_password():  # type: ignore[union-attr]
            return redirect("second_factor")
        if not confirmed_lately(request):
            back = request.path if request.method == "GET" else reverse("second_factor")
            return HttpResponseRedirect(
                f"{reverse('confirm_it_is_you')}?{urlencode({'next': back})}"
            )
        return view(request, *args, **kwargs)

    return asked


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = request.user.email  # type: ignore[union-attr]
        address, browser = sent_from(request), known_browser(request, email)
        if too_many_failures(email, address, browser):
            return too_many_tries(request)
        password = form.cleaned_data["password"]
        if authenticate(request, username=email, password=password) == request.user:
            reauthenticate_by_password(request)
            return HttpResponseRedirect(after_sign_in(request))
        record_failure(email, address, browser)
        form.add_error("password", "That is not your password. Check it and try again")
    context = {
        "errors": form.errors,
        "next": request.POST.get("next", request.GET.get("next", "")),
    }
    return render(request, "signing_in/confirm.html", context)
