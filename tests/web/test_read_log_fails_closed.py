"""Where a look cannot be written down or sealed, nothing is shown. On a database that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from onroll.web.access.acting import acting_as
from onroll.web.access.models import Read
from tests.web.log_opened import take_out
from tests.web.small_run import AMARA

NOT_WRITTEN = (
    """create function full_up() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device'; end $$""",
    "create trigger full_up before insert on access_read execute function full_up()",
)
NOT_SEALED = ("alter table read_seal add constraint full_up check (number < 0) not valid",)
MENDED = (
    "drop trigger if exists full_up on access_read",
    "drop function if exists full_up()",
    "alter table read_seal drop constraint if exists full_up",
)


@pytest.fixture
def officer_at_work(
    published_once: Any, officer_once: Any, django_db_blocker: Any
) -> Iterator[Client]:
    """Somebody signed in, whose every request commits; what they did is taken back."""
    with django_db_blocker.unblock():
        client = Client(raise_request_exception=False)
        client.force_login(officer_once)
        newest = newest_read()
        yield client
        take_out(Read.objects.filter(pk__gt=newest))
        client.logout()


@contextmanager
def broken(fault: tuple[str, ...]) -> Iterator[None]:
    try:
        done(fault)
        yield
    finally:
        done(MENDED)


def done(acts: tuple[str, ...]) -> None:
    """What only the owner of the tables can do."""
    with acting_as("none"), connection.cursor() as cursor:
        for act in acts:
            cursor.execute(act)


def newest_read() -> int:
    return Read.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.parametrize("fault", [NOT_WRITTEN, NOT_SEALED], ids=["not written", "not sealed"])
@pytest.mark.parametrize(
    ("address", "seen"),
    [
        (f"/children/{AMARA}/", 200),
        ("/children/", 200),
        ("/questions/questions.csv", 200),
        ("/children/EC-NOBODY00/", 404),
    ],
)
def test_a_look_that_cannot_be_kept_shows_nobody(
    officer_at_work: Client, fault: tuple[str, ...], address: str, seen: int
) -> None:
    """A page of words instead, for a record, a list, a file and a refusal alike."""
    before = newest_read()
    with broken(fault):
        response = officer_at_work.get(address)
        text = response.content.decode()
        assert response.status_code == 500
        assert "Something went wrong on our side" in text
        assert "EC-" not in text
        assert "Amara" not in text
        assert newest_read() == before
    assert officer_at_work.get(address).status_code == seen
    assert newest_read() > before
