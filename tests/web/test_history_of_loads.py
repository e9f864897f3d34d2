"""The history on screen, and taking a load back: undo, withdraw, put back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onroll.record import feeds
from onroll.record.feeds.deliveries import State, history
from onroll.record.feeds.landing import land
from onroll.record.feeds.loads import Load
from onroll.record.home import Home
from tests.web.files_to_load import broken, csv_of, pupils
from tests.web.sending import words

pytestmark = pytest.mark.django_db


def loaded(home: Home, name: str, content: bytes, *, days_ago: int = 1) -> Load:
    """A file loaded by somebody some days ago, without the pages."""
    path = home.path / name
    path.write_bytes(content)
    received_at = datetime.now(UTC) - timedelta(days=days_ago)
    reading = feeds.read(path, "pupil_roll", received_on=received_at.date())
    return land(reading, home, received_at, by="Priya Sharma")


def address(load: Load) -> str:
    return f"/feeds/{load.feed}/loads/{load.load_id}/"


def state(home: Home, load: Load) -> State:
    return next(each.state for each in history(home) if each.load.load_id == load.load_id)


def test_a_load_is_undone_whole_in_two_clicks_and_put_back_in_one(
    analyst: Any, own_home: Home
) -> None:
    october = loaded(own_home, "roll_2026-10-01.csv", csv_of(pupils(30)), days_ago=9)
    november = loaded(own_home, "roll_2026-11-01.csv", csv_of(pupils(31)))
    assert f'href="{address(november)}undo/"' in analyst.get("/feeds/loads/").content.decode()
    page = words(analyst.get(f"{address(november)}undo/"))
    assert "31 rows, loaded on" in page
    assert "roll_2026-10-01.csv, loaded on" in page
    assert "will count in its place." in page
    after = words(analyst.post(f"{address(november)}undo/", follow=True))
    assert "Undone by Joanne Lee on" in after
    assert (state(own_home, november), state(own_home, october)) == (State.UNDONE, State.STANDING)
    assert "Put this load back" in after
    analyst.post(f"{address(november)}put-back/")
    assert (state(own_home, november), state(own_home, october)) == (
        State.STANDING,
        State.REPLACED,
    )


def test_a_load_of_a_fortnight_ago_can_only_be_withdrawn_with_a_reason(
    analyst: Any, own_home: Home
) -> None:
    load = loaded(own_home, "roll_2026-10-01.csv", csv_of(pupils(30)), days_ago=15)
    assert "Undo" not in words(analyst.get(address(load)))
    assert analyst.get(f"{address(load)}undo/")["Location"] == address(load)
    refused = analyst.post(f"{address(load)}undo/")
    assert refused.status_code == 409
    assert "a load can be undone for 14 days. Withdraw it instead, and say why." in words(refused)

    unsaid = analyst.post(f"{address(load)}withdraw/", {"why": " "})
    assert unsaid.status_code == 422
    assert "There is a problem Enter why this load is withdrawn" in words(unsaid)
    assert state(own_home, load) is State.STANDING
    analyst.post(f"{address(load)}withdraw/", {"why": "It is another authority's"})
    page = words(analyst.get("/feeds/pupil_roll/loads/"))
    assert "Withdrawn by Joanne Lee on" in page
    assert "Why: It is another authority's" in page


def test_undone_by_two_people_at_once_it_is_undone_once(analyst: Any, own_home: Home) -> None:
    load = loaded(own_home, "roll_2026-11-01.csv", csv_of(pupils(30)))
    for _ in range(2):
        assert analyst.post(f"{address(load)}undo/")["Location"] == address(load)
    assert len(list(own_home.events.glob("*.json"))) == 1


def test_the_history_says_who_when_and_what_counts_now(analyst: Any, own_home: Home) -> None:
    loaded(own_home, "roll_2026-10-01.csv", csv_of(broken(30)), days_ago=40)
    loaded(own_home, "roll_2026-11-01.csv", csv_of(pupils(31)), days_ago=9)
    page = words(analyst.get("/feeds/loads/"))
    assert "2 loads, newest first" in page
    assert page.index("roll_2026-11-01.csv") < page.index("roll_2026-10-01.csv")
    assert "by Priya Sharma In use" in page
    assert "Replaced roll_2026-11-01.csv, loaded on" in page
    assert "25 5" in page


def test_somebody_who_may_not_load_sees_the_history_and_no_rows(
    signed_in: Any, own_home: Home
) -> None:
    load = loaded(own_home, "roll_2026-11-01.csv", csv_of(broken(30)))
    page = words(signed_in.get(address(load)))
    assert "5 rows were held back." in page
    for offered in ("fix file", "Undo", "Withdraw"):
        assert offered not in page
    assert signed_in.get("/feeds/loads/").status_code == 200


def test_what_was_never_loaded_is_not_there(analyst: Any, own_home: Home) -> None:
    assert "Nothing has been loaded yet" in words(analyst.get("/feeds/loads/"))
    load = loaded(own_home, "roll_2026-11-01.csv", csv_of(pupils(30)))
    for nowhere in (
        "/feeds/pupil_roll/loads/nobody/",
        f"/feeds/term_dates/loads/{load.load_id}/",
        "/feeds/no_such_feed/loads/",
        f"{address(load)}fix-file/",
    ):
        assert analyst.get(nowhere).status_code == 404
