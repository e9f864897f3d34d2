"""The link of an invitation: somebody who was invited sets their own password."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.access.views import let_in
from onroll.web.signing_in import pages
from onroll.web.signing_in.forms import NewPasswordForm
from onroll.web.signing_in.invitations import accept, standing

KEPT = "invitation"


@login_not_required
@require_GET
def follow_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Moves the secret out of the address before any page is shown. Looking uses nothing up, so a
    mail filter that follows links does no harm."""
    if standing(secret) is None:
        return pages.link_not_good(request)
    request.session[KEPT] = secret
    return redirect("invited")


@login_not_required
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest) -> HttpResponse:
    """Asks for a password; with a good one they are signed in, and led to a second step."""
    secret = request.session.get(KEPT, "")
    invitation = standing(secret) if secret else None
    if invitation is None:
        return pages.link_not_good(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        user = accept(secret, form.cleaned_data["password"])
        del request.session[KEPT]
        if user is None:
            return pages.link_not_good(request)
        return let_in(request, user, reverse("today"))
    context = {"errors": form.errors, "email": invitation.user.email}
    return render(request, "signing_in/invited.html", context)
