"""The second step of signing in: a code or a security key."""

from __future__ import annotations

import json

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from onroll.web.access.accounts import (
    record_wrong_code,
    sent_from,
    too_many_codes,
    too_many_failures,
)
from onroll.web.config.errors import too_many_tries
from onroll.web.signing_in.browsers import known_browser
from onroll.web.signing_in.forms import CodeForm, KeyForm


@require_http_methods(["GET", "POST"])
@login_stage_required(  # type: ignore[untyped-decorator]
    stage=AuthenticateStage.key, redirect_urlname="sign_in"
)
def code(request: HttpRequest) -> HttpResponse:
    """Asks for the second step of whoever has given the right password, and slows down guessing."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    address, browser = sent_from(request), known_browser(request, user.email)
    by_key = "credential" in request.POST
    form: CodeForm | KeyForm = CodeForm(user=user)
    if request.method == "POST":
        if too_many_failures(user.email, address, browser) or too_many_codes(user, browser):
            return too_many_tries(request)
        form = (KeyForm if by_key else CodeForm)(user=user, data=request.POST)
        if form.is_valid():
            form.save()
            return stage.exit()
        record_wrong_code(user, address, browser)
    has_key = is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN])
    context = {
        "errors": {("key" if by_key else "code"): each for each in [*form.errors.values()][:1]},
        "has_app": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
        "options": json.dumps(begin_authentication(user)) if has_key else "",
    }
    return render(request, "signing_in/code.html", context)
