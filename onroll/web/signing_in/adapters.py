"""What allauth asks us: no sign-up, only invited people, our words, secrets encrypted."""

from __future__ import annotations

import base64
import functools
import logging
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount import app_settings as social
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from cryptography.fernet import Fernet
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now

from onroll.web.access.accounts import sent_from
from onroll.web.config.authority import authority
from onroll.web.signing_in import pages
from onroll.web.signing_in.browsers import remember
from onroll.web.signing_in.configured import Provider, signing_in
from onroll.web.signing_in.dormant import is_dormant
from onroll.web.signing_in.invited_by_provider import invited
from onroll.web.signing_in.proved import as_proved
from onroll.web.signing_in.sessions import NOWHERE

log = logging.getLogger(__name__)


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        return False  # our pages ask for it themselves: `confirming.confirmed`

    def get_client_ip(self, request: HttpRequest) -> str:
        return sent_from(request) or NOWHERE

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("today")

    def is_safe_url(self, url: str | None) -> bool:
        return url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Whatever proved who somebody is, a closed account or one long unused lets nobody in."""
        if user.is_active and is_dormant(user, now()):
            return pages.dormant(request)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Any) -> None:
        """From here they are who they say, and may write when they last signed in."""
        with as_proved(user):
            super().login(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return pages.no_account(request)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember(request, response, user.email)
        return response


class Providers(DefaultSocialAccountAdapter):
    """Providers come from the home's configuration alone, never from a table."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            as_app(each)
            for each in signing_in().providers
            if provider in (None, "openid_connect", each.key)
            and client_id in (None, each.client_id)
        ]

    def is_email_verified(self, provider: Any, email: str) -> bool:
        trusted = provider.app.settings["verified_email"]
        return "*" in trusted or email.rpartition("@")[2].lower() in trusted

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Only somebody who was invited comes in; anybody else is told so, and no more."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(pages.no_account(request))
        try:
            user = invited(sociallogin)
        except ObjectDoesNotExist:
            raise ImmediateHttpResponse(pages.no_account(request)) from None
        if not sociallogin.is_existing:
            with as_proved(user):
                sociallogin.connect(request, user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        """The kind of error alone is logged: what a provider answers may hold a name or a token."""
        log.warning("sign-in with %s: %s %s", provider.sub_id, error, type(exception).__name__)
        unanswered = isinstance(exception, requests.RequestException)
        page = pages.provider_silent if unanswered else pages.provider_refused
        raise ImmediateHttpResponse(page(request))

    def get_requests_session(self) -> requests.Session:
        """Asks the addresses configured, with a time limit; a redirect elsewhere is an error."""
        session = requests.Session()
        session.max_redirects = 0
        session.request = functools.partial(  # type: ignore[method-assign]
            session.request, timeout=social.REQUESTS_TIMEOUT
        )
        return session


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code or key does not match. Use the newest code and try again",
    }

    def encrypt(self, text: str) -> str:
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return f"Children's education record, {authority().short_name}"

    def get_public_key_credential_user_entity(self, user: Any) -> dict:
        return super().get_public_key_credential_user_entity(user) | {
            "display_name": user.full_name
        }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "Security key"


def as_app(provider: Provider) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.key,
        name=provider.title,
        client_id=provider.client_id,
        secret=provider.secret,
        settings={
            "server_url": provider.issuer.rstrip("/"),
            "verified_email": [each.lower() for each in provider.verified_email],
        },
    )


def fernet() -> Fernet:
    """Encrypts with a key made of the home's own, so that the database alone opens nothing."""
    key = salted_hmac("onroll.web.signing_in.second_factor", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
