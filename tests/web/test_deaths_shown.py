"""A child recorded as having died: what the record, the lists and the questions say, and do not."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from onroll.web.access.models import User
from onroll.web.children.models import Clock, Fact, Status
from onroll.web.contradictions.models import Contradiction
from onroll.web.shields.models import Shield
from onroll.web.shields.restricting import restrict
from tests.web.shielded_world import allocate
from tests.web.small_run import AMARA

pytestmark = pytest.mark.django_db

DEATH, DAY_AFTER = date(2026, 11, 18), date(2026, 11, 19)
STANDS = "Recorded as having died on 18 November 2026"
SEEN = f"{STANDS}, and known to be alive since"


def told(fact: str, since: date, until: date | None, setting: str, feed: str, row: int) -> None:
    Fact.objects.create(
        row_id=uuid4(), child_id=AMARA, fact=fact, starts_on=since, ends_before=until,
        setting=setting, feed=feed, file=f"{feed}.csv", row=row,
    )  # fmt: skip


@pytest.fixture
def recorded(published: Any) -> None:
    """A school's return says that Amara died, and a file of social care gives the same day."""
    told("death_recorded", DEATH, DAY_AFTER, "100001", "roll_deletions", 4)
    told("death_recorded", DEATH, DAY_AFTER, "", "ssd_person", 7)


@pytest.fixture
def died(recorded: None) -> None:
    """And nothing shows her alive since: the record says of nobody that she is missing."""
    told("died", DEATH, None, "100001", "roll_deletions", 4)
    Status.objects.filter(child=AMARA).exclude(definition="resident").delete()
    Clock.objects.filter(child=AMARA).update(met_on=DEATH)


@pytest.fixture
def seen(recorded: None) -> None:
    """And a register marks her present to the 20th, two days later."""
    told("marked_present", date(2026, 9, 2), date(2026, 11, 21), "100001", "attendance_marks", 9)
    told("child_seen", DEATH, DAY_AFTER, "", "casework", 2)


def words(client: Client, address: str) -> str:
    """The text of a page, without markup, its white space made single."""
    page = client.get(address).content.decode()
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") :])
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("part", ["", "timeline/", "sources/", "why/on_roll/", "links/"])
def test_every_page_of_the_record_says_it_with_who_told_it(
    signed_in: Any, died: None, part: str
) -> None:
    page = words(signed_in, f"/children/{AMARA}/{part}")
    assert STANDS in page
    assert "known to be alive" not in page
    assert "roll_deletions.csv, row 4" in page
    assert "ssd_person.csv, row 7" in page
    assert "If this is wrong, ask Hilltop Academy or Social care." in page


def test_the_record_goes_quiet(signed_in: Any, died: None) -> None:
    """No age goes on, no status has a colour, no clock runs, and nobody is asked to do a thing."""
    html = signed_in.get(f"/children/{AMARA}/").content.decode()
    page = words(signed_in, f"/children/{AMARA}/")
    assert "Status on 23 November 2026 Recorded as having died" in page
    assert "(age 13)" not in page
    assert "Year 9" not in page
    assert "Has a social worker" not in page
    assert "govuk-tag" not in html[html.index("<main") :]
    assert "Ended Sixth school day: full-time education must be in place" in page
    assert "Ended on 18 November 2026" in page
    assert "Also for" not in page
    assert "4 days ago" not in page
    assert "each test on" not in page
    assert "ounted as" not in page
    assert "For work" not in page


def test_the_day_before_nothing_is_said_and_on_the_day_it_is(signed_in: Any, died: None) -> None:
    before = words(signed_in, f"/children/{AMARA}/?as-of=2026-11-17")
    assert "having died" not in before
    assert "(age 13)" in before
    assert STANDS in words(signed_in, f"/children/{AMARA}/?as-of=2026-11-18")


def test_what_shows_the_child_alive_since_stands_beside_it(signed_in: Any, seen: None) -> None:
    """Seen on the day of the death itself is no sight of the child since."""
    page = words(signed_in, f"/children/{AMARA}/")
    assert SEEN in page
    banner = page[page.index(SEEN) : page.index("One of these is wrong.")]
    assert "Marked present, Hilltop Academy, from 2 September 2026 to 20 November 2026" in banner
    assert "attendance_marks.csv, row 9" in banner
    assert "Child seen" not in banner
    assert "Ask Hilltop Academy or Social care, and write to nobody in the family" in page
    assert "Missing education Whereabouts not known" in page
    assert "(age 13)" in page


def test_it_is_a_question_to_the_school_that_told_of_the_death(
    signed_in: Any, recorded: None
) -> None:
    """Admitted again on the 19th: both rows stand with it, days after."""
    told("admitted", DAY_AFTER, date(2026, 11, 20), "100001", "pupil_roll", 3)
    page = words(signed_in, f"/children/{AMARA}/")
    question = page[page.index("Questions about Amara") :]
    assert "Recorded as having died, and known to be alive since , since 19 November" in question
    assert "roll_deletions.csv, row 4" in question or "ssd_person.csv, row 7" in question
    assert "pupil_roll.csv, row 3" in question


def test_a_list_and_a_search_say_it_beside_the_name(signed_in: Any, died: None) -> None:
    said = f"Amara Example {AMARA}, has died"
    assert said in words(signed_in, "/children/?definition=resident")
    signed_in.post("/children/", {"words": "Amara Example"})
    page = words(signed_in, "/children/?found")
    assert said in page
    assert page.count("Recorded as having died") == 1, "of one child alone"
    assert "Over school age" not in page
    assert "14 May 2013, Year 9" not in page


def test_of_a_child_known_to_be_alive_since_a_list_says_nothing(signed_in: Any, seen: None) -> None:
    assert "has died" not in words(signed_in, "/children/?definition=missing_education")


def test_a_question_about_the_child_says_it_in_the_list_and_the_file(
    signed_in: Any, died: None
) -> None:
    Contradiction.objects.create(
        row_id=uuid4(), child_id=AMARA, contradiction="removed_as_died_and_on_roll",
        starts_on=DAY_AFTER, ends_before=None, school="100001", team="",
    )  # fmt: skip
    page = words(signed_in, "/questions/")
    assert f"{AMARA}, recorded as having died" in page
    assert page.count("recorded as having died") == 1
    text = signed_in.get("/questions/questions.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    died_of = {row["Reference"]: row["Recorded as having died"] for row in rows}
    assert died_of.pop(AMARA) == "Yes"
    assert set(died_of.values()) == {""}


def test_of_a_protected_child_the_day_alone_is_said(
    signed_in: Any, officer: User, died: None
) -> None:
    """Neither the school that told it nor the file, to whoever works with the child."""
    Shield.objects.create(
        row_id=uuid4(), child_id=AMARA, shield=1, kind="refuge", how="whole", since=DEATH
    )
    restrict()
    allocate(officer, AMARA)
    page = words(signed_in, f"/children/{AMARA}/")
    assert STANDS in page
    assert "ask whoever recorded it" in page
    assert "Hilltop" not in page
    assert "roll_deletions" not in page
