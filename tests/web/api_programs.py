"""Programs with keys, as whoever manages people makes them; and asking the API with one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from onroll.web.access.models import Role, User
from onroll.web.api.keys import make_key
from onroll.web.api.programs import make_program

HILLTOP = "100001"

MISSES = {
    "reason": "MN", "hours_offered": "12", "hours_attended": "10", "starts_on": "2026-10-01",
}  # fmt: skip
"""What is answered of a pupil who is new in a monthly return."""


def this_month() -> date:
    """The month of today, by its first day."""
    return localdate().replace(day=1)


def needed(answer: Any) -> dict[str, str]:
    """What is said to be needed, by where."""
    return {each["where"]: each["needed"] for each in answer.json()["errors"]}


def key_of(role: Role, urn: str = "", *, by: User, name: str = "Pupil system") -> tuple[User, str]:
    """A new program and the secret of a key of it, good for a year."""
    account = make_program(name=name, role=role, urn=urn, by=by)
    return account, another_key(account, by)


def another_key(account: User, by: User, days: int = 365) -> str:
    """A key of a program whose last day is so many days away."""
    last = localdate() + timedelta(days=days)
    return make_key(account=account, name="A key", last_day=last, by=by, at=now())


class Program:
    """A program that asks the service with its key. It is answered by the whole service."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, address: str) -> Any:
        return self.client.get(f"/api/v1/{address}")

    def post(self, address: str, word: str = "word-of-mine-1", /, **body: Any) -> Any:
        return self.client.post(
            f"/api/v1/{address}", json.dumps(body), content_type="application/json",
            headers={"Idempotency-Key": word},
        )  # fmt: skip
