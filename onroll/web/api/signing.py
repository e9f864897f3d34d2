"""Signing what is told by webhook, as Standard Webhooks says (standardwebhooks.com, version 1).

    webhook-signature: v1,BASE64( HMAC-SHA256( secret, id "." seconds since 1970 "." body ) )

with one signature after another, a space between, while two secrets hold.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Final

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

BEGINS: Final = "whsec_"


def new_secret() -> str:
    return BEGINS + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, ident: str, seconds: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(BEGINS))
    signed = b".".join((ident.encode(), str(seconds).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def enciphered(secret: str) -> str:
    return fernet().encrypt(secret.encode()).decode()


def deciphered(kept: str) -> str:
    return fernet().decrypt(kept.encode()).decode()


def fernet() -> Fernet:
    """Enciphers with a key made of the home's own, so that the database alone signs nothing."""
    key = salted_hmac("onroll.web.api.signing", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
