"""Your second step: setting up an app or a security key, recovery codes, taking one away."""

from __future__ import annotations

import base64
import json

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.internal.flows import add_authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.config.errors import problem
from onroll.web.signing_in.configured import signing_in
from onroll.web.signing_in.confirming import confirmed
from onroll.web.signing_in.forms import AddAppForm, AddKeyForm
from onroll.web.signing_in.second_factor import STEPS, has_one, must_set_up, taken, use_up
from onroll.web.signing_in.sessions import end

CODES = Authenticator.Type.RECOVERY_CODES


def of(request: HttpRequest) -> dict[str, list[Authenticator]]:
    """The second steps of whoever asks, by their type."""
    found: dict[str, list[Authenticator]] = {}
    for each in Authenticator.objects.filter(user=request.user.pk).order_by("created_at"):
        found.setdefault(each.type, []).append(each)
    return found


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """What somebody has set up, and what they can do about it."""
    found = of(request)
    codes = found.get(CODES, [])
    context = {
        "must": must_set_up(request) and not has_one(request.user),  # type: ignore[arg-type]
        "required": signing_in().second_factor_required,
        "with_password": request.user.has_usable_password(),  # type: ignore[union-attr]
        "apps": found.get(Authenticator.Type.TOTP, []),
        "keys": found.get(Authenticator.Type.WEBAUTHN, []),
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
    }
    return render(request, "signing_in/second_factor.html", context)


@require_http_methods(["GET", "POST"])
@confirmed
def app(request: HttpRequest) -> HttpResponse:
    """Set up an app that makes codes."""
    if of(request).get(Authenticator.Type.TOTP):
        return redirect("second_factor")
    form = AddAppForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made, codes = activate_totp(request, form)
        use_up(made, form.cleaned_data["code"])
        return set_up(request, made, codes)
    adapter = get_adapter()
    image = adapter.build_totp_svg(adapter.build_totp_url(request.user, form.secret))
    context = {
        "errors": form.errors,
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
        "image": f"data:image/svg+xml;base64,{base64.b64encode(image.encode()).decode()}",
    }
    return render(request, "signing_in/app.html", context)


@require_http_methods(["GET", "POST"])
@confirmed
def key(request: HttpRequest) -> HttpResponse:
    """Set up a security key."""
    form = AddKeyForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made, codes = add_authenticator(
            request,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
        )
        return set_up(request, made, codes)
    context = {
        "problem": next(iter(form.errors.values()), None),
        "options": json.dumps(begin_registration(request.user, False)),
    }
    return render(request, "signing_in/key.html", context)


def set_up(request: HttpRequest, made: Authenticator, codes: Authenticator | None) -> HttpResponse:
    """The session that set it up has taken its second step; new recovery codes are shown once.

    Every other session ends: it may be of somebody who has the password and no second step.
    """
    end(UserSession.objects.filter(user=made.user).exclude(session_key=request.session.session_key))
    if not taken(request):
        record_authentication(request, made.user, "mfa", id=made.pk, type=made.type)
    return redirect("recovery_codes" if codes else "second_factor")


@require_http_methods(["GET", "POST"])
@confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New codes, shown once; asking for others takes the place of all that were left."""
    if not has_one(request.user):  # type: ignore[arg-type]
        return redirect("second_factor")
    if request.method == "POST":
        generate_recovery_codes(request)
        return redirect("recovery_codes")
    codes = of(request).get(CODES)
    held = codes[0].wrap() if codes else None
    shown = []
    if held is not None and not held.did_view:
        shown = held.get_unused_codes()
        held.mark_as_viewed()
    return render(request, "signing_in/recovery_codes.html", {"codes": shown})


@require_http_methods(["GET", "POST"])
@confirmed
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take one away; the last one only where none is required."""
    step = get_object_or_404(Authenticator, pk=number, user=request.user.pk, type__in=STEPS)
    others = Authenticator.objects.filter(user=request.user.pk, type__in=STEPS).exclude(pk=number)
    if signing_in().second_factor_required and not others.exists():
        return problem(
            request,
            403,
            "You need one second step",
            "This is the only one you have, and your authority asks everybody for one.",
            "Set up another first. Then you can take this one away.",
        )
    if request.method == "POST":
        delete_and_cleanup(request, step)
        return redirect("second_factor")
    return render(request, "signing_in/remove.html", {"step": step})
