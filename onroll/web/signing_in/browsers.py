"""Browsers that an account has signed in with before.

Whoever guesses at an account from behind the same address as its owner must not keep the owner
out. So a browser that has signed in keeps a signed mark, and what goes wrong there is counted apart
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE: Final = "onroll_browser"
KEPT_FOR: Final = timedelta(days=45)
SALT: Final = "onroll.web.signing_in.browsers"


def known_browser(request: HttpRequest, email: str) -> str:
    """The mark of a browser that this account has signed in with; empty for any other."""
    try:
        mark, account = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return mark if constant_time_compare(account, account_mark(email)) else ""


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let this browser be known to the account that has just signed in with it."""
    mark = known_browser(request, email) or secrets.token_hex(16)
    response.set_cookie(
        COOKIE,
        signing.dumps([mark, account_mark(email)], salt=SALT),
        max_age=KEPT_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def account_mark(email: str) -> str:
    """What stands for the account in the cookie, which so holds no email address."""
    return salted_hmac(SALT, email, algorithm="sha256").hexdigest()[:32]
