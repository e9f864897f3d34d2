"""What the tests of signing in share: a clock to set, a home that asks for a second step, codes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from onroll.web.signing_in import adapters, dormant, in_force, invitations, sessions, sessions_views
from tests.web.fixtures import AUTHORITY, PASSWORD

EMAIL = "priya@exampleshire.example"
QUICK = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "Argon2")]
"""Argon2 is slow on purpose. With these it is met once, by an account made with it."""
REQUIRED = AUTHORITY.replace("demo = true", 'second_factor = "required"')


class Clock:
    """The time that the service reads, from 9am today; it goes on only when it is told to."""

    def __init__(self) -> None:
        self.at: datetime = timezone.now().replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **for_: float) -> None:
        self.at += timedelta(**for_)


def set_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for reads in (adapters, dormant, in_force, invitations, sessions, sessions_views):
        monkeypatch.setattr(reads, "now", clock)
    return clock


def write_authority(home: Any, text: str) -> None:
    (Path(home.path) / "authority.toml").write_text(text, encoding="utf-8")


def sign_in(client: Client, password: str = PASSWORD, email: str = EMAIL, **more: Any) -> Any:
    return client.post("/sign-in/", {"email": email, "password": password}, **more)


def code_of(secret: str, step: int = 0) -> str:
    """The code that an app with this secret shows now, or so many half minutes later."""
    at = next(iter(totp.yield_hotp_counters_from_time())) + 1 + step  # it begins one step before
    return totp.format_hotp_value(totp.hotp_value(secret, at))


def secret_on(page: Any) -> str:
    """The secret that the page on which an app is set up shows."""
    found = re.search(r'onroll-fact">([A-Z2-7 ]+)<', page.content.decode())
    assert found
    return found[1].replace(" ", "")


def set_up_app(client: Client) -> str:
    """Set up an app in a session that has just begun; returns its secret."""
    secret = secret_on(client.get("/second-step/app/"))
    answer = client.post("/second-step/app/", {"code": code_of(secret, -1)})
    assert answer["Location"] == "/second-step/recovery-codes/"
    return secret


def codes_on(page: Any) -> list[str]:
    return re.findall(r"<li>(\d{4}) (\d{4})</li>", page.content.decode())
