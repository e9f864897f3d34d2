"""Who opens records, and who answers for it, in the tests of oversight."""

from __future__ import annotations

from typing import Any

from django.test import Client

from onroll.web.access.models import RestrictedChild, User
from onroll.web.oversight import budgets

AS_THEY_ARE = budgets.numbers
SENTENCE = "The school rang about the child this morning."


def somebody(name: str, role: str, **of: Any) -> Client:
    """A test client with somebody of this name and role signed in; `client.user` is who."""
    from onroll.web.access.giving_roles import give_role

    email = f"{name.replace(' ', '.').lower()}{User.objects.count()}@exampleshire.example"
    user = User.objects.create_user(email, full_name=name)
    if role:
        give_role(user, role, **of)
    client = Client()
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client


def restrict(child: str) -> None:
    RestrictedChild.objects.create(child=child)


def asks(client: Client, **form: str) -> Any:
    """Somebody asks to see a child who is not theirs."""
    said = {"reason": "enquiry", "words": SENTENCE} | form
    return client.post("/open-a-record/", said)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def numbers_of(**limits: int) -> dict[str, Any]:
    """Other numbers for a test: each measure for every group alike."""
    groups = ("officers", "managers", "schools", "place")
    return {"glass": AS_THEY_ARE()["glass"]} | {
        measure: {group: {"from": {"2020-01-01": most}} for group in groups}
        for measure, most in limits.items()
    }
