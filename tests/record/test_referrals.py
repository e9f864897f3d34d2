"""Referrals are kept once, never lost, and handed on all together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onroll.record.feeds.loads import loads
from onroll.record.home import Home
from onroll.record.referrals import Told, hand_over, referrals, take

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
IDRIS = Told(
    surname="=Hussein, the younger",
    forename="Idris",
    born="5 March 2014",
    date_of_birth="2014-03-05",
    sex="M",
    upn="",
    address='2 "Sea" Road',
    postcode="XE1 1AA",
    last_school="",
    told_by="His aunt",
    told_on="2026-11-20",
)
PRIYA = "priya@exampleshire.example"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_form_sent_twice_is_one_referral(home: Home) -> None:
    first = take(home, IDRIS, at=AT, by=PRIYA, token="one")
    assert take(home, IDRIS, at=AT, by=PRIYA, token="one") == first
    assert take(home, IDRIS, at=AT, by=PRIYA, token="two").ref == "R000002"
    assert [each.record_id for each in referrals(home)] == ["referral:R000001", "referral:R000002"]
    assert referrals(home)[0].told == IDRIS


def test_every_file_holds_every_referral_as_it_was_told(home: Home) -> None:
    """On one day, and on the next: no file takes back what the one before it said."""
    for n, day in enumerate((AT, AT, AT + timedelta(days=1)), start=1):
        told = replace(IDRIS, date_of_birth="", born="2014") if n == 2 else IDRIS
        take(home, told, at=day, by=PRIYA, token=str(n))
        load = hand_over(home, at=day, by=PRIYA)
        assert (load.accepted, load.held_back) == (n, 0)
    rows = pq.read_table(load.path / "accepted.parquet").to_pylist()
    assert {row["surname"] for row in rows} == {"=Hussein, the younger"}
    assert {row["address"] for row in rows} == {'2 "Sea" Road'}
    assert [row["date_of_birth"] is None for row in rows] == [False, True, False]
    assert [row["born_as_told"] for row in rows] == ["5 March 2014", "2014", "5 March 2014"]


def test_with_nothing_new_nothing_is_landed(home: Home) -> None:
    take(home, IDRIS, at=AT, by=PRIYA, token="one")
    first = hand_over(home, at=AT, by=PRIYA)
    assert hand_over(home, at=AT + timedelta(hours=1), by=PRIYA).load_id == first.load_id
    assert len(list(loads(home))) == 1


def test_one_that_could_not_be_handed_on_goes_with_the_next(home: Home) -> None:
    take(home, IDRIS, at=AT, by=PRIYA, token="one")
    home.loads.parent.mkdir(parents=True, exist_ok=True)
    home.loads.write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError, match="loads"):
        hand_over(home, at=AT, by=PRIYA)
    home.loads.unlink()
    take(home, IDRIS, at=AT, by=PRIYA, token="two")
    assert hand_over(home, at=AT, by=PRIYA).accepted == 2
