"""Two officers who decide at the same moment, each on a connection of their own to PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decisions, standing
from onroll.web.access.models import Read
from onroll.web.children.models import SourceRecord
from onroll.web.publish import publish
from onroll.web.separating.models import Separation
from tests.web.log_opened import take_out
from tests.web.real_run import real_run

AMIRA = ("pupil_system:P1", "health:9434765919")
BEN = ("pupil_system:P2", "health:9434765870")
LONGEST = 240


@pytest.fixture
def shown(published: Path, home: Home, own_home: Home, officer: Any) -> Iterator[Any]:
    """A real run that the pages really show; afterwards the small one again, and nobody's acts.

    Gives somebody signed in.
    """
    with ThreadPoolExecutor(1) as pool:
        begun(pool, publish, real_run(own_home), own_home).result(LONGEST)
        since = timezone.now()
        yield officer
        begun(pool, put_back, since, published, home).result(LONGEST)


def put_back(since: Any, run_folder: Path, home: Home) -> None:
    Separation.objects.all().delete()
    take_out(Read.objects.filter(at__gte=since))
    publish(run_folder, home)


def begun(pool: ThreadPoolExecutor, work: Callable[..., Any], *given: Any) -> Future[Any]:
    """Have another thread do something on a connection of its own."""

    def done() -> Any:
        try:
            return work(*given)
        finally:
            connection.close()

    return pool.submit(done)


def child_of(record: str) -> str:
    return SourceRecord.objects.get(record_id=record).child_id


def send(officer: Any, address: str, form: dict[str, Any], together: Barrier) -> Any:
    """Open a page, wait until the other officer has it before them too, and send the form."""
    client = Client()
    client.force_login(officer)
    page = client.get(address).content.decode()
    (mark,) = re.findall(r'name="shown" value="([^"]*)"', page)
    together.wait(LONGEST)
    return client.post(address, form | {"shown": mark, "why": "I rang the school"})


def both(officer: Any, *sent: tuple[str, dict[str, Any]]) -> list[Any]:
    """What two officers are answered, who press their buttons at one moment."""
    together = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        asked = [begun(pool, send, officer, *each, together) for each in sent]
        return [each.result(LONGEST) for each in asked]


def test_of_two_who_say_the_opposite_the_second_is_shown_what_the_first_decided(
    shown: Any, own_home: Home
) -> None:
    pair = f"/matches/{child_of(BEN[0])}/{child_of(BEN[1])}/"
    answers = both(shown, (pair, {"verdict": "same"}), (pair, {"verdict": "different"}))
    (kept,) = decisions(own_home)
    assert sorted(each.status_code for each in answers) == [302, 409]
    joined = child_of(BEN[0]) == child_of(BEN[1])
    assert joined is (kept.verdict is Verdict.SAME), "the record follows the one that was kept"


def test_two_who_decide_about_different_children_are_both_followed_at_once(
    shown: Any, own_home: Home
) -> None:
    pair = f"/matches/{child_of(BEN[0])}/{child_of(BEN[1])}/"
    apart = f"/children/{child_of(AMIRA[0])}/not-the-same/"
    answers = both(shown, (pair, {"verdict": "same"}), (apart, {"record": [AMIRA[1]]}))
    assert [each.status_code for each in answers] == [302, 302]
    assert len(standing(decisions(own_home))) == 2
    assert child_of(BEN[0]) == child_of(BEN[1])
    assert child_of(AMIRA[0]) != child_of(AMIRA[1])
    assert Separation.objects.get().shown_at is not None
