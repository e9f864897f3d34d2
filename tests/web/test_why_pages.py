"""Why and why not on a page: what it rests on, what would change it, as known then and now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from onroll.record.home import Home
from onroll.web.access.models import Read, User
from tests.web.shielded_world import BEN, publish_world
from tests.web.small_run import AMARA, FACTS, JOSHUA, MOVES, STATUSES, d, write_run

pytestmark = pytest.mark.django_db

WHY = f"/children/{AMARA}/why/missing_education/"


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def stamp(folder: Path, known_at: str, received_at: str) -> None:
    path = folder / "manifest.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    held["known_at"] = known_at
    held["loads"].append(
        {"feed": "pupil_leavers", "load_id": "1", "file": MOVES, "received_at": received_at}
    )
    path.write_text(json.dumps(held), encoding="utf-8")


@pytest.fixture
def kept(published: Any, own_home: Home) -> Home:
    """The run that is shown, and one of the 15th, when the school had not yet told of a leaver."""
    stamp(write_run(own_home.path), "2026-11-23T02:00:00+00:00", "2026-11-20T03:00:00+00:00")
    facts = [
        (c, fact, d(start), None if fact == "on_roll" else d(end), *rest)
        for c, fact, start, end, *rest in FACTS
    ]
    statuses = [(c, k, d(s), d(e)) for c, k, s, e in STATUSES if k != "missing_education"]
    then = write_run(own_home.path, run_id="2026-11-15-b", facts=facts, statuses=statuses)
    stamp(then, "2026-11-15T02:00:00+00:00", "2026-11-14T03:00:00+00:00")
    return own_home


def test_a_why_names_the_facts_without_any_of_which_the_child_is_not_counted(
    signed_in: Client, published: Any
) -> None:
    page = words(signed_in.get(WHY))
    assert "Take any one of these away and Amara Example is counted no more" in page
    rests = page.split("What it rests on")[1].split("What was known on a past day?")[0]
    assert "Lives in our area" in rests
    assert "gp.tsv" in rests
    assert "On a school roll" not in rests  # it ended: its absence is what counts


def test_a_why_not_says_which_fact_of_which_feed_from_which_day(
    signed_in: Client, published: Any
) -> None:
    page = words(signed_in.get(f"/children/{JOSHUA}/why/home_educated_not_yet_reviewed/"))
    change = page.split("What would change it")[1]
    assert "home educated, from 23 November 2026 on" in change
    assert "Told by: Home education register" in change


def test_the_answer_then_stands_beside_the_answer_now_with_what_arrived_since(
    signed_in: Client, kept: Home
) -> None:
    """On the 15th she was still on the roll; a file of the 20th said she had left on the 12th."""
    told = signed_in.get(WHY, {"day": "15", "month": "11", "year": "2026"}, follow=True)
    assert told.redirect_chain[0][0] == f"{WHY}?as-of=2026-11-15&then="
    page = words(told)
    assert "as known on 15 November 2026, 2:00am and as known now" in page
    roll = page.split("Not on a school roll")[1]
    assert roll.index("Not met") < roll.index("Met<")
    turned = page.split("The answer turned on")[1]
    assert "New: On a school roll, Hilltop Academy, from 1 September 2024 to 11 November" in turned
    assert "received 20 November 2026, 3:00am" in turned
    assert "by the definition of then" not in page


def test_a_list_made_by_another_definition_is_said_to_be(signed_in: Client, kept: Home) -> None:
    then = kept.runs / "2026-11-15-b"
    now = kept.runs / "2026-11-23-a"
    (then / "statuses.parquet").write_bytes((now / "statuses.parquet").read_bytes())
    page = words(signed_in.get(f"{WHY}?as-of=2026-11-15&then"))
    assert "The list of then counted Amara Example, by the definition of then" in page


def test_a_day_of_which_no_run_was_kept_is_said_to_be_one(signed_in: Client, kept: Home) -> None:
    page = words(signed_in.get(f"{WHY}?as-of=2026-11-14&then"))
    assert "No run was kept" in page
    assert "onroll run --as-of 2026-11-14 --known-at 2026-11-14 --no-publish" in page


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"day": "31", "month": "2", "year": "2026"}, "Date must be a real date"),
        ({"day": "", "month": "2", "year": "2026"}, "Date must include a day"),
        ({"day": "1", "month": "1", "year": "2027"}, "Later days are not known yet"),
    ],
)
def test_a_day_that_cannot_be_shown_is_asked_for_again(
    signed_in: Client, published: Any, typed: dict[str, str], problem: str
) -> None:
    page = words(signed_in.get(WHY, typed))
    assert problem in page
    assert "Error:" in page


def test_each_look_is_logged(signed_in: Client, kept: Home) -> None:
    before = Read.objects.count()
    signed_in.get(f"{WHY}?as-of=2026-11-15&then")
    looks = Read.objects.order_by("pk").values_list("child", "page")
    assert list(looks[before:]) == [(AMARA, "why")]


def test_of_a_protected_child_no_place_or_file_is_in_a_why(published: Any, own_home: Home) -> None:
    publish_world(own_home)
    user = User.objects.create_user("p@council.example", full_name="P", role="Education officer")
    officer = Client()
    officer.force_login(user)
    assert (
        officer.post(
            f"/children/{BEN}/protect/", {"kind": "refuge", "why": "Told on the phone"}
        ).status_code
        == 200
    )
    for key in ("missing_education", "on_roll", "resident", "full_time_education"):
        page = words(officer.get(f"/children/{BEN}/why/{key}/"))
        main = page.split("<main")[1].split("</main")[0]
        for secret in (".csv", ".tsv", "100001", "High Street", "row 1", "Hilltop"):
            assert secret not in main, (key, secret)


def test_a_definitions_page_says_how_its_list_moved_in_the_last_month(
    signed_in: Client, kept: Home
) -> None:
    """From 30 September to 31 October 2026 of the run shown, none having been kept from then."""
    page = words(signed_in.get("/definitions/missing_education/"))
    moved = page.split("How the list moved")[1].split("How we read the law")[0]
    assert "From 30 September 2026 to 31 October 2026" in moved
    assert "Opening, as known now" in moved
    assert "Days passed" in moved
    assert "Learnt late" not in moved


def test_a_list_that_opened_in_a_kept_run_says_when_that_was_known_and_what_was_learnt(
    signed_in: Client, kept: Home
) -> None:
    """Zofia has been missing since June; the run kept from 30 September had nobody so."""
    path = kept.runs / "2026-11-15-b" / "manifest.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(held | {"known_at": "2026-09-30T02:00:00+00:00"}), encoding="utf-8")
    page = words(signed_in.get("/definitions/missing_education/"))
    moved = page.split("How the list moved")[1].split("How we read the law")[0]
    assert "Opening, as known on 30 September 2026, 3:00am" in moved
    learnt = moved.split("Learnt late or corrected")[1]
    assert ">1</td>" in learnt.split("Days passed")[0]
