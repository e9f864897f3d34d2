"""Old references lead to the child they are about now; the history of links is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, take_back
from onroll.web.access.models import Read
from onroll.web.children.models import Child
from onroll.web.publish import publish
from tests.web.sending import words
from tests.web.small_run import AMARA, JOSHUA, ZOFIA, rows_of_tables, write_run
from tests.web.test_every_page import already_logged

pytestmark = pytest.mark.django_db

OLD = "EC-AMARA000"
DAY = datetime(2026, 11, 5, 9, 14, tzinfo=UTC)
# moved_at, run_id, record_id, from_child, to_child, reason, weight
CHANGES = [
    (datetime(2026, 9, 1, 2, tzinfo=UTC), "a", "pupil_system:1", "", AMARA, "first record", None),
    (datetime(2026, 9, 1, 2, tzinfo=UTC), "a", "health:999", "", OLD, "first record", None),
    (DAY, "b", "health:999", OLD, AMARA, "name and date of birth alike", 18.25),
    (DAY, "b", "admissions:7", AMARA, JOSHUA, "same UPN", None),
]


@pytest.fixture
def joined(published: Path, own_home: Home) -> Home:
    """The small run, in which EC-AMARA000 was found to be Amara on 5 November."""
    publish(
        write_run(own_home.path, run_id="joined", changes=CHANGES, forwarding=[(OLD, AMARA)]),
        own_home,
    )
    return own_home


@pytest.mark.parametrize(
    "part", ["", "timeline/", "sources/", "links/", "why/missing_education/", "not-the-same/"]
)
def test_an_old_reference_leads_to_the_same_page_of_the_child(
    signed_in: Any, officer: Any, joined: Home, part: str
) -> None:
    earlier = already_logged(officer)
    response = signed_in.get(f"/children/{OLD}/{part}")
    assert response["Location"] == f"/children/{AMARA}/{part}?was={OLD}"
    assert not Read.objects.filter(user=officer, pk__gt=earlier).exists()
    page = signed_in.get(response["Location"])
    assert (
        f"{OLD} is now {AMARA}: the two were found to be one child on 5 November 2026, 9:14am."
    ) in words(page)
    reads = Read.objects.filter(user=officer, pk__gt=earlier)
    # the history of links also names a child from whom a record came
    assert {read.child for read in reads} == ({AMARA, JOSHUA} if part == "links/" else {AMARA})


def test_the_day_that_was_asked_for_is_kept(signed_in: Any, joined: Home) -> None:
    response = signed_in.get(f"/children/{OLD}/timeline/?as-of=2026-01-15")
    assert response["Location"] == f"/children/{AMARA}/timeline/?as-of=2026-01-15&was={OLD}"


def test_a_reference_that_leads_to_nobody_one_may_see_is_not_there(
    signed_in: Any, joined: Home
) -> None:
    Child.objects.filter(pk=AMARA).delete()
    assert signed_in.get(f"/children/{OLD}/").status_code == 404


@pytest.mark.parametrize("said", ["EC-NOBODY00", AMARA, "%00", "EC-ZFA00009"])
def test_nothing_is_said_of_a_reference_that_did_not_lead_here(
    signed_in: Any, joined: Home, said: str
) -> None:
    page = words(signed_in.get(f"/children/{AMARA}/?was={said}"))
    assert "were found to be one child" not in page


def test_a_reference_that_split_leads_to_the_child_who_kept_it(
    signed_in: Any, joined: Home
) -> None:
    """Taken apart again, the old reference is a child's own and no more forwarded."""
    publish(write_run(joined.path, run_id="apart", changes=CHANGES, forwarding=[]), joined)
    assert signed_in.get(f"/children/{AMARA}/").status_code == 200
    assert signed_in.get(f"/children/{OLD}/").status_code == 404
    children = [(OLD, "Amarah", "Example", date(2013, 5, 14), "F", *(None,) * 7), *rows_but(AMARA)]
    publish(write_run(joined.path, run_id="again", changes=CHANGES, children=children,
                      forwarding=[]), joined)  # fmt: skip
    assert "Amarah Example" in words(signed_in.get(f"/children/{OLD}/"))


def rows_but(child: str) -> list[Any]:
    return [row for row in rows_of_tables()["children"] if row[0] != child]


def test_the_history_says_which_records_came_and_left_when_and_why(
    signed_in: Any, joined: Home
) -> None:
    page = words(signed_in.get(f"/children/{AMARA}/links/?first"))
    came = f"Health 999 Came from {OLD} Name and date of birth alike Very likely one child"
    assert f"5 November 2026, 9:14am {came}" in page
    assert f"Admissions 7 Left for {JOSHUA} Same UPN" in page
    others = "The record that any others of the child are joined to"
    assert f"Pupil system 1 Came first {others}" in page
    assert f"Health 999 Was first with {OLD} {others}" in page
    assert "First record" not in page
    assert page.index("5 November 2026") < page.index("1 September 2026")
    assert "Nobody has decided anything about these records." in page


def test_the_history_says_who_decided_and_who_took_it_back(
    signed_in: Any, officer: Any, joined: Home
) -> None:
    made = decide(
        joined, Verdict.SAME, ["pupil_system:1"], ["health:999"],
        at=DAY, by=officer.email, why="The GP confirmed it",
    )  # fmt: skip
    take_back(
        joined, made.number, at=DAY.replace(day=6), by="gone@sample.example", why="Another Amara"
    )
    page = words(signed_in.get(f"/children/{AMARA}/links/"))
    assert "Same child : Pupil system 1 and Health 999." in page
    assert "Priya Sharma, 5 November 2026, 9:14am: “The GP confirmed it”" in page
    assert "Taken back by gone@sample.example, 6 November 2026, 9:14am: “Another Amara”" in page


def test_what_a_child_began_with_does_not_drown_what_came_since(
    signed_in: Any, joined: Home
) -> None:
    """The first run finds every record of every child: told in a sentence, in full on asking."""
    page = words(signed_in.get(f"/children/{AMARA}/links/"))
    assert f"Health 999 Came from {OLD}" in page
    assert "Came first" not in page
    said = "2 source records were here, or with a child who is now this one, when they were first"
    assert f"{said} linked on 1 September 2026, 3:00am. Show them too" in page
    publish(write_run(joined.path, run_id="first", changes=CHANGES[:2]), joined)
    assert "Nothing has come or left since." in words(signed_in.get(f"/children/{AMARA}/links/"))


@pytest.mark.parametrize(
    ("verdict", "said"),
    [(Verdict.SAME, "Priya Sharma decided: same child"), (Verdict.NOT_SURE, "The record that any")],
)
def test_a_record_that_a_run_moved_for_a_decision_before_it_says_who_decided(
    signed_in: Any, officer: Any, joined: Home, verdict: Verdict, said: str
) -> None:
    """Also of the one record that linking calls the first: it came for no other reason."""
    record, night = "admissions:9", DAY.replace(day=12, hour=2)
    came = [
        (DAY.replace(day=4), "n", record, "", OLD, "first record", None),
        (night, "o", record, OLD, AMARA, "first record", None),
    ]
    publish(write_run(joined.path, run_id="night", changes=CHANGES + came), joined)
    decide(
        joined, verdict, [record], ["pupil_system:1"], at=DAY.replace(day=11), by=officer.email,
        why="The GP confirmed it",
    )  # fmt: skip
    page = words(signed_in.get(f"/children/{AMARA}/links/"))
    assert f"12 November 2026, 2:14am Admissions 9 Came from {OLD} {said}" in page


def test_a_child_with_no_history_says_so(signed_in: Any, joined: Home) -> None:
    assert "No move is kept." in words(signed_in.get(f"/children/{ZOFIA}/links/"))
