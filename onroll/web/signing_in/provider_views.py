"""Signing in with an OpenID Connect provider: there and back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from requests import RequestException

from onroll.web.signing_in import pages

log = logging.getLogger(__name__)


class Connection(OpenIDConnectOAuth2Adapter):
    """allauth's, which also holds the provider to its own name and keeps nothing it says."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself. Its issuer must be the one configured (OpenID Connect
        Discovery 1.0, 4.3)."""
        config = super().openid_config
        configured = self.get_provider().app.settings["server_url"]
        if config["issuer"].rstrip("/") != configured:
            raise OAuth2Error("the provider names another issuer")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any,
                       **kwargs: Any) -> SocialLogin:  # fmt: skip
        """Who they are. Both answers must be about one person (OpenID Connect Core 1.0, 5.3.2)."""
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said["id_token"]["sub"] != said.get("userinfo", said["id_token"])["sub"]:
            raise OAuth2Error("the provider speaks of two people")
        login.account.extra_data = {}
        return login


def in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A provider that does not answer, or answers what nobody can use, is a page and no error."""

    @wraps(view)
    def answered(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except RequestException as reason:
            log.warning("sign-in with %s: %s", provider_id, type(reason).__name__)
            return pages.provider_silent(request)
        except (OAuth2Error, LookupError, ValueError, TypeError) as reason:
            log.warning("sign-in with %s: %s", provider_id, type(reason).__name__)
            return pages.provider_refused(request)

    return answered


@login_not_required
@require_GET
@transaction.non_atomic_requests
@in_words
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends somebody to the provider. A link and not a form: no content security policy that names
    only ourselves lets a form lead elsewhere."""
    provider = get_adapter().get_provider(request, provider_id)
    provider.oauth2_adapter_class = Connection
    wanted = request.GET.get("next", "")
    ours = get_account_adapter(request).is_safe_url(wanted)
    return provider.redirect(request, process="login", next_url=wanted if ours else None)


@login_not_required
@require_GET
@in_words
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes the provider's word for who somebody is, if they were invited."""
    return OAuth2CallbackView.adapter_view(Connection(request, provider_id))(request)
