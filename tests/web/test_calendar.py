"""One's own visits in a calendar: at a secret address, with nobody's name in them."""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from icalendar import Calendar

from onroll.record.casework.events import Kind
from onroll.web.access.acting import as_person
from onroll.web.access.models import Read, RoleHeld, User
from onroll.web.access.policy import see_now
from onroll.web.calendar.models import CalendarAddress
from onroll.web.calendar.visit_file import LONDON, Appointment, visit_file
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case
from onroll.web.children.models import Child, School
from onroll.web.config.log_lines import WithoutWhatItSaid
from onroll.web.people.actions import close
from onroll.web.signing_in.dormant import UNUSED_FOR
from onroll.web.signing_in.models import AccountOpened
from tests.web.case_pages import browser_of, colleague, given, send, words
from tests.web.small_run import AMARA, JOSHUA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

WHERE = "14 Quorvex Street, ring twice"


@pytest.fixture
def manager() -> User:
    return colleague("Pathway manager", "Sam Quorvexson")


@pytest.fixture
def case(manager: User) -> Case:
    return given(manager, AMARA)


def visit(case: Case, by: User, on: date, at_time: str = "", **more: Any) -> int:
    """The number of a visit that is set for whoever sets it."""
    told = {"visit_on": on.isoformat(), "where": WHERE, "officer": by.pk} | more
    told |= {"at_time": at_time} if at_time else {}
    token = f"visit {case.pk} {case.last_number}"
    added = add(case, Kind.VISIT_SET, told, on=localdate(), by=by, at=now(), token=token)
    return added.number


def made(user: User) -> str:
    """The address of a new calendar of somebody, as its page shows it once."""
    page = browser_of(user).post("/calendar/", {"what": "make"}).content.decode()
    found = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", page)
    assert found is not None
    return found[1]


def events(address: str) -> list[Any]:
    """What a calendar program finds at an address: each visit, as a library reads it."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_program_finds_ones_own_visits_without_signing_in(
    manager: User, case: Case
) -> None:
    tomorrow = localdate() + timedelta(days=1)
    number = visit(case, manager, tomorrow, "14:30")
    visit(case, manager, tomorrow + timedelta(days=1))
    timed, whole = events(made(manager))
    assert str(timed["summary"]) == f"Visit, {case.reference}"
    assert str(timed["uid"]) == f"{case.reference}-{number}@onroll"
    assert timed.decoded("dtstart") == datetime.combine(tomorrow, time(14, 30), LONDON)
    assert timed["dtstart"].params["TZID"] == "Europe/London"
    assert whole.decoded("dtstart") == tomorrow + timedelta(days=1)


def test_it_says_when_and_of_which_case_and_nothing_else(manager: User, case: Case) -> None:
    """Of everything else that is known of the children, the visit and the officer, no word."""
    visit(case, manager, localdate(), "09:00")
    sent = Client().get(made(manager)).content.decode()
    known = {WHERE, "Quorvex", manager.full_name, manager.email, "Exampleshire"}
    for child in Child.objects.all():
        known |= {child.pk, child.upn or "", child.forename, child.surname}
    known |= set(School.objects.values_list("name", flat=True))
    assert len(known) > 20
    found = [each for each in known if each and each.casefold() in sent.casefold()]
    assert found == []
    (event,) = Calendar.from_ical(sent).walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "SUMMARY", "CLASS", "DTSTART", "DURATION"}


@pytest.mark.parametrize(("days", "shown"), [(-8, False), (-7, True), (0, True), (400, True)])
def test_a_visit_stays_for_a_week_after_its_day(
    manager: User, case: Case, days: int, shown: bool
) -> None:
    visit(case, manager, localdate() + timedelta(days=days))
    assert len(events(made(manager))) == shown


def test_visits_of_others_and_what_was_taken_back_are_not_in_it(manager: User, case: Case) -> None:
    other = colleague("Team manager", "Ada Cole")
    visit(case, manager, localdate(), officer=other.pk)
    number = visit(case, manager, localdate())
    address = made(manager)
    assert len(events(address)) == 1
    send(browser_of(manager), f"/cases/{case.pk}/take-back/{number}/", why="Off")
    assert events(address) == []
    assert len(events(made(other))) == 1


def test_a_visit_keeps_its_uid_and_the_same_visits_make_the_same_bytes(
    manager: User, case: Case
) -> None:
    visit(case, manager, localdate(), "10:00")
    first, address = Client().get(made(manager)).content, made(manager)
    assert Client().get(address).content == first
    before = str(events(address)[0]["uid"])
    visit(case, manager, localdate() + timedelta(days=1))
    assert str(events(address)[0]["uid"]) == before


def test_a_child_who_is_theirs_no_more_is_not_in_it(manager: User, case: Case) -> None:
    """The rules that hold on pages hold here, and the database asks them again."""
    officer = colleague("Youth worker", "Ada Cole")
    told = {"officer": officer.pk}
    add(case, Kind.ALLOCATED, told, on=localdate(), by=manager, at=now(), token="given")
    visit(case, manager, localdate(), officer=officer.pk)
    address = made(officer)
    assert len(events(address)) == 1
    officer.allocations.all().delete()
    assert events(address) == []


@pytest.mark.parametrize(
    ("day", "in_utc"), [(date(2026, 7, 1), 13), (date(2026, 12, 1), 14)], ids=["summer", "winter"]
)
def test_half_past_two_is_half_past_two_in_summer_and_in_winter(day: date, in_utc: int) -> None:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    file = visit_file([Appointment("OC-000001", 2, day, time(14, 30), at)])
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC).hour == in_utc
    assert b"BEGIN:VTIMEZONE" in file
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_of_the_secret_only_a_hash_is_kept_and_it_is_shown_once(manager: User) -> None:
    address = made(manager)
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) >= 43  # 256 bits
    held = CalendarAddress.objects.get()
    assert held.hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in browser_of(manager).get("/calendar/").content.decode()


def test_a_new_address_ends_the_last_and_so_does_whoever_has_it(manager: User) -> None:
    first = made(manager)
    second = made(manager)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    page = browser_of(manager).post("/calendar/", {"what": "end"})
    assert "has ended" in words(page)
    assert Client().get(second).status_code == 404
    assert CalendarAddress.objects.filter(ended_at=None).count() == 0


def without_role(user: User) -> None:
    RoleHeld.objects.filter(user=user).update(
        starts_on=localdate() - timedelta(days=9), ends_before=localdate()
    )


def unused(user: User) -> None:
    AccountOpened.objects.filter(user=user).update(at=now() - UNUSED_FOR)
    User.objects.filter(pk=user.pk).update(last_login=None)


def closed(user: User) -> None:
    director = colleague("Director", "Owen Price")
    see_now([director], now())
    close(user=user, by=director, at=now())


@pytest.mark.parametrize("over", [without_role, unused, closed])
def test_it_ends_with_the_account_its_use_or_the_role_and_for_good(
    manager: User, case: Case, over: Any
) -> None:
    address = made(manager)
    over(manager)
    assert Client().get(address).status_code == 404
    assert CalendarAddress.objects.get().ended_at is not None
    RoleHeld.objects.filter(user=manager).update(ends_before=None)
    AccountOpened.objects.filter(user=manager).update(at=now())
    User.objects.filter(pk=manager.pk).update(is_active=True)
    assert Client().get(address).status_code == 404


def test_whoever_closes_an_account_ends_its_address_also_where_nobody_asks_meanwhile(
    manager: User,
) -> None:
    address = made(manager)
    closed(manager)
    User.objects.filter(pk=manager.pk).update(is_active=True)
    assert Client().get(address).status_code == 404


def test_a_wrong_secret_and_one_that_ended_get_one_same_answer_by_the_same_questions(
    manager: User, client: Client
) -> None:
    ended = made(manager)
    made(manager)

    def asked(address: str) -> tuple[int, bytes, list[str]]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        sql = [
            re.sub(r"'[0-9a-f]{64}'|s\d+_x\d+|'20\d\d[^']*'", "", each["sql"]) for each in queries
        ]
        return answer.status_code, answer.content, sql

    asked(ended)
    wrong = asked(f"/calendar/{'x' * 43}.ics")
    assert wrong[0] == 404
    assert asked(ended) == wrong
    assert asked("/calendar/%00.ics") == wrong


def test_no_line_of_a_log_has_the_secret(manager: User, caplog: Any) -> None:
    """Django writes down each address that it answers with 404 or 500."""
    address = made(manager)
    made(manager)
    with caplog.at_level(logging.WARNING, "django.request"):
        Client().get(address)
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert address in record.getMessage()
    line = WithoutWhatItSaid("%(message)s").format(record)
    assert line == "Not Found: /calendar/…"


def test_to_ask_shows_no_child_and_is_counted(manager: User, case: Case) -> None:
    visit(case, manager, localdate())
    address = made(manager)
    before = Read.objects.count()
    for _ in range(3):
        events(address)
    assert Read.objects.count() == before
    held = CalendarAddress.objects.get()
    assert held.fetches == 3
    assert held.fetched_at is not None
    assert "3 times in all" in words(browser_of(manager).get("/calendar/"))


def test_a_calendar_of_many_cases_asks_as_often_as_one_of_few(manager: User, case: Case) -> None:
    visit(case, manager, localdate())
    address = made(manager)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            events(address)
        return len(queries)

    asked()
    few = asked()
    other = given(manager, JOSHUA)
    for _ in range(3):
        visit(other, manager, localdate())
    assert asked() == few
    assert len(events(address)) == 4


def test_whoever_makes_no_visits_makes_no_address() -> None:
    theirs = browser_of(colleague("Data analyst", "Joanne Roe"))
    assert theirs.get("/calendar/").status_code == 403
    assert theirs.post("/calendar/", {"what": "make"}).status_code == 403
    assert not CalendarAddress.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "update calendar_calendaraddress set ended_at = null",
        "update calendar_calendaraddress set hash = 'mine', ended_at = null",
        "update calendar_calendaraddress set user_id = {other}",
        "delete from calendar_calendaraddress",
        "insert into calendar_calendaraddress (user_id, hash, made_at, fetches)"
        " values ({owner}, 'mine', now(), 0)",
    ],
)
def test_nobody_makes_or_changes_the_address_of_another(manager: User, sql: str) -> None:
    """Also by SQL of a page: the database refuses."""
    made(manager)
    browser_of(manager).post("/calendar/", {"what": "end"})
    other = colleague("Pathway manager", "Ada Cole")
    assert written(other, sql.format(other=other.pk, owner=manager.pk)) == 0


def written(asker: User, sql: str) -> int:
    with as_person(asker, now()), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql)
                return cursor.rowcount
        except ProgrammingError as refused:
            if not re.search("row-level security|permission denied", str(refused)):
                raise
            return 0
