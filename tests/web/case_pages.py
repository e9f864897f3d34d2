"""Cases of the small run's children, made and read through the pages."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.models import User
from onroll.web.cases.actions import add, open_case
from onroll.web.cases.models import Case
from onroll.web.children.models import Fact
from tests.web.small_run import AMARA

TOLD = {
    "source": "school", "issue": "whereabouts", "told_by": "Ms Reed",
    "words": "Not seen since half term",
}  # fmt: skip


def colleague(role: str, name: str = "Sam Otieno") -> User:
    email = f"{role}.{name}@x.example".replace(" ", ".").lower()
    user: User = User.objects.create_user(email, full_name=name, role=role)
    return user


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(by: User, child: str = AMARA, token: str = "first", **told: Any) -> Case:
    """A case that is open, and waits to be decided on."""
    case, _ = open_case(
        child=child, record_id=f"pupil_system:{child}", told=TOLD | told, on=localdate(), by=by,
        at=now(), token=token,
    )  # fmt: skip
    return case


def accepted(manager: User, token: str = "first") -> Case:
    """A case that triage accepted."""
    case = opened(manager, token=token)
    decided = {"route": "accept", "risk": "concern", "whereabouts": "not_known"}
    send(browser_of(manager), f"/cases/{case.pk}/decide/", **decided)
    case.refresh_from_db()
    return case


def given(manager: User, child: str) -> Case:
    """A case about a child that the manager works on."""
    case, _ = open_case(
        child=child, record_id=f"pupil_system:{child}", told=TOLD, on=localdate(), by=manager,
        at=now(), token=f"of {child}",
    )  # fmt: skip
    for kind, told in ((Kind.TRIAGED, {"route": "accept", "risk": "none"}),
                       (Kind.ALLOCATED, {"officer": manager.pk})):  # fmt: skip
        add(case, kind, told, on=localdate(), by=manager, at=now(), token=f"{kind} {child}")
    return case


def place_not_taken_up() -> None:
    """Amara was offered a place that nobody took up; then the council's list has another reason."""
    for fact, first, end, feed in (
        ("offer_not_accepted", date(2026, 11, 14), date(2026, 11, 20), "admissions_applications"),
        ("reason_did_not_apply", date(2026, 11, 20), None, "cme_log"),
    ):
        Fact.objects.create(
            row_id=uuid.uuid4(), child_id=AMARA, fact=fact, starts_on=first, ends_before=end,
            setting="", feed=feed, file="list.csv", row=7,
        )  # fmt: skip


def send(client: Client, address: str, **typed: Any) -> Any:
    """What a form answers. Its token and the event that its page last showed go with it."""
    page = client.get(address).content.decode()
    carried = {
        name: found.group(1)
        for name in ("token", "last")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }
    return client.post(address, carried | typed)


def words(response: Any) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
