"""What tests of the pages about people share: making somebody, and filling in the forms."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

from django.test import Client

from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import RoleHeld, User


def made(name: str, *roles: str, **more: Any) -> User:
    user = User.objects.create_user(
        f"{name.lower()}@exampleshire.example", full_name=f"{name} Example"
    )
    for role in roles:
        give_role(user, role, **more)
    return user


def signed_in_as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen_of(client: Client, address: str) -> str:
    """What the form carries of what it was made from."""
    found = re.search(r'name="seen" value="(\w*)"', text_of(client.get(address)))
    assert found, address
    return found[1]


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def boxes(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)
    }  # fmt: skip


def give(client: Client, user: User, role: str, **typed: Any) -> Any:
    address = f"/people/{user.pk}/give/"
    seen = typed.pop("seen", None) or seen_of(client, address)
    return client.post(address, {"role": role, "why": "New post", "seen": seen, **typed})


def end_now(client: Client, held: RoleHeld, **typed: Any) -> Any:
    address = f"/people/{held.user_id}/roles/{held.pk}/end/"
    seen = typed.pop("seen", None) or seen_of(client, address)
    return client.post(address, {"when": "now", "why": "Left", "seen": seen, **typed})
