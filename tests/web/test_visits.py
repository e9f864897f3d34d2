"""My visits: set, shown with what somebody must know at the door, and written down."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.models import Read
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case
from onroll.web.children.models import Child
from onroll.web.signing_in.sessions import IDLE
from tests.web.case_pages import browser_of, colleague, given, send, words
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

DAY = timedelta(days=1)


@pytest.fixture
def manager() -> Any:
    return colleague("Pathway manager", "Paula Roe")


def boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def set_visit(case: Case, officer: Any, day: date | None = None, **told: Any) -> int:
    """The number of a visit that somebody set."""
    told = {"visit_on": (day or localdate()).isoformat(), "where": "at home",
            "officer": officer.pk} | told  # fmt: skip
    event = add(
        case, Kind.VISIT_SET, told, on=localdate(), by=officer, at=now(),
        token=f"{case.pk}-{case.last_number}",
    )  # fmt: skip
    return event.number


def door(case: Case, number: int) -> str:
    return f"/visits/{case.pk}/?of={number}"


def test_a_visit_is_set_through_its_page_and_is_mine_to_make(manager: Any) -> None:
    case, me = given(manager, AMARA), browser_of(manager)
    page = me.get(f"/visits/{case.pk}/set/")
    assert re.search(rf'<option value="{manager.pk}" selected', page.content.decode())
    done = send(
        me, f"/visits/{case.pk}/set/", at_time="2:30pm", where="Riverside Library",
        officer=manager.pk, **boxes("visit_on", localdate()),
    )  # fmt: skip
    assert done.status_code == 302, words(done)
    told = case.events.get(kind="visit_set").told
    assert told == {"visit_on": localdate().isoformat(), "at_time": "14:30",
                    "where": "Riverside Library", "officer": manager.pk}  # fmt: skip
    assert "2:30pm, by Paula Roe" in words(me.get(f"/cases/{case.pk}/"))
    listed = words(me.get("/visits/"))
    assert "Today (1)" in listed
    assert "Riverside Library" in listed
    assert "1 visit today" in words(me.get("/"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter the day of the visit"),
        ({"at_time": "half past"}, "Time must be a time of day, such as 2:30pm"),
        ({"officer": "999999"}, "Select who visits from those shown"),
    ],
)
def test_what_is_missing_is_said(manager: Any, typed: dict[str, str], says: str) -> None:
    case = given(manager, AMARA)
    refused = send(browser_of(manager), f"/visits/{case.pk}/set/", **typed)
    assert refused.status_code == 422
    assert says in words(refused)


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 302), (1, 302)])
def test_a_visit_is_set_for_today_or_later(manager: Any, days: int, status: int) -> None:
    case = given(manager, AMARA)
    answer = send(
        browser_of(manager), f"/visits/{case.pk}/set/", where="at home", officer=manager.pk,
        **boxes("visit_on", localdate() + days * DAY),
    )  # fmt: skip
    assert answer.status_code == status
    if status == 422:
        assert "Day of the visit must be today or later" in words(answer)


def test_only_those_who_see_the_child_and_write_in_cases_are_sent(manager: Any) -> None:
    """A youth worker sees the children they work with; an analyst sees all and visits nobody."""
    case = given(manager, AMARA)
    colleague("Youth worker", "Pat Far")
    colleague("Data analyst", "Ann Count")
    colleague("Director", "Owen High")
    page = words(browser_of(manager).get(f"/visits/{case.pk}/set/"))
    assert "Owen High" in page
    assert "Pat Far" not in page
    assert "Ann Count" not in page


def test_today_comes_first_then_later_then_what_nobody_wrote_of(manager: Any) -> None:
    days = {AMARA: localdate() - DAY, JOSHUA: localdate() + DAY, ZOFIA: localdate()}
    for child, day in days.items():
        set_visit(given(manager, child), manager, day)
    page = words(browser_of(manager).get("/visits/"))
    order = [
        "Today (1)",
        ": Zofia",
        "Later (1)",
        ": Joshua",
        "Past, and not recorded (1)",
        ": Amara",
    ]
    found = [page.index(each) for each in order]
    assert found == sorted(found)


def test_warnings_stand_before_the_address_and_the_map_is_asked_for_no_name(manager: Any) -> None:
    case = given(manager, AMARA)
    Child.objects.filter(pk=AMARA).update(address="1 High Street", postcode="ZZ1 1AA")
    add(case, Kind.SAFETY_FLAGGED, {"words": "A large dog"}, on=localdate(), by=manager, at=now(),
        token="dog")  # fmt: skip
    set_visit(case, manager)
    page = browser_of(manager).get("/visits/").content.decode()
    assert 0 < page.index("A large dog") < page.index("1 High Street")
    link = re.search(r'href="(https://[^"]*)"([^>]*)>', page)
    assert link is not None
    assert link[1] == "https://www.openstreetmap.org/search?query=ZZ1+1AA"
    assert "noreferrer" in link[2]


def test_what_to_find_out_and_the_last_three_events_are_shown(manager: Any) -> None:
    case = given(manager, AMARA)
    for number in range(3):
        add(case, Kind.NOTED, {"words": f"Note {number}"}, on=localdate(), by=manager, at=now(),
            token=f"note {number}")  # fmt: skip
    set_visit(case, manager)
    slip = set_visit(case, manager)
    back = {"number": slip, "why": "twice"}
    add(case, Kind.TAKEN_BACK, back, on=localdate(), by=manager, at=now(), token="back")
    page = words(browser_of(manager).get("/visits/"))
    assert "What we need to find out" in page
    assert "Taken back" not in page
    assert "Note 2" in page
    assert "Note 1" in page
    assert "Note 0" not in page, "three events: two notes, and that the visit was set"


def test_a_restricted_note_is_on_no_page_that_a_phone_keeps(manager: Any) -> None:
    case = given(manager, AMARA)
    number = set_visit(case, manager)
    add(case, Kind.NOTED, {"words": "For safeguarding", "restricted": True}, on=localdate(),
        by=manager, at=now(), token="secret")  # fmt: skip
    me = browser_of(manager)
    for address in ("/visits/", door(case, number)):
        assert "For safeguarding" not in words(me.get(address))


def test_a_visit_is_its_officers_and_nobody_elses(manager: Any) -> None:
    case = given(manager, AMARA)
    set_visit(case, manager)
    other = colleague("Director", "Owen High")
    assert "Amara" not in words(browser_of(other).get("/visits/"))
    assert "visit today" not in words(browser_of(other).get("/"))


def test_a_visit_to_a_child_who_is_not_theirs_any_more_is_not_shown(manager: Any) -> None:
    worker = colleague("Youth worker", "Pat Far")
    case = given(manager, AMARA)
    number = set_visit(case, worker)
    theirs = browser_of(worker)
    assert "Amara" not in words(theirs.get("/visits/"))
    assert theirs.get(door(case, number)).status_code == 404


def test_each_look_at_the_visits_is_a_look_at_each_child(manager: Any) -> None:
    for child in (AMARA, ZOFIA):
        Child.objects.filter(pk=child).update(address=f"{child} Road")  # each lives alone
        set_visit(given(manager, child), manager)
    browser_of(manager).get("/visits/")
    read = Read.objects.filter(user=manager, page="my_visits").values_list("child", flat=True)
    assert sorted(read) == sorted([AMARA, ZOFIA])


def test_who_does_not_write_in_cases_has_no_visits() -> None:
    analyst = browser_of(colleague("Data analyst", "Ann Count"))
    assert analyst.get("/visits/").status_code == 403
    assert "Visits" not in words(analyst.get("/"))


def test_a_visit_that_was_set_is_written_down_and_is_not_to_come(manager: Any) -> None:
    case, me = given(manager, AMARA), browser_of(manager)
    number = set_visit(case, manager)
    done = send(me, door(case, number), seen="alone", where="home")
    assert done["Location"] == "/visits/?done=saved"
    told = case.events.get(kind="visited").told
    assert told == {"set": number, "seen": "alone", "where": "home"}
    page = words(me.get(done["Location"]))
    assert "Saved." in page
    assert "Amara" not in page


def test_a_form_sent_twice_writes_one_visit_and_sets_one_more(manager: Any) -> None:
    case, me = given(manager, AMARA), browser_of(manager)
    number = set_visit(case, manager)
    typed = {"seen": "no", "where": "home", "card_left": "on", "token": "once",
             **boxes("again_on", localdate() + DAY)}  # fmt: skip
    for _ in range(2):
        assert me.post(door(case, number), typed).status_code == 302
    assert case.events.filter(kind="visited").count() == 1
    assert case.events.filter(kind="visit_set").count() == 2


def test_nobody_in_leaves_a_card_and_sets_the_next_visit_at_the_same_place(manager: Any) -> None:
    case, me = given(manager, AMARA), browser_of(manager)
    number = set_visit(case, manager, where="the flat above the shop")
    send(me, door(case, number), seen="no", where="home", card_left="on",
         **boxes("again_on", localdate() + 2 * DAY))  # fmt: skip
    assert case.events.get(kind="visited").told["card_left"] is True
    again = case.events.filter(kind="visit_set").last()
    assert again is not None
    assert again.told == {"visit_on": (localdate() + 2 * DAY).isoformat(),
                          "where": "the flat above the shop", "officer": manager.pk}  # fmt: skip
    assert "A card was left" in words(me.get(f"/cases/{case.pk}/"))


def test_a_next_visit_before_the_visit_is_refused_and_nothing_is_written(manager: Any) -> None:
    case = given(manager, AMARA)
    number = set_visit(case, manager)
    refused = send(browser_of(manager), door(case, number), seen="no", where="home",
                   **boxes("again_on", localdate() - DAY))  # fmt: skip
    assert refused.status_code == 422
    assert "must not be before the visit" in words(refused)
    assert not case.events.filter(kind="visited").exists()


@pytest.mark.parametrize(("days", "status"), [(0, 302), (1, 422)])
def test_a_visit_of_tomorrow_is_refused(manager: Any, days: int, status: int) -> None:
    case = given(manager, AMARA)
    number = set_visit(case, manager)
    answer = send(browser_of(manager), door(case, number), seen="alone", where="home",
                  **boxes("on", localdate() + days * DAY))  # fmt: skip
    assert answer.status_code == status
    if status == 422:
        assert "Day of the visit must be today or in the past" in words(answer)


def test_a_visit_that_was_called_off_meanwhile_is_written_all_the_same(manager: Any) -> None:
    """Somebody stood at the door without signal: what they saw is not lost."""
    case, me = given(manager, AMARA), browser_of(manager)
    number = set_visit(case, manager)
    send(me, f"/cases/{case.pk}/take-back/{number}/", why="the family is away")
    assert "Amara" not in words(me.get("/visits/"))
    assert send(me, door(case, number), seen="alone", where="home").status_code == 302
    assert "set" not in case.events.get(kind="visited").told


def test_the_page_of_a_visit_says_what_a_refusal_leads_to(manager: Any) -> None:
    case = given(manager, AMARA)
    page = words(browser_of(manager).get(f"/visits/{case.pk}/"))
    assert "Parents need not agree to a visit about home education" in page
    assert "section 437 of the Education Act 1996" in page
    assert "Visit again with a manager, and write to the family" in page


def test_a_visit_that_nobody_set_is_written_from_the_case(manager: Any) -> None:
    case = given(manager, AMARA)
    done = send(browser_of(manager), f"/visits/{case.pk}/", seen="alone", where="school")
    assert done["Location"] == f"/cases/{case.pk}/?done=saved"
    assert "set" not in case.events.get(kind="visited").told


def test_a_visit_to_come_is_due_in_its_case(manager: Any) -> None:
    case = given(manager, AMARA)
    number = set_visit(case, manager)
    case.refresh_from_db()
    assert case.due_on == localdate()
    send(browser_of(manager), door(case, number), seen="alone", where="home")
    case.refresh_from_db()
    assert case.due_on is None


def test_as_many_queries_however_many_visits(manager: Any) -> None:
    me, asked = browser_of(manager), []
    me.get("/visits/")
    for child in (AMARA, JOSHUA, ZOFIA):
        set_visit(given(manager, child), manager)
        with CaptureQueriesContext(connection) as queries:
            assert me.get("/visits/").status_code == 200
        asked.append(len(queries))
    assert len(set(asked)) == 1, asked


def test_the_worker_is_open_and_holds_nothing_about_anybody() -> None:
    answer = Client().get("/visits/worker.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("kept", "over", "stays"),
    [
        ("", "idle", False), ("", "ended", False),
        ("pages", "idle", True), ("pages", "ended", False),
        ("answers", "idle", True), ("answers", "ended", True),
    ],
)  # fmt: skip
def test_what_a_phone_keeps_outlives_a_session_and_answers_outlive_signing_out(
    manager: Any, kept: str, over: str, stays: bool
) -> None:
    me = browser_of(manager)
    me.get("/visits/")
    if kept:
        me.cookies["on_phone"] = kept
    if over == "idle":
        UserSession.objects.filter(user=manager).update(last_seen_at=now() - IDLE)
        answer = me.get("/visits/")
    else:
        answer = me.post("/sign-out/")
    assert answer.status_code == 302
    assert (answer["Clear-Site-Data"] == '"cache"') is stays
