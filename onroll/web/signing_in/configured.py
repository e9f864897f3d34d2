"""How people sign in at this authority: what `authority.toml` and the environment say of it.

    second_factor = "required"            # or "optional"; required where nothing is said,
                                          # and optional in a made-up authority
    [sign_in_with.entra]
    title = "your council account"        # what its button says after "Sign in with"
    issuer = "https://login.microsoftonline.com/<tenant>/v2.0"
    client_id = "..."
    verified_email = ["example.gov.uk"]   # or true, or left out

The client secret is never in that file: it is in `ONROLL_ENTRA_SECRET` or `<home>/entra-secret`.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings


class Misconfigured(ValueError):
    """A line about signing in cannot be used."""


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider. `verified_email`: whose word on an address is taken.

    Empty: an address counts only where the provider itself says that it is verified. Domains: so
    do the provider's addresses in these. `("*",)`: so do all the provider's addresses.
    """

    key: str
    title: str
    issuer: str
    client_id: str
    secret: str
    verified_email: tuple[str, ...] = ()


@dataclass(frozen=True)
class SigningIn:
    second_factor_required: bool
    providers: tuple[Provider, ...]


def signing_in() -> SigningIn:
    """What this home says, read once for the life of the process. Raises `Misconfigured`."""
    return read(Path(settings.ONROLL_HOME))


@lru_cache(maxsize=8)
def read(home: Path) -> SigningIn:
    path = home / "authority.toml"
    if not path.exists():
        return SigningIn(False, ())  # no page can be made, and each says so in its own words
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    asked = held.get("second_factor", "optional" if held.get("demo") else "required")
    if asked not in ("required", "optional"):
        raise Misconfigured(f"{path}: second_factor is '{asked}'. Write required or optional.")
    listed = held.get("sign_in_with", {})
    return SigningIn(asked == "required", tuple(provider(home, *each) for each in listed.items()))


def provider(home: Path, key: str, held: dict[str, Any]) -> Provider:
    named = f"{home / 'authority.toml'}: sign_in_with.{key}"
    if not re.fullmatch("[a-z][a-z0-9-]*", key):
        raise Misconfigured(f"{named}: the name must be small letters and figures.")
    found = {line: said(key, line) or held.get(line, "") for line in ("issuer", "client_id")}
    found["secret"] = said(key, "secret") or in_file(home / f"{key}-secret")
    missing = [line for line, value in found.items() if not value]
    if missing:
        raise Misconfigured(
            f"{named} has no {' and no '.join(missing)}. Write the issuer and the client_id there; "
            f"the secret goes in {variable(key, 'secret')}, or in the file {key}-secret beside it."
        )
    parts = urlsplit(found["issuer"])
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise Misconfigured(f"{named}: the issuer '{found['issuer']}' must begin with https://")
    emails = held.get("verified_email", [])
    domains = (("*",) if emails else ()) if isinstance(emails, bool) else tuple(emails)
    return Provider(key=key, title=held.get("title", key), verified_email=domains, **found)


def said(key: str, line: str) -> str:
    return os.environ.get(variable(key, line), "")


def variable(key: str, line: str) -> str:
    return f"ONROLL_{key}_{line}".upper().replace("-", "_")


def in_file(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""
