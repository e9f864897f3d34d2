"""Visits to providers: never visited first of all, then overdue; history kept; officers only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.provider_visits import LOOKED_AT, VISIT, latest_next
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.children.models import Fact, School
from onroll.web.provider_visits.models import ProviderVisit, VisitTakenBack
from tests.web.case_pages import browser_of, colleague, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, JOSHUA
from tests.web.told_by_form import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
HERE, NEW = "/providers/", "/providers/visits/new/"
FORGE, QUAY, MILL = "100009", "100010", "100011"


@pytest.fixture
def coordinator() -> Client:
    """With three providers in the record: a child is placed at Forge and at Quay."""
    with as_publisher():
        for urn, name in ((FORGE, "Forge Centre"), (QUAY, "Quay Tuition"), (MILL, "Mill Tuition")):
            School.objects.get_or_create(
                urn=urn, defaults={"row_id": uuid4(), "name": name, "days": []}
            )
        for child, urn in ((AMARA, FORGE), (JOSHUA, QUAY)):
            Fact.objects.create(
                row_id=uuid4(), child_id=child, fact="alternative_provision", setting=urn,
                starts_on=date(2026, 9, 7), feed="placements", file="placements.csv", row=1,
            )  # fmt: skip
    return browser_of(colleague("Coordinator"))


def seen(**answers: str) -> dict[str, Any]:
    """What a browser sends of a visit of today at which all was well, but for these answers."""
    day = localdate()
    told = {
        "visited_on": day.isoformat(), "who_went": "Joanne Lee", "outcome": "good",
        "next_visit_on": latest_next(day).isoformat(), **dict.fromkeys(LOOKED_AT, "yes"),
    }  # fmt: skip
    return {"provider": FORGE, "token": "one page"} | typed(VISIT, told | answers)


def visit(urn: str, next_on: date) -> None:
    """One of a year ago, with the day on which the next was due."""
    with as_publisher():
        by = made(f"By {urn}")
        ProviderVisit.objects.create(
            urn=urn, provider=f"URN {urn}", visited_on=next_on - timedelta(days=365), by=by,
            at=now(), token=urn, answers={"outcome": "good", "next_visit_on": next_on.isoformat()},
        )  # fmt: skip


def test_never_visited_comes_first_of_all_then_overdue(coordinator: Client) -> None:
    """One that is due today is in time; one that was due yesterday is overdue."""
    visit(QUAY, localdate())
    visit(MILL, localdate() - timedelta(days=1))
    page = words(coordinator.get(HERE))
    assert "Never visited: 1. Overdue: 1." in page
    assert page.index("Forge Centre") < page.index("Mill Tuition") < page.index("Quay Tuition")
    file = coordinator.get(f"{HERE}providers.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in file[1:]] == ["Never visited", "Overdue", "In time"]
    assert file[1].endswith(",1"), "Amara is placed there"


def test_a_visit_is_written_down_once(coordinator: Client) -> None:
    for _ in range(2):
        assert coordinator.post(NEW, seen())["Location"].startswith(f"{HERE}{FORGE}/")
    with as_publisher():
        assert ProviderVisit.objects.get().provider == "Forge Centre"
    page = words(coordinator.get(f"{HERE}{FORGE}/"))
    assert "Joanne Lee" in page
    assert "Children may go on being placed there" in page
    assert "Never visited: 1." in words(coordinator.get(HERE)), "Quay alone"


def test_what_is_missing_is_said_and_what_was_typed_stays(coordinator: Client) -> None:
    answer = coordinator.post(NEW, seen(central_record="no", who_went=""))
    assert answer.status_code == 422
    assert "Enter who went" in words(answer)
    assert "Enter what you saw of checks on staff" in words(answer)
    assert f'value="{FORGE}"' in answer.content.decode()
    with as_publisher():
        assert not ProviderVisit.objects.exists()


@pytest.mark.parametrize(
    ("typed_as", "said"),
    [("", "Enter the URN or the name"), ("Nowhere", "Check the name, or enter the URN"),
     ("tuition", "Mill Tuition (100011), Quay Tuition (100010)")],
)  # fmt: skip
def test_a_provider_is_one_of_the_record(coordinator: Client, typed_as: str, said: str) -> None:
    answer = coordinator.post(NEW, seen() | {"provider": typed_as})
    assert said in words(answer)
    assert coordinator.post(NEW, seen() | {"provider": "forge centre"}).status_code == 302


def test_a_visit_that_was_taken_back_does_not_count_and_stays(coordinator: Client) -> None:
    coordinator.post(NEW, seen())
    with as_publisher():
        number = ProviderVisit.objects.get().pk
    back = f"{HERE}visits/{number}/take-back/"
    assert "Enter why" in words(coordinator.post(back, {"why": " "}))
    coordinator.post(back, {"why": "It was another place"})
    assert "Never visited: 2." in words(coordinator.get(HERE))
    page = words(coordinator.get(f"{HERE}{FORGE}/"))
    assert "Does not count." in page
    assert "It was another place" in page
    assert "Joanne Lee" in page


def test_no_provider_and_no_other_role_reads_a_visit(coordinator: Client) -> None:
    coordinator.post(NEW, seen())
    provider = made("Pat", "Provider", urns=[FORGE])
    for user in (provider, colleague("SEN officer")):
        for address in (HERE, f"{HERE}{FORGE}/", NEW):
            assert browser_of(user).get(address).status_code == 403
        with as_person(user, now()):
            assert not ProviderVisit.objects.exists()
            assert not VisitTakenBack.objects.exists()
