"""A file of many children leaves with the agreement of a second person, once, and no other way."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils.timezone import now

from onroll.web.access.models import Allocation, Read
from onroll.web.oversight import budgets
from onroll.web.oversight.models import ExportAsk
from tests.web.oversight_people import numbers_of, somebody, text_of
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
FILE = "/questions/questions.csv"
WHY = {"why": "The school asks us for its open questions"}
AGREES = {"answer": "agreed", "words": "It is for the meeting of Tuesday"}

OF_CHILDREN = {
    "questions/questions.csv": FILE,
    "definitions/compare/packs.csv": ("/definitions/compare/packs.csv?pack=statutory&pack=seslip"),
    "definitions/what-if/children.csv": (
        "/definitions/what-if/children.csv?threshold=part_time_timetable_limit&value=28"
    ),
    "children/<slug:reference>/looked.csv": f"/children/{AMARA}/looked.csv",
    "changes.csv": "/changes.csv",
}
"""Every file that names children, with an address of it that names one at least."""
OF_NOBODY = {
    "people/people.csv": "colleagues",
    "figures/exits-by-school/exits.csv": "counts",
    "figures/cases-over-a-period/cases.csv": "counts",
    "figures/<slug:key>/flows.csv": "counts",
    "providers/providers.csv": "counts of the children placed, and visits",
    "compare/table.csv": "sums that authorities sent",
    "partnership/progress/table.csv": "sums that authorities sent",
}
ELSEWHERE = {
    "separated/<int:number>/readers.csv": "one child; logged, so it asks at the same gate",
}


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two children may be downloaded in a day without anybody."""
    few = numbers_of(opened=99, listed=99, asked=99, exported=2)
    monkeypatch.setattr(budgets, "numbers", lambda: few)


@pytest.fixture
def nobody_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one child may be downloaded without anybody."""
    few = numbers_of(opened=99, listed=99, asked=99, exported=0)
    monkeypatch.setattr(budgets, "numbers", lambda: few)


def files(resolver: Any, before: str = "") -> list[str]:
    """Every address of a file."""
    found: list[str] = []
    for each in resolver.url_patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            found += files(each, route)
        elif route.endswith(".csv"):
            found.append(route)
    return found


def test_every_file_is_on_one_of_the_lists() -> None:
    """A new file is tried here, or it is said why it names nobody."""
    assert set(files(get_resolver())) == {*OF_CHILDREN, *OF_NOBODY, *ELSEWHERE}


@pytest.mark.usefixtures("nobody_alone")
@pytest.mark.parametrize("address", OF_CHILDREN.values(), ids=OF_CHILDREN)
def test_no_file_of_children_goes_round_the_second_person(address: str) -> None:
    client = somebody("Ada Roe", "Data manager")
    Allocation.objects.create(child=AMARA, user=client.user)  # a change that names her
    answer = client.get(address)
    logged = Read.objects.filter(user=client.user, outcome="exported")
    assert not logged.exists()
    if "what-if" in address:  # which names nobody in this run
        assert "EC-" not in answer.content.decode()
    else:
        assert answer.status_code == 403
        assert "A colleague must agree to this file" in text_of(answer)


def asked_for(client: Any, address: str = FILE) -> ExportAsk:
    """Ask for a file as the page that refuses it says."""
    page = client.get(address).content.decode()
    (ticket,) = re.findall(r'name="ticket" value="([^"]+)"', page)
    assert client.post("/exports/ask/", WHY | {"ticket": unescape(ticket)}).status_code == 302
    return ExportAsk.objects.filter(asker=client.user).latest("pk")


@pytest.mark.usefixtures("two")
def test_it_is_asked_for_agreed_to_and_downloaded_once() -> None:
    officer = somebody("Sam Loe", "Education officer")
    lead = somebody("Ada Roe", "Safeguarding lead")
    page = text_of(officer.get(FILE))
    assert "names 3 children" in page or "names 4 children" in page
    ask = asked_for(officer)
    assert officer.get(FILE).status_code == 403, "nobody has agreed"
    waits = text_of(lead.get("/exports/"))
    assert WHY["why"] in waits
    assert "Sam Loe" in waits
    assert "Sam Loe" in text_of(lead.get(f"/exports/{ask.pk}/"))
    assert lead.post(f"/exports/{ask.pk}/", AGREES).status_code == 302
    assert "Download it once" in text_of(officer.get("/exports/"))
    assert lead.get(FILE).status_code == 403, "it was agreed to for another"

    answer = officer.get(FILE)
    assert answer.status_code == 200
    assert AMARA in answer.content.decode() or "EC-" in answer.content.decode()
    assert set(
        Read.objects.filter(user=officer.user, outcome="exported").values_list("page", flat=True)
    ) == {"questions_file_agreed"}
    assert officer.get(FILE).status_code == 403, "once"
    assert "questions to ask, as a file, agreed by a colleague" in text_of(
        officer.get("/my-access/")
    )


@pytest.mark.usefixtures("two")
def test_nobody_agrees_to_their_own_and_only_some_to_others() -> None:
    lead = somebody("Ada Roe", "Data manager")
    officer = somebody("Sam Loe", "Education officer")
    own = asked_for(lead)
    assert lead.get(f"/exports/{own.pk}/").status_code == 404
    for client in (lead, officer):
        assert client.post(f"/exports/{own.pk}/", AGREES).status_code == 404
        assert WHY["why"] not in text_of(client.get("/exports/"))
    assert lead.get(FILE).status_code == 403


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24.1, 403)])
def test_it_holds_for_24_hours(hours: float, status: int) -> None:
    officer = somebody("Sam Loe", "Education officer")
    lead = somebody("Ada Roe", "Director")
    ask = asked_for(officer)
    lead.post(f"/exports/{ask.pk}/", AGREES)
    ExportAsk.objects.update(answered_at=now() - timedelta(hours=hours))
    assert officer.get(FILE).status_code == status


@pytest.mark.usefixtures("two")
def test_what_was_agreed_is_this_file_and_no_larger_one() -> None:
    officer = somebody("Sam Loe", "Education officer")
    lead = somebody("Ada Roe", "Director")
    ask = asked_for(officer)
    lead.post(f"/exports/{ask.pk}/", AGREES)
    assert officer.get(OF_CHILDREN["definitions/compare/packs.csv"]).status_code == 403
    ExportAsk.objects.update(size=1)
    assert officer.get(FILE).status_code == 403


@pytest.mark.usefixtures("two")
def test_a_refusal_says_why_and_the_file_stays_closed() -> None:
    officer = somebody("Sam Loe", "Education officer")
    lead = somebody("Ada Roe", "Service manager")
    ask = asked_for(officer)
    says = {"answer": "refused", "words": "The school has its own list"}
    lead.post(f"/exports/{ask.pk}/", says)
    assert "Ada Roe said no: The school has its own list" in text_of(officer.get("/exports/"))
    assert officer.get(FILE).status_code == 403
    assert lead.post(f"/exports/{ask.pk}/", AGREES).status_code == 404, "it is answered"


@pytest.mark.usefixtures("two")
def test_a_large_file_cannot_be_taken_in_slices() -> None:
    """Two children by themselves, and then no third, whichever file names the child."""
    officer = somebody("Sam Loe", "Education officer")
    Read.objects.bulk_create(
        Read(user=officer.user, child=f"EC-A{n}", page="questions_file", outcome="exported")
        for n in range(2)
    )
    assert officer.get(f"{FILE}?place=100001").status_code == 403


@pytest.mark.usefixtures("two")
def test_a_ticket_is_nobody_elses_and_cannot_be_made_up() -> None:
    officer, other = somebody("Sam Loe", "Duty officer"), somebody("Una Poe", "Duty officer")
    page = officer.get(FILE).content.decode()
    (ticket,) = re.findall(r'name="ticket" value="([^"]+)"', page)
    for client, sent in ((other, ticket), (officer, ticket[:-2] + "xx"), (officer, "")):
        assert client.post("/exports/ask/", WHY | {"ticket": sent}).status_code == 404
    short = officer.post("/exports/ask/", {"ticket": ticket, "why": "because"})
    assert "Enter what you need it for, in a sentence" in text_of(short)
    assert not ExportAsk.objects.exists()


def test_a_small_file_needs_nobody(signed_in: Client) -> None:
    assert signed_in.get(FILE).status_code == 200
