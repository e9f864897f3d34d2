"""Requests of one person at one moment, on a database that commits: the budget holds exactly."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from onroll.web.access.acting import acting_as
from onroll.web.access.models import Read, User
from onroll.web.oversight import budgets
from onroll.web.oversight.models import Item, Kind
from tests.web.log_opened import take_out
from tests.web.oversight_people import numbers_of, somebody
from tests.web.small_run import CHILDREN

AT_ONCE = [child for child, *_ in CHILDREN][:4]


@pytest.fixture
def one_left(published_once: Any, django_db_blocker: Any, monkeypatch: Any) -> Iterator[User]:
    """An officer who may open one record today; what they did is taken back."""
    few = numbers_of(opened=1, listed=99, asked=99, exported=99)
    monkeypatch.setattr(budgets, "numbers", lambda: few)
    with django_db_blocker.unblock():
        newest = Read.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        yield somebody("Sam Loe", "Education officer").user  # type: ignore[attr-defined]
        take_out(Read.objects.filter(pk__gt=newest))
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute("truncate oversight_itemchild, oversight_reviewevent, oversight_item")


def test_of_four_requests_at_one_moment_one_has_the_last_record(one_left: User) -> None:
    """Each for another child: one is shown, three are refused in words, and all four are logged."""
    together = Barrier(len(AT_ONCE))

    def opened(child: str) -> int:
        try:
            client = Client()
            client.force_login(one_left)
            together.wait(30)
            return client.get(f"/children/{child}/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(AT_ONCE)) as pool:
        assert sorted(pool.map(opened, AT_ONCE)) == [200, 429, 429, 429]
    rows = Read.objects.filter(user=one_left).order_by("-pk")[:4]
    assert sorted(row.outcome for row in rows) == ["refused", "refused", "refused", "shown"]
    assert {row.child for row in rows} == set(AT_ONCE)
    assert Item.objects.filter(user=one_left, kind=Kind.BUDGET).count() == 1
