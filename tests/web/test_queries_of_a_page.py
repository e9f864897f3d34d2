"""A page asks the database as often for a list of 500 as for one of 5, and seldom.

Every statement is counted that Django sends while a page is answered. `SETTINGS` read no row: who
asks, locks and savepoints. `FOR_EVERY_REQUEST` no page that shows children can do without: the
session and its person, the roles, the run that is shown, the log of reads and what it may hold. The
rest are the page's own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from onroll.record.casework.events import Kind
from onroll.web.access.models import User
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.children.models import Child, Clock, Fact, Status
from tests.web.case_pages import browser_of, colleague, opened
from tests.web.small_run import AMARA, AS_OF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

LENGTHS = (5, 50, 500)
STATES = ("received", "allocated", "close_requested", "closed")
MOST_OWN = 10

LISTS = (
    "/", "/cases/?which=undecided", "/cases/?which=mine", "/cases/?which=due",
    "/cases/?which=close", "/cases/?which=escalated", "/cases/?which=open", "/cases/?which=watched",
    "/cases/?which=over", "/cases/supervision/", "/children/?found",
    "/children/?definition=missing_education",
)  # fmt: skip

SETTINGS = ("SAVEPOINT", "set_config(", "current_setting(", "pg_advisory_xact_lock")
MOST_SETTINGS = 16
"""Of a page outside a test 12: the transaction that a test is in takes four. A search has five of
them, for it acts as the publisher and then as the person again."""
FOR_EVERY_REQUEST = (
    '"django_session"', '"usersessions_usersession"',
    'FROM "access_user" WHERE "access_user"."id" = ', 'FROM "access_roleheld"',
    'FROM "library_run"', "from access_read", 'INSERT INTO "access_read"',
    "from oversight_declaration",
)  # fmt: skip
MOST_FOR_EVERY_REQUEST = 9


@pytest.fixture
def manager() -> User:
    return colleague("Pathway manager")


def statements(client: Client, address: str) -> list[str]:
    """Everything that a page asks the second time that it is asked for."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in asked]


def those(asked: list[str], parts: tuple[str, ...]) -> list[str]:
    return [sql for sql in asked if any(part in sql for part in parts)]


def counted(ask: Callable[[], list[str]], fill: Callable[[int], None]) -> dict[int, list[str]]:
    """What is asked where there are 5, 50 and 500 of something."""
    found = {}
    for length in LENGTHS:
        fill(length)
        found[length] = ask()
    return found


def assert_few_and_no_more_for_more(found: dict[int, list[str]]) -> None:
    few, *longer = (len(asked) for asked in found.values())
    assert longer == [few, few], "\n".join(found[LENGTHS[-1]])
    asked = found[LENGTHS[0]]
    settings, every = those(asked, SETTINGS), those(asked, FOR_EVERY_REQUEST)
    assert len(settings) <= MOST_SETTINGS, "\n".join(settings)
    assert len(every) <= MOST_FOR_EVERY_REQUEST, "\n".join(every)
    own = [sql for sql in asked if sql not in {*settings, *every}]
    assert len(own) <= MOST_OWN, "\n".join(own)


def children_with_cases(mine: User) -> Callable[[int], None]:
    """Makes so many: children newly missing, with a clock overdue and a case each, half of the
    cases one person's and each of the others another's."""

    def fill(length: int) -> None:
        there = Child.objects.filter(reference__startswith="EC-Q").count()
        names = [f"EC-Q{n:05}" for n in range(there, length)]
        people = User.objects.bulk_create(
            User(email=f"{name}@q.example", full_name=f"Client {name}") for name in names
        )
        Child.objects.bulk_create(
            Child(reference=name, row_id=uuid4(), forename="Zara", surname="Quorvex", sex="F",
                  name="quorvex  zara", sounds=["KRFK", "SR"], year_group=9)
            for name in names
        )  # fmt: skip
        Status.objects.bulk_create(
            Status(row_id=uuid4(), child_id=name, definition="missing_education",
                   starts_on=AS_OF - timedelta(days=1))
            for name in names
        )  # fmt: skip
        Clock.objects.bulk_create(
            Clock(row_id=uuid4(), child_id=name, clock="medical_provision", starts_on=AS_OF,
                  due_on=AS_OF - timedelta(days=30), setting="", feed="", file="")
            for name in names
        )  # fmt: skip
        cases = Case.objects.bulk_create(
            Case(child=name, record_id=f"q:{name}", opened_on=AS_OF, since=AS_OF,
                 state=STATES[n % len(STATES)], officer=mine if n % 2 else person,
                 due_on=AS_OF, last_number=1, watched=True)
            for n, (name, person) in enumerate(zip(names, people, strict=True))
        )  # fmt: skip
        CaseEvent.objects.bulk_create(
            CaseEvent(case=case, number=1, kind=Kind.ESCALATED, on=AS_OF, at=now(), by=mine,
                      told={"step": "warning_letter"}, token=f"of {case.pk}")
            for case in cases
        )  # fmt: skip

    return fill


@pytest.mark.parametrize(
    ("role", "address"),
    [*(("Pathway manager", each) for each in LISTS), ("Director", "/"), ("Safeguarding lead", "/")],
)
def test_a_list_asks_as_often_of_5_as_of_500(role: str, address: str) -> None:
    asker = colleague(role)
    client = browser_of(asker)
    client.post("/children/", {"words": "Quorvex"})
    fill = children_with_cases(asker)
    assert_few_and_no_more_for_more(counted(lambda: statements(client, address), fill))


def test_a_childs_record_asks_as_often_of_5_facts_as_of_500(manager: User) -> None:
    client = browser_of(manager)

    def fill(length: int) -> None:
        there = Fact.objects.filter(child=AMARA, feed="q").count()
        Fact.objects.bulk_create(
            Fact(row_id=uuid4(), child_id=AMARA, fact="address_in_area", feed="q", file="q.csv",
                 starts_on=AS_OF - timedelta(days=n), setting="100001")
            for n in range(there, length)
        )  # fmt: skip

    address = f"/children/{AMARA}/"
    assert_few_and_no_more_for_more(counted(lambda: statements(client, address), fill))


def test_a_case_asks_as_often_of_5_events_as_of_500(manager: User) -> None:
    client, case = browser_of(manager), opened(manager)

    def fill(length: int) -> None:
        CaseEvent.objects.bulk_create(
            CaseEvent(case=case, number=n, kind=Kind.NOTED, on=AS_OF, at=now(), by=manager,
                      told={"words": "Rang"}, token=f"number {n}")
            for n in range(case.events.count() + 1, length + 1)
        )  # fmt: skip

    address = f"/cases/{case.pk}/"
    assert_few_and_no_more_for_more(counted(lambda: statements(client, address), fill))


def test_a_list_that_asks_for_each_of_its_rows_is_caught(manager: User) -> None:
    def ask() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            assert all(case.officer for case in Case.objects.all())
        return [each["sql"] for each in asked]

    with pytest.raises(AssertionError):
        assert_few_and_no_more_for_more(counted(ask, children_with_cases(manager)))


def test_what_is_seen_in_a_list_of_cases_is_seen_in_a_list_and_not_opened(manager: User) -> None:
    """A page of the list shows 25 children: six pages would else be a day's records."""
    client, fill = browser_of(manager), children_with_cases(manager)
    fill(500)
    for page in range(1, 9):
        assert client.get(f"/cases/?which=open&page={page}").status_code == 200


def test_a_page_of_the_list_has_the_next_25_in_order(manager: User) -> None:
    client: Any = browser_of(manager)
    children_with_cases(manager)(60)
    order = list(Case.objects.open().order_by("opened_on", "pk").values_list("pk", flat=True))
    for page, theirs in ((1, order[:25]), (2, order[25:])):
        text = client.get(f"/cases/?which=open&page={page}").content.decode()
        shown = [number for number in order if f'href="/cases/{number}/"' in text]
        assert shown == theirs
        assert "45 cases." in text
