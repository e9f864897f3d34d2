"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from onroll.web.access.accounts import record_failure, sent_from, too_many_failures
from onroll.web.access.forms import SignInForm
from onroll.web.config.errors import too_many_tries

# One answer for an unknown address, a wrong password and a closed account.
NO_MATCH = "Your email address and password do not match. Check both and try again"


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        address = sent_from(request)
        if too_many_failures(email, address):
            return too_many_tries(request)
        user = authenticate(request, username=email, password=form.cleaned_data["password"])
        if user is not None:
            login(request, user)
            return HttpResponseRedirect(after_sign_in(request))
        record_failure(email, address)
        form.add_error("email", NO_MATCH)
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "access/sign_in.html", context)


def after_sign_in(request: HttpRequest) -> str:
    """The page asked for before signing in, when it is one of ours; otherwise Today."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("today")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
