"""Loading a file on screen: sent, checked, looked at, loaded once, and each act written down."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.test import Client

from onroll.record.feeds.deliveries import refusals
from onroll.record.feeds.loads import loads
from onroll.record.home import Home
from onroll.web.library.models import Run
from tests.web.files_to_load import HEADINGS, broken, csv_of, pupil, pupils
from tests.web.sending import checked, words

pytestmark = pytest.mark.django_db


def test_a_clean_file_is_loaded_with_one_button(analyst: Any, own_home: Home) -> None:
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(30)))
    page = words(analyst.get(address))
    assert "Pupil roll" in page
    assert "30 accepted 0 held back" in page
    assert "Load 30 rows" in page
    assert loads(own_home) == []

    response = analyst.post(f"{address}load/")
    (load,) = loads(own_home)
    assert response["Location"] == f"/feeds/pupil_roll/loads/{load.load_id}/?loaded"
    assert (load.accepted, load.by) == (30, "Joanne Lee")
    Run.objects.update(is_current=False)
    page = words(analyst.get(response["Location"]))
    assert "30 rows loaded" in page
    assert f"Receipt number {load.load_id}" in page
    assert "in the record from the next run" in page
    assert "Undo this load" in page


def test_pressed_twice_or_by_two_people_there_is_one_load(
    analyst: Any, own_home: Home, analyst_once: Any
) -> None:
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(30)))
    first = analyst.post(f"{address}load/")
    again = analyst.post(f"{address}load/", follow=True)
    assert len(loads(own_home)) == 1
    assert first["Location"].startswith(again.redirect_chain[-1][0].partition("?")[0])
    assert analyst.get(address)["Location"] == first["Location"]


def test_the_same_file_again_says_when_it_was_loaded(analyst: Any, own_home: Home) -> None:
    content = csv_of(pupils(30))
    analyst.post(checked(analyst, own_home, "roll_2026-11-01.csv", content) + "load/")
    address = checked(analyst, own_home, "roll_2026-11-01.csv", content)
    page = words(analyst.get(address))
    assert re.search(r"You loaded this file on \d+ \w+ 20\d\d, .*m\. Nothing to do\.", page)
    assert "Load 30 rows" not in page
    assert analyst.post(f"{address}load/")["Location"].startswith("/feeds/pupil_roll/loads/")
    assert len(loads(own_home)) == 1


def test_two_people_who_send_the_same_file_make_one_load(analyst: Any, own_home: Home) -> None:
    content = csv_of(pupils(30))
    mine, hers = (checked(analyst, own_home, "roll_2026-11-01.csv", content) for _ in range(2))
    first, second = (analyst.post(f"{address}load/") for address in (mine, hers))
    assert len(loads(own_home)) == 1
    assert first["Location"].startswith(second["Location"])


def test_five_planted_faults_are_named_and_come_back_by_the_fix_file(
    analyst: Any, own_home: Home
) -> None:
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(broken(30)))
    page = words(analyst.get(address))
    assert "25 accepted 5 held back" in page
    for said in (
        "'31/02/2013' is not a real date",
        "'12' is not the URN of a school. A URN has 6 digits",
        "There is no Surname",
        "'01/09/2012' is before the date of birth, '",
        "'Q' is not C, M, S, F, G, O or P",
    ):
        assert said in page
    assert "Load 25 rows" in page

    answer = analyst.get(f"{address}fix-file/")
    assert answer["Content-Disposition"] == 'attachment; filename="roll_2026-11-01.fix.csv"'
    fix = b"".join(answer.streaming_content)
    rows = list(csv.DictReader(io.StringIO(fix.decode("utf-8-sig"))))
    assert [int(row["row"]) for row in rows] == [3, 6, 8, 10, 12]

    analyst.post(f"{address}load/")
    mended = csv_of([pupil(number) for number in (2, 5, 7, 9, 11)]).decode().splitlines()
    fixed = [f"{mended[0]},row,column,value,problem,how_to_fix"]
    fixed += [f"{line},{row['row']},,,," for line, row in zip(mended[1:], rows, strict=True)]
    again = checked(analyst, own_home, "roll_2026-11-01.fix.csv", "\n".join(fixed).encode())
    page = words(analyst.get(again))
    assert "a fix file" in page
    assert "Its rows join roll_2026-11-01.csv, loaded on" in page
    analyst.post(f"{again}load/")
    whole, mending = loads(own_home)
    assert mending.corrects == whole.load_id
    assert whole.accepted + mending.accepted == 30
    page = words(analyst.get(f"/feeds/pupil_roll/loads/{whole.load_id}/"))
    assert "5 rows were held back. 5 rows came back with roll_2026-11-01.fix.csv ." in page
    assert "Download the fix file" not in page

    twice = [*fixed[:2], fixed[1]]
    again = checked(analyst, own_home, "roll_2026-11-01.fix.csv", "\n".join(twice).encode())
    page = words(analyst.get(again))
    assert "It cannot be loaded as it is" in page
    assert not re.search(r"Load \d+ row", page)


def test_each_kind_of_fault_leads_to_its_rows(analyst: Any, own_home: Home) -> None:
    rows = [pupil(number, URN="12" if number <= 60 else "100001") for number in range(1, 101)]
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(rows))
    page = analyst.get(address)
    assert ">60<span" in page.content.decode()
    first, second = (words(analyst.get(f"{address}faults/1/?page={n}")) for n in (1, 2))
    assert "60 rows: URN" in first
    assert "‘12’" in first
    assert ("Next page" in first, "Next page" in second) == (True, False)
    assert analyst.get(f"{address}faults/9/").status_code == 404


def test_what_would_change_is_shown_first(analyst: Any, own_home: Home) -> None:
    analyst.post(checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(40))) + "load/")
    next_month = [*pupils(36, first=3), pupil(2, Surname="Sample"), pupil(50)]
    address = checked(analyst, own_home, "roll_2026-12-01.csv", csv_of(next_month))
    page = words(analyst.get(address))
    assert "1 new, 1 changed, 3 gone, 36 the same" in page
    assert "row 38: Surname" in page
    assert "A row that is gone is a question, not a leaver" in page


def answers(page: Any) -> dict[str, str]:
    """A tick in each box that a check result has."""
    boxes = re.findall(r"<input[^>]+checkbox[^>]+>", page.content.decode())
    return {re.search(r'name="([^"]+)"', box)[1]: "yes" for box in boxes}


def test_a_fall_in_rows_must_be_confirmed(analyst: Any, own_home: Home) -> None:
    analyst.post(checked(analyst, own_home, "roll_2026-10-01.csv", csv_of(pupils(100))) + "load/")
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(59)))
    page = words(analyst.get(address))
    assert "59 rows, 41% fewer than October" in page
    refused = analyst.post(f"{address}load/")
    assert refused.status_code == 422
    page = words(refused)
    assert "There is a problem 59 rows, 41% fewer than October. Confirm that this is right" in page
    assert "<title>Error: " in refused.content.decode()
    assert len(loads(own_home)) == 1
    analyst.post(f"{address}load/", answers(refused))
    assert len(loads(own_home)) == 2


def test_another_file_of_one_delivery_is_loaded_as_the_next_when_somebody_says_so(
    analyst: Any, own_home: Home
) -> None:
    first = checked(analyst, own_home, "roll_2026-11-01_v2.csv", csv_of(pupils(30)))
    analyst.post(f"{first}load/")
    address = checked(analyst, own_home, "roll_2026-11-01_v2.csv", csv_of(pupils(31)))
    page = words(analyst.get(address))
    assert "It says that it is delivery 2 of 1 November 2026, and so is roll_2026" in page
    assert "If it corrects that file, load it as delivery 3" in page
    assert analyst.post(f"{address}load/").status_code == 422
    analyst.post(f"{address}load/", answers(analyst.get(address)))
    assert [load.sequence for load in loads(own_home)] == [2, 3]


def test_a_file_may_be_put_aside_and_says_so_afterwards(analyst: Any, own_home: Home) -> None:
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(30)))
    after = analyst.post(f"{address}put-aside/", follow=True)
    assert after.status_code == 410
    assert "by Joanne Lee. Nothing of it was loaded" in words(after)
    assert list(own_home.staged.iterdir()) == []
    assert loads(own_home) == []
    assert analyst.post(f"{address}put-aside/")["Location"] == address


def test_a_file_that_is_refused_says_why_and_is_remembered(analyst: Any, own_home: Home) -> None:
    headings = tuple("Reference" if name == "Pupil ID" else name for name in HEADINGS)
    address = checked(
        analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(30), headings), feed="pupil_roll"
    )
    page = words(analyst.get(address))
    assert "File refused" in page
    assert "we could not find a column for Pupil ID" in page
    assert "Say which column is which" in page
    analyst.get(address)
    (refusal,) = refusals(own_home)
    assert (refusal.feed, refusal.by) == ("pupil_roll", "Joanne Lee")


def test_a_refused_file_that_nobody_comes_back_to_is_noted_and_said_of_its_feed(
    analyst: Any, officer: Any, own_home: Home, published: Any
) -> None:
    Run.objects.update(known_at=dt.datetime.now(dt.UTC))
    headings = tuple("Reference" if name == "Pupil ID" else name for name in HEADINGS)
    checked(
        analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(30), headings), feed="pupil_roll"
    )
    assert refusals(own_home) == []
    colleague = Client()
    colleague.force_login(officer)
    for _ in range(2):
        page = words(colleague.get("/feeds/"))
        assert "1 file has been refused since this run was made. Pupil roll : roll_2026" in page
    (refusal,) = refusals(own_home)
    assert (refusal.feed, refusal.by) == ("pupil_roll", "Joanne Lee")
    said = "we could not find a column for Pupil ID"
    assert said in words(colleague.get("/feeds/pupil_roll/"))
    assert said not in words(colleague.get("/feeds/attendance_marks/"))

    good = checked(analyst, own_home, "roll_2026-11-02.csv", csv_of(pupils(30)))
    analyst.post(f"{good}load/")
    assert said not in words(colleague.get("/feeds/pupil_roll/"))


def test_put_aside_unseen_a_refused_file_is_noted_all_the_same(
    analyst: Any, own_home: Home
) -> None:
    address = checked(analyst, own_home, "letters.csv", b"Dear,Sir,Urn\r\nWe,write,now\r\n")
    analyst.post(f"{address}put-aside/")
    assert [refusal.file for refusal in refusals(own_home)] == ["letters.csv"]


def test_a_file_that_is_like_no_feed_breaks_none(analyst: Any, own_home: Home) -> None:
    address = checked(analyst, own_home, "letters.csv", b"Dear,Sir,Urn\r\nWe,write,now\r\n")
    assert "File refused" in words(analyst.get(address))
    (refusal,) = refusals(own_home)
    assert refusal.feed == ""


def test_a_file_with_no_good_row_cannot_be_loaded(analyst: Any, own_home: Home) -> None:
    rows = [pupil(number, Surname="") for number in range(1, 31)]
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(rows))
    page = words(analyst.get(address))
    assert "0 accepted 30 held back" in page
    assert "No row can be accepted, so there is nothing to load" in page
    response = analyst.post(f"{address}load/")
    assert response.status_code == 409
    assert "none of its 30 rows can be accepted, so nothing has been loaded" in words(response)
