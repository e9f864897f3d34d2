"""Answers through the pages with a real run: joined at once, taken back whole, and referred."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.run import run
from onroll.web.children.models import Child, SourceRecord
from onroll.web.matching.models import PossibleMatch
from onroll.web.publish import publish
from tests.web.real_run import AS_OF, real_run
from tests.web.sending import words

pytestmark = pytest.mark.django_db

BEN, BENS_OTHER = "pupil_system:P2", "health:9434765870"


@pytest.fixture
def shown(own_home: Home) -> Home:
    publish(real_run(own_home), own_home)
    return own_home


def child_of(record: str) -> str:
    return SourceRecord.objects.get(record_id=record).child_id


def answer(client: Any, a: str, b: str, verdict: str) -> Any:
    page = client.get(f"/matches/{a}/{b}/").content.decode()
    (shown,) = re.findall(r'name="shown" value="(\w+)"', page)
    form = {"verdict": verdict, "why": "I rang the school", "shown": shown}
    return client.post(f"/matches/{a}/{b}/", form)


def everything() -> list[tuple[Any, ...]]:
    records = SourceRecord.objects.order_by("record_id")
    return [*records.values_list("record_id", "child"), *Child.objects.order_by("pk").values_list()]


def test_the_same_child_is_one_at_once_and_two_again_when_it_is_taken_back(
    signed_in: Any, shown: Home
) -> None:
    before = everything()
    a, b = child_of(BEN), child_of(BENS_OTHER)
    assert a != b
    response = answer(signed_in, a, b, "same")
    one = child_of(BEN)
    assert one == child_of(BENS_OTHER)
    page = words(signed_in.get(response["Location"]))
    assert "The records are one child's" in page
    assert "next run" not in page
    again = signed_in.post(f"/matches/{a}/{b}/", {"verdict": "same", "why": "x"})
    assert again["Location"] == "/matches/decided/1/"
    late = signed_in.post(f"/matches/{a}/{b}/", {"verdict": "different", "why": "x"})
    assert late.status_code == 409
    assert "Priya Sharma decided" in words(late)
    assert "These records are one child's now" in words(late)

    signed_in.post("/matches/decided/1/take-back/", {"why": "It was the wrong Ben"})
    assert everything() == before


def test_different_children_leave_the_queue_for_good(signed_in: Any, shown: Home) -> None:
    match = PossibleMatch.objects.first()
    assert match is not None
    a, b = match.child_a_id, match.child_b_id
    assert f"/matches/{a}/{b}/" in signed_in.get("/matches/").content.decode()
    page = signed_in.get(answer(signed_in, a, b, "different")["Location"])
    assert "They are two children" in words(page)
    assert f"/matches/{a}/{b}/" not in signed_in.get("/matches/").content.decode()


def test_a_referral_is_a_child_after_the_next_run(signed_in: Any, shown: Home) -> None:
    signed_in.post("/referrals/new/", {"surname": "Quite-New", "born": "2 May 2014"})
    signed_in.post("/referrals/new/matches/")
    told = {
        "forename": "Ada",
        "surname": "Quite-New",
        "born": "2 May 2014",
        "sex": "F",
        "postcode": "XE1 1AA",
        "told_by": "Her aunt",
        "source": "parent",
        "issue": "not_attending",
        "words": "Plays in the street all day",
        "told_on": "19 November 2026",
    }
    signed_in.post("/referrals/new/child/", told)
    signed_in.post("/referrals/new/check/")
    later = datetime.now(UTC) + timedelta(minutes=1)
    publish(run(shown, as_of=AS_OF, known_at=later), shown)
    child = Child.objects.get(surname="Quite-New")
    assert (child.forename, str(child.date_of_birth)) == ("Ada", "2014-05-02")
    assert child.pk in words(signed_in.get("/referrals/"))
