"""What a case tells is shown at once, handed to the next run, and says the same there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from onroll.record.home import Home
from onroll.record.referrals import Told, hand_over, take
from onroll.record.run import run
from onroll.web.amending import publish_newest
from onroll.web.cases import telling
from onroll.web.cases.models import Case
from onroll.web.children.models import Child, Clock, Fact, SourceRecord, Status
from onroll.web.publish import publish
from tests.web.case_pages import TOLD, browser_of, colleague, send
from tests.web.real_run import real_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(own_home: Home) -> Path:
    """A run of a few children in two systems, which the pages show."""
    folder = real_run(own_home)
    publish(folder, own_home)
    return folder


def child_of(record: str) -> str:
    return SourceRecord.objects.get(record_id=record).child_id


def true_of(child: str) -> dict[str, set[tuple[Any, ...]]]:
    """What is told and true of a child, whatever file says so."""
    columns = {
        Fact: ("fact", "starts_on", "ends_before", "value", "setting", "feed"),
        Status: ("definition", "starts_on", "ends_before"),
        Clock: ("clock", "starts_on", "due_on", "met_on", "setting"),
    }
    return {
        model.__name__: set(model.objects.filter(child=child).values_list(*names))  # type: ignore[attr-defined]
        for model, names in columns.items()
    }


def run_again(home: Home) -> None:
    now = datetime.now(UTC)
    publish_newest(run(home, as_of=localdate(), known_at=now), home, at=now)


def worked(child: str) -> None:
    """A case about a child, decided on, worked in and closed by two people."""
    manager, other = colleague("Pathway manager"), colleague("Director", "Ada Cole")
    one, two = browser_of(manager), browser_of(other)
    case = send(one, f"/children/{child}/case/", **TOLD)["Location"].partition("?")[0]
    send(one, f"{case}decide/", route="accept", risk="none", whereabouts="not_known")
    send(one, f"{case}write/whereabouts/", place="address", where="1 High Street", by_whom="Mum")
    found = {"how": "social_care", "words": "Seen", "in_area": "yes", "postcode": "XE1 1AA"}
    assert send(one, f"{case}write/verified/?of=3", **found).status_code == 302
    assert (
        send(one, case.replace("/cases/", "/visits/"), seen="alone", where="home").status_code
        == 302
    )
    assert send(two, f"{case}write/contact/", with_whom="Mum", how="call",
                reached="refused").status_code == 302  # fmt: skip


def test_what_is_shown_at_once_is_what_the_next_run_says(shown: Path, own_home: Home) -> None:
    run_again(own_home)
    assert telling.hand_over(at=datetime.now(UTC), by="onroll") is None  # there is no case
    child, children = child_of("pupil_system:P1"), Child.objects.count()
    worked(child)
    at_once = true_of(child)
    assert {"case_open", "child_seen", "address_verified", "contact_refused"} <= {
        fact for fact, *_ in at_once["Fact"]
    }
    load = telling.hand_over(at=datetime.now(UTC), by="onroll")
    assert load is not None
    assert load.held_back == 0
    assert telling.hand_over(at=datetime.now(UTC), by="onroll") == load  # the same again
    run_again(own_home)
    assert Child.objects.count() == children  # a case makes no second child
    assert true_of(child) == at_once


def test_a_decision_outlives_a_run_that_did_not_know_it(shown: Path, own_home: Home) -> None:
    """A run that was made before somebody wrote, and is published after."""
    child = child_of("pupil_system:P1")
    before = run(own_home, as_of=localdate(), known_at=datetime.now(UTC))
    worked(child)
    publish(before, own_home)
    assert Fact.objects.filter(child=child, fact="child_seen").exists()


def test_whoever_was_referred_has_a_case_once_a_run_knows_them(shown: Path, own_home: Home) -> None:
    manager = colleague("Pathway manager")
    told = Told(
        "Quorvex", "Una", "1 May 2015", "2015-05-01", "F", "", "", "", "", "A neighbour",
        localdate().isoformat(), "public", "not_attending", "Plays in the street all day",
    )  # fmt: skip
    taken = take(own_home, told, at=datetime.now(UTC), by=manager.email, token="once")
    hand_over(own_home, at=datetime.now(UTC), by=manager.email)
    run_again(own_home)
    case = Case.objects.get()
    assert (case.child, case.issue) == (child_of(taken.record_id), "not_attending")
    assert case.rows()[0].told["words"] == "Plays in the street all day"
    run_again(own_home)
    assert Case.objects.count() == 1


def test_a_case_goes_with_its_record_when_two_children_are_taken_apart(
    shown: Path, own_home: Home
) -> None:
    """Separating them restores both, their cases too; a case is not among what is selected."""
    run_again(own_home)
    children = {name: child_of(name) for name in ("pupil_system:P1", "health:9434765919")}
    assert len(set(children.values())) == 1
    child = children["pupil_system:P1"]
    worked(child)
    case = Case.objects.get()
    telling.hand_over(at=datetime.now(UTC), by="onroll")
    run_again(own_home)
    lead = browser_of(colleague("Safeguarding lead", "Ruth Adeyemi"))
    address = reverse("separate", args=[child])
    page = lead.get(address).content.decode()
    other = {"pupil_system:P1", "health:9434765919"} - {case.record_id}
    shown_as = page.partition('name="shown" value="')[2].partition('"')[0]
    said = {"record": sorted(other), "shown": shown_as, "why": "The school says they are two"}
    assert lead.post(address, said).status_code == 302
    case.refresh_from_db()
    assert case.child == child_of(case.record_id) != child_of(other.pop())
    assert Fact.objects.filter(child=case.child, fact="child_seen").exists()
