"""A child's record: the status, why, why not, another day, the timeline and the sources."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from onroll.record.definitions import CATALOGUE, Group
from onroll.web.children.models import Fact
from onroll.web.children.status_words import clock_tag, education_status
from onroll.web.children.words import fact_words
from tests.web.small_run import AMARA, JOSHUA

pytestmark = pytest.mark.django_db


def words(client: Client, address: str) -> str:
    """The text of a page, without markup, its white space made single."""
    page = client.get(address).content.decode()
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") :])
    return re.sub(r"\s+", " ", text)


def test_the_status_with_its_tests_and_the_rows_that_say_so(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/")
    assert "Missing education Whereabouts not known" in page
    assert "Since 12 November 2026 (12 days, 8 school days)." in page
    assert "Not on a school roll Met On a school roll, Hilltop Academy, from" in page
    assert "Pupil leavers: leavers_2026-11-20.csv, row 8" in page
    assert "Has a social worker" in page
    assert "due 19 November 2026, 4 days ago" in page


def test_what_the_child_is_not_counted_as_stands_by_family(signed_in: Any, published: Any) -> None:
    """More than a hundred definitions: the three nearest families are open, each says how many."""
    page = signed_in.get(f"/children/{AMARA}/").content.decode()
    families = re.findall(r"<details[^>]*?( open)?>\s*<summary[^>]*>(.*?)</summary>", page, re.S)
    named = {
        re.sub(r"<[^>]+>", "", words).split(":")[0]: bool(opened) for opened, words in families
    }
    assert named["Home educated"]
    assert not named["After compulsory school age"]
    for group in Group:
        held = [each for each in CATALOGUE if each.group is group]
        assert all(f"/why/{each.key}/" in page for each in held), group


def test_on_another_day_it_says_what_was_true_then(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/?as-of=2026-01-15")
    assert "Status on 15 January 2026" in page
    assert "In education" in page
    assert "Has a social worker" not in page
    assert "Back to 23 November 2026" in page


def test_the_boxes_lead_to_that_day(signed_in: Any, published: Any) -> None:
    response = signed_in.get(f"/children/{AMARA}/", {"day": "15", "month": "1", "year": "2026"})
    assert response["Location"] == f"/children/{AMARA}/?as-of=2026-01-15"


def test_the_first_day_is_a_day(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/?as-of=2026-11-12")
    assert "Since 12 November 2026 (1 day, 1 school day)." in page


@pytest.mark.parametrize("part", ["", "timeline/", "sources/"])
def test_every_part_says_that_the_day_is_another(signed_in: Any, published: Any, part: str) -> None:
    page = words(signed_in, f"/children/{AMARA}/{part}?as-of=2020-02-29")
    assert "You are looking at 29 February 2020. Back to 23 November 2026" in page
    assert "(age 6)" in page
    assert "Year 9" not in page, "the year group is that of the day of the run"


def test_the_timeline_of_a_past_day_stops_there(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/timeline/?as-of=2026-01-15")
    assert "Timeline up to 15 January 2026" in page
    assert "On a school roll" in page
    assert "Permanently excluded" not in page


def test_before_birth_there_is_no_age(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/?as-of=2010-05-14")
    assert "Born 14 May 2013 UPN" in page
    assert "Not yet school age" in page


def test_a_day_to_come_is_not_known(signed_in: Any, published: Any) -> None:
    """A record that is open today says nothing about next year."""
    assert signed_in.get(f"/children/{AMARA}/?as-of=2026-11-24").status_code == 404
    boxes = {"day": "24", "month": "11", "year": "2026"}
    page = signed_in.get(f"/children/{AMARA}/", boxes).content.decode()
    assert "Date must be 23 November 2026 or earlier. Later days are not known yet" in page


@pytest.mark.parametrize(
    ("boxes", "problem"),
    [
        ({"day": "1", "month": "1", "year": "9" * 30}, "Date must be a real date"),
        ({"day": "31", "month": "2", "year": "2026"}, "Date must be a real date"),
        ({"day": "1", "month": "2", "year": ""}, "Date must include a year"),
    ],
)
def test_a_date_that_is_not_one_is_explained(
    signed_in: Any, published: Any, boxes: dict[str, str], problem: str
) -> None:
    assert problem in signed_in.get(f"/children/{AMARA}/", boxes).content.decode()


def test_why_not_shows_the_tests_that_fail(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/why/home_educated_suitable/")
    assert "is not counted: 2 tests are not met." in page
    assert "Home educated Not met Nothing is recorded." in page


def test_the_timeline_is_newest_first_with_its_rows(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/timeline/")
    assert page.index("Permanently excluded") < page.index("Address checked")
    assert "On 12 November 2026 Hilltop Academy" in page
    assert "Compulsory school age" not in page


def test_hours_are_shown_with_their_number(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{JOSHUA}/timeline/")
    assert "Hours of education a week Since 18 November 2026 12.5 hours" in page


def test_sources_stand_side_by_side_with_what_differs(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/sources/")
    assert "Amarah differs" in page
    assert "Name and date of birth alike match weight 18.2" in page


def test_of_many_cohorts_one_leads(signed_in: Any, published: Any) -> None:
    page = words(signed_in, f"/children/{AMARA}/")
    assert "For work, first of these: Whereabouts not known . Its team leads." in page
    assert "For work" not in words(signed_in, "/children/EC-BENM0001/"), "he is on a roll and well"


def of_joshua(*facts: tuple[str, date]) -> None:
    """Joshua is missing education since 17 November 2026 by what these facts say as well."""
    lasting = [("compulsory_school_age", date(2020, 4, 1)), ("address_in_area", date(2020, 1, 1))]
    Fact.objects.filter(child=JOSHUA).delete()
    on_roll = ("on_roll", date(2020, 9, 1), date(2026, 11, 17))
    for row, (fact, since, *until) in enumerate([*lasting, on_roll, *facts], start=2):
        Fact.objects.create(
            row_id=uuid4(), child_id=JOSHUA, fact=fact, starts_on=since,
            ends_before=until[0] if until else None, setting="", feed="cme_log",
            file="cme.xlsx", row=row,
        )  # fmt: skip


def test_the_reason_and_the_band_of_the_departments_return(signed_in: Any, published: Any) -> None:
    """Seven days by the 23rd; the council's list comes before what another source tells."""
    applied = ("application_awaiting_outcome", date(2026, 11, 18))
    of_joshua(applied)
    page = words(signed_in, f"/children/{JOSHUA}/")
    assert "Primary reason School application awaiting outcome" in page
    assert "How long Less than 2 weeks (6 days after the first)" in page
    assert "cme.xlsx, row 5" in page[page.index("In the Department") :]
    of_joshua(applied, ("reason_parents_decision", date(2026, 11, 18)))
    page = words(signed_in, f"/children/{JOSHUA}/")
    assert "Primary reason Parental decision not to register at school" in page


def test_a_reason_nobody_tells_is_not_recorded(signed_in: Any, published: Any) -> None:
    of_joshua()
    assert "Primary reason Not recorded" in words(signed_in, f"/children/{JOSHUA}/")


def test_a_child_who_is_not_missing_education_has_no_reason(signed_in: Any, published: Any) -> None:
    assert "Primary reason" not in words(signed_in, "/children/EC-BENM0001/")


def test_a_clock_says_who_is_told_besides_its_owner(signed_in: Any, published: Any) -> None:
    """Excluded on 12 November: the fourth school day is the 17th, the sixth the 19th."""
    for day, told in (
        ("2026-11-16", None),
        ("2026-11-17", "team manager, service manager"),
        ("2026-11-19", "team manager, service manager, accountable director"),
    ):
        page = words(signed_in, f"/children/{AMARA}/?as-of={day}")
        assert ("Also for" in page) is bool(told)
        assert told is None or f"Also for: {told} " in page


BORN, DAY = date(2013, 5, 14), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("met", "born", "moved_away", "status"),
    [
        ({"missing_education", "missing_out_on_education"}, BORN, False, "Missing education"),
        ({"missing_out_on_education", "on_roll"}, BORN, False, "Missing out on education"),
        ({"home_educated_suitable"}, BORN, False, "Home educated"),
        ({"home_educated_not_yet_reviewed"}, BORN, True, "Home educated, not yet reviewed"),
        ({"full_time_education"}, BORN, False, "In education"),
        ({"compulsory_school_age"}, BORN, True, "Moved away, confirmed"),
        (set(), date(2009, 1, 1), False, "Over school age"),
        (set(), date(2024, 1, 1), False, "Not yet school age"),
        ({"compulsory_school_age"}, BORN, False, "Not yet decided"),
        (set(), None, False, "Not yet decided"),
    ],
)
def test_one_education_status_the_first_that_applies(
    met: set[str], born: date | None, moved_away: bool, status: str
) -> None:
    assert education_status(met, born=born, day=DAY, moved_away=moved_away).words == status


@pytest.mark.parametrize(
    ("due_on", "met_on", "words"),
    [
        (date(2026, 11, 22), None, "Overdue"),
        (date(2026, 11, 23), None, "Due today"),
        (date(2026, 11, 26), None, "Due soon"),
        (date(2026, 11, 27), None, "On track"),
        (date(2026, 11, 22), date(2026, 11, 20), "Done"),
        (date(2026, 11, 20), date(2026, 11, 22), "Missed"),
        (date(2026, 11, 20), date(2026, 11, 24), "Overdue"),  # met later than the day asked about
        (None, None, "Date not known"),
    ],
)
def test_how_a_clock_stands(due_on: date | None, met_on: date | None, words: str) -> None:
    assert clock_tag("sixth_school_day", due_on, met_on, DAY).words == words


def test_a_reason_for_home_education_is_said_in_the_words_of_the_return() -> None:
    words = "Reason for home education: School dissatisfaction SEND"
    assert fact_words("home_education_reason_dissatisfied_send") == words
