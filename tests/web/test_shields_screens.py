"""Protecting a child, and ending it by two people: who may, what is kept, what each is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onroll.record.home import Home
from onroll.record.people.shields import covers, history, shields
from onroll.web.access.giving_roles import hold_only
from onroll.web.access.models import Read, User
from tests.web.shielded_world import ADOPTION, BEN, REFUGE, allocate, publish_world
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = pytest.mark.django_db

PROTECT = f"/children/{BEN}/protect/"
REASON = {"kind": "refuge", "why": "Mum's advocate told us on the phone"}


@pytest.fixture
def world(published: Any, own_home: Home) -> Home:
    publish_world(own_home)
    return own_home


@pytest.fixture
def people(db: None) -> dict[str, Client]:
    """A client of each of these people, signed in."""
    found = {}
    for name, role in [
        ("Priya", "Education officer"),
        ("Joanne", "Data analyst"),
        ("Ruth", "Safeguarding lead"),
        ("Owen", "Director"),
    ]:
        email = f"{name.lower()}@council.example"
        user = User.objects.create_user(email, full_name=name, role=role)
        found[name] = Client()
        found[name].force_login(user)
    return found


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_an_officer_protects_a_child_at_once(world: Home, people: dict[str, Client]) -> None:
    officer = people["Priya"]
    assert PROTECT in words(officer.get(f"/children/{BEN}/"))
    before = officer.get(f"/children/{BEN}/sources/").content
    assert b"1 High Street" in before
    told = officer.post(PROTECT, REASON)
    assert told.status_code == 200
    assert "Ben Mock is protected" in words(told)
    assert "Owen (Director) or Ruth (Safeguarding lead)" in words(told)
    assert "For you there is no such child any more" in words(told)
    assert f"/children/{BEN}/" not in words(told)
    for page in ("", "sources/", "protect/"):
        assert officer.get(f"/children/{BEN}/{page}").status_code == 404
    assert BEN not in words(officer.get("/children/"))
    assert "1 High Street" in words(people["Ruth"].get(f"/children/{BEN}/sources/"))
    kept = shields(world)[-1]
    assert (kept.kind, kept.records) == ("refuge", ("pupil_system:5",))
    assert (kept.by, kept.why) == ("priya@council.example", REASON["why"])


@pytest.mark.parametrize(("name", "sees"), [("Priya", False), ("Ruth", True)])
def test_who_protects_a_child_they_work_with_or_may_see_goes_on_to_the_record(
    world: Home, people: dict[str, Client], name: str, sees: bool
) -> None:
    """The officer sees what it takes to look for the child, and the lead sees everything."""
    allocate(User.objects.get(full_name="Priya"), BEN)
    told = words(people[name].post(PROTECT, REASON))
    assert "no such child" not in told.partition("You ")[2]
    assert f'href="/children/{BEN}/"' in told
    sources = people[name].get(f"/children/{BEN}/sources/")
    assert sources.status_code == 200
    assert (b"1 High Street" in sources.content) is sees
    assert ("A001000000005" in words(people[name].get(f"/children/{BEN}/"))) is sees


def test_every_record_of_the_child_is_covered(published: Any, own_home: Home, people: Any) -> None:
    people["Priya"].post(f"/children/{AMARA}/protect/", REASON)
    assert set(covers(own_home)["record_id"].to_pylist()) >= {"pupil_system:1", "health:999"}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Select what the child is protected from"),
        ({"kind": "refuge"}, "Enter why"),
        ({"kind": "celebrity", "why": "x"}, "Select one of the reasons shown"),
        ({"kind": "refuge", "why": "x" * 501}, "The reason must be 500 characters or fewer"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(
    world: Home, people: dict[str, Client], typed: dict[str, str], error: str
) -> None:
    page = words(people["Priya"].post(PROTECT, typed))
    assert page.count(error) >= 2  # in the summary and at the field
    assert "<title>Error: " in page
    assert len(shields(world)) == 2


def test_who_is_protected_already_is_not_protected_twice(world: Home, people: Any) -> None:
    assert people["Priya"].post(f"/children/{AMARA}/protect/", REASON).status_code == 404
    answer = people["Ruth"].post(f"/children/{AMARA}/protect/", REASON)
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{AMARA}/")
    assert len(shields(world)) == 2
    assert "Protect this child" not in words(people["Ruth"].get(f"/children/{AMARA}/"))


def test_others_are_told_that_they_may_not_and_who_may(world: Home, people: Any) -> None:
    refused = people["Joanne"].post(PROTECT, REASON)
    assert refused.status_code == 403
    assert "Your role is Data analyst." in words(refused)
    assert len(shields(world)) == 2
    for address in ("/shields/", "/shields/1/", "/shields/1/end/", f"/shields/1/end/{AMARA}/"):
        refused = people["Priya"].get(address)
        assert refused.status_code == 403
        assert "Safeguarding lead or Director" in words(refused)
        assert AMARA not in words(refused)
    assert people["Priya"].post("/shields/1/answer/", {"answer": "end"}).status_code == 403


def test_the_list_says_who_why_since_and_how(world: Home, people: Any) -> None:
    page = words(people["Ruth"].get("/shields/"))
    assert "3 in all" in page
    for text in ("In a refuge, or hidden", "Adopted, or about to be", "10 November 2026"):
        assert text in page
    assert f"/matches/{ZOFIA}/{AMARA}/" in page
    assert "1 child is absent for all others on suspicion alone" in page
    assert page.index(ZOFIA) < page.index("Protected (3 in all"), "those come first"
    assert "Check whether this is the same child" in page
    reads = Read.objects.filter(user__full_name="Ruth", page="shields")
    assert {read.child for read in reads} == {AMARA, JOSHUA, ZOFIA}


def test_it_takes_two_people_to_end_a_protection(world: Home, people: Any) -> None:
    ruth, owen = people["Ruth"], people["Owen"]
    asked = ruth.post(f"/shields/{ADOPTION}/end/", {"why": "The order was refused by the court"})
    assert asked["Location"] == f"/shields/{ADOPTION}/"
    assert "Ruth asked on" in words(owen.get("/shields/"))
    end = {"answer": "end", "why": "I have read the court's letter"}

    mine = words(ruth.post(f"/shields/{ADOPTION}/answer/", end))
    assert "somebody else must agree" in mine
    assert shields(world)[ADOPTION - 1].covered

    assert owen.post(f"/shields/{ADOPTION}/answer/", end).status_code == 302
    assert not shields(world)[ADOPTION - 1].covered
    assert [act["what"] for act in history(world, ADOPTION)] == ["raised", "asked", "lowered"]
    page = words(owen.get(f"/shields/{ADOPTION}/"))
    assert "This protection has ended" in page
    assert "I have read the court&#39;s letter" in page
    assert [act["by"] for act in history(world, ADOPTION)[1:]] == [
        "ruth@council.example",
        "owen@council.example",
    ]


def test_the_second_person_may_say_no(world: Home, people: Any) -> None:
    people["Ruth"].post(f"/shields/{REFUGE}/end/", {"why": "They moved"})
    keep = {"answer": "keep", "why": "He has found them before"}
    assert people["Owen"].post(f"/shields/{REFUGE}/answer/", keep).status_code == 302
    assert shields(world)[REFUGE - 1].covered
    assert shields(world)[REFUGE - 1].ask is None
    assert "He has found them before" in words(people["Ruth"].get(f"/shields/{REFUGE}/"))


def test_a_protection_raised_here_ends_for_everybody_when_two_agree(
    published: Any, own_home: Home, people: Any
) -> None:
    people["Priya"].post(PROTECT, REASON)
    people["Ruth"].post("/shields/1/end/", {"why": "It was the wrong Ben"})
    assert people["Priya"].get(f"/children/{BEN}/sources/").status_code == 404
    people["Owen"].post("/shields/1/answer/", {"answer": "end", "why": "I rang the refuge"})
    assert b"1 High Street" in people["Priya"].get(f"/children/{BEN}/sources/").content


def test_a_protection_that_is_not_there_is_not_found(world: Home, people: Any) -> None:
    for address in ("/shields/99/", "/shields/99/end/", f"/shields/{REFUGE}/end/{BEN}/"):
        assert people["Ruth"].get(address).status_code == 404
    assert people["Priya"].get("/children/EC-NOBODY00/protect/").status_code == 404


def test_rights_are_read_anew_at_each_request(world: Home, people: Any) -> None:
    ruth = people["Ruth"]
    assert "Canary Lane" in words(ruth.get(f"/children/{AMARA}/sources/"))
    hold_only(User.objects.get(full_name="Ruth"), "Education officer")
    assert ruth.get(f"/children/{AMARA}/sources/").status_code == 404
    assert ruth.get("/shields/").status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/shields/", "/shields/1/", f"/shields/1/end/{ZOFIA}/", PROTECT, f"/children/{AMARA}/"],
)
def test_each_page_asks_little_and_may_be_kept_nowhere(
    world: Home, people: dict[str, Client], address: str
) -> None:
    ruth = people["Ruth"]
    ruth.get("/feeds/")  # the first answer in a session also keeps its form token
    with CaptureQueriesContext(connection) as asked:
        answer = ruth.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    frame = ("SAVEPOINT", "set_config(", "current_setting(")
    queries = [query["sql"] for query in asked if not any(a in query["sql"] for a in frame)]
    assert len(queries) <= 22, "\n".join(queries)
    assert Client().get(address).status_code == 302  # a stranger signs in first
