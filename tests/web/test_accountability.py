"""One page for the accountable director: each number leads to a list just as long as it says."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.models import Read
from onroll.web.accountability.models import HasRead
from onroll.web.accountability.numbers import LISTS, WEEKS
from onroll.web.cases.actions import add
from onroll.web.children.models import Clock, Status
from tests.web.case_pages import browser_of, colleague, given, send, words
from tests.web.small_run import AMARA, AS_OF, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def director() -> Any:
    return colleague("Director", "Dana Accountable")


def page_of(director: Any, address: str = "/accountability/") -> str:
    return words(browser_of(director).get(address))


def clock(child: str, key: str, due: Any, met: Any = None) -> None:
    Clock.objects.create(
        row_id=uuid.uuid4(), child_id=child, clock=key, starts_on=due - timedelta(days=5),
        due_on=due, met_on=met, setting="", feed="exclusions", file="x.csv", row=1,
    )  # fmt: skip


def listed(director: Any, which: str) -> list[str]:
    """The references in one list, in order."""
    page = browser_of(director).get(f"/accountability/{which}/").content.decode()
    return re.findall(r"children/(EC-\w+)/\">", page)


def test_the_first_question_is_whether_any_childs_whereabouts_are_not_known(director: Any) -> None:
    page = page_of(director)
    assert "Monday 23 November 2026" in page
    assert "Yes: we do not know where 1 child is , 1 more than 4 weeks ago" in page
    assert "Nobody works on any of them" in page
    assert listed(director, "nobody") == [AMARA]
    given(colleague("Pathway manager"), AMARA)
    assert "Somebody works on each of them" in page_of(director)
    Status.objects.filter(definition="whereabouts_not_known").delete()
    assert listed(director, "nobody") == []


def test_whom_casework_tells_of_today_is_counted_as_in_the_list_behind_the_number(
    director: Any,
) -> None:
    """The night's run counted one; whoever was recalculated since is in both, or in neither."""
    Status.objects.create(row_id=uuid.uuid4(), child_id=JOSHUA, definition="whereabouts_not_known",
                          starts_on=AS_OF, ends_before=None)  # fmt: skip
    assert sorted(listed(director, "nobody")) == [AMARA, JOSHUA]
    page = page_of(director)
    assert "we do not know where 2 children are" in page
    assert "Nobody works on any of them" in page


def test_who_came_and_who_left_is_counted_from_the_day_four_weeks_ago(director: Any) -> None:
    """Whoever was missing education on that very day did not come since."""
    then = AS_OF - timedelta(weeks=WEEKS)
    Status.objects.filter(definition="missing_education").delete()
    for child, first, end in ((AMARA, then, None), (JOSHUA, then + timedelta(days=1), None),
                              (ZOFIA, then, AS_OF), ("EC-BENM0001", then, AS_OF)):  # fmt: skip
        Status.objects.create(row_id=uuid.uuid4(), child_id=child, definition="missing_education",
                              starts_on=first, ends_before=end)  # fmt: skip
    assert listed(director, "came") == [JOSHUA]
    assert sorted(listed(director, "left")) == ["EC-BENM0001", ZOFIA]
    page = page_of(director)
    assert "1 came and 2 left" in page
    assert "Of those who left: 1 on a school roll" in page  # Ben is on a roll


def test_a_date_of_the_law_counts_from_the_day_after_and_not_when_it_was_met(director: Any) -> None:
    Clock.objects.all().delete()
    clock(AMARA, "sixth_school_day", AS_OF - timedelta(days=1))
    clock(JOSHUA, "sixth_school_day", AS_OF)  # the day is not over
    clock(ZOFIA, "sixth_school_day", AS_OF - timedelta(days=3), AS_OF - timedelta(days=3))
    clock("EC-BENM0001", "sixth_school_day", AS_OF - timedelta(days=9), AS_OF - timedelta(days=2))
    # the last day of the month before is over on the first of this one, and no list misses it
    clock("EC-GRACE001", "sixth_school_day", AS_OF.replace(day=1) - timedelta(days=1))
    clock("EC-GRACE001", "new_pupil_return", AS_OF.replace(day=1) - timedelta(days=2))
    clock(ZOFIA, "case_review", AS_OF - timedelta(days=2))  # local practice
    assert listed(director, "broken") == ["EC-GRACE001", "EC-BENM0001", AMARA]
    assert listed(director, "sixth-day") == ["EC-GRACE001", AMARA]
    page = page_of(director)
    assert "3 dates of the law passed this month with nothing done in time" in page
    assert "2 children are excluded or suspended, with no education since the sixth day" in page


@pytest.mark.parametrize("which", LISTS)
def test_each_number_is_as_long_as_its_list_and_names_nobody_in_full(
    director: Any, which: str
) -> None:
    browser_of(director).post("/accountability/", {"token": "numbers"})
    (read,) = HasRead.objects.all()
    page = page_of(director, f"/accountability/{which}/")
    assert f"({read.numbers[which]})" in page
    assert len(listed(director, which)) == read.numbers[which]
    assert "Example" not in page.replace("Exampleshire", "")


def test_what_was_escalated_to_the_accountable_person_is_to_be_decided(director: Any) -> None:
    manager = colleague("Pathway manager")
    case = given(manager, AMARA)
    assert "No case waits for your answer" in page_of(director)
    told = {"step": "accountable_person", "to_whom": "the director", "words": "Stalled"}
    add(case, Kind.ESCALATED, told, on=localdate(), by=manager, at=now(), token="up")
    before = Read.objects.filter(child=AMARA).count()
    page = page_of(director)
    assert f"AE, {AMARA}" in page
    assert "Sam Otieno" in page
    assert Read.objects.filter(child=AMARA).count() == before + 1


def test_the_director_says_that_it_was_read_and_what_they_ask(director: Any) -> None:
    answer = send(browser_of(director), "/accountability/", words="Why is Amara not found?")
    page = words(browser_of(director).get(answer["Location"]))
    assert "It is kept that you have read this" in page
    assert "Dana Accountable" in page.partition("Who has read this")[2]
    assert "Why is Amara not found?" in page
    (read,) = HasRead.objects.all()
    assert (read.as_of, read.numbers["not_known"]) == (AS_OF, 1)


def test_a_form_sent_twice_is_one_reading(director: Any) -> None:
    for _ in range(2):
        browser_of(director).post("/accountability/", {"token": "once", "words": ""})
    assert HasRead.objects.count() == 1


def test_a_service_manager_reads_it_and_does_not_sign_it() -> None:
    manager = colleague("Service manager", "Sol Serves")
    page = browser_of(manager).get("/accountability/")
    assert page.status_code == 200
    assert "I have read this" not in words(page)
    assert browser_of(manager).post("/accountability/", {"token": "x"}).status_code == 403
    assert HasRead.objects.count() == 0


@pytest.mark.parametrize("role", ["Pathway manager", "Safeguarding lead", "Education officer"])
def test_it_is_nobody_elses(role: str) -> None:
    user = colleague(role, "Not Theirs")
    for address in ("/accountability/", "/accountability/broken/"):
        assert browser_of(user).get(address).status_code == 403
    assert "/accountability/" not in browser_of(user).get("/").content.decode()


def test_the_page_asks_as_often_of_many_as_of_few(director: Any) -> None:
    client = browser_of(director)
    client.get("/accountability/")
    asked = []
    for child in (None, AMARA, JOSHUA, ZOFIA):
        if child:
            given(colleague("Pathway manager", f"M {child}"), child)
            clock(child, "sixth_school_day", AS_OF - timedelta(days=1))
        with CaptureQueriesContext(connection) as queries:
            client.get("/accountability/")
        asked.append(len(queries))
    assert len(set(asked[1:])) == 1, asked
