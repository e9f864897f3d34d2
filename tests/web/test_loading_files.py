"""Loading a file on screen: sent, checked, looked at, loaded once, and each act written down."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onroll.record.feeds import staging
from onroll.record.feeds.deliveries import refusals
from onroll.record.feeds.limited import wait_for
from onroll.record.feeds.loads import loads
from onroll.record.home import Home
from onroll.web.access.models import FileEvent
from onroll.web.library.models import Run
from tests.web.files_to_load import HEADINGS, broken, csv_of, pupil, pupils
from tests.web.sending import checked, send, words
from tests.web.test_every_page import MOST_QUERIES

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


def test_what_somebody_sends_who_may_not_load_is_not_kept(rf: Any, officer: Any) -> None:
    file = SimpleUploadedFile("roll.csv", csv_of(pupils(3)))
    request = rf.post("/feeds/load/", {"chosen": file})
    request.user = officer
    assert request.FILES["chosen"].read() == b""


def test_saying_which_column_is_which_serves_the_next_file_too(
    analyst: Any, own_home: Home
) -> None:
    headings = tuple("Child No" if name == "Pupil ID" else name for name in HEADINGS)
    address = checked(
        analyst, own_home, "roll_2026-11-01.csv", csv_of(pupils(30), headings), feed="pupil_roll"
    )
    page = analyst.get(f"{address}columns/").content.decode()
    assert "Needed and not found" in page
    form = {"feed": "pupil_roll", "system": "capita_one", "header_row": "1"}
    for name, options in re.findall(
        r'<select[^>]+name="(column_\d+)"[^>]*>(.*?)</select>', page, re.S
    ):
        form[name] = "".join(re.findall(r'<option value="(\w+)" selected>', options))
    nothing_said = analyst.post(f"{address}columns/", form)
    assert nothing_said.status_code == 422
    assert "Select which column is Pupil ID" in words(nothing_said)
    twice = analyst.post(f"{address}columns/", form | {"column_0": "surname"})
    assert "are both said to be Surname" in words(twice)

    analyst.post(f"{address}columns/", form | {"column_0": "pupil_id"})
    wait_for(own_home.staged / address.split("/")[-2] / "check")
    assert "30 accepted 0 held back" in words(analyst.get(address))
    analyst.post(f"{address}load/")

    later = checked(analyst, own_home, "roll_2026-12-01.csv", csv_of(pupils(31), headings))
    assert "31 accepted" in words(analyst.get(later))
    assert "what was said of Capita One" in words(analyst.get(f"{later}columns/"))
    page = words(analyst.get("/feeds/pupil_roll/columns/"))
    assert "Capita One: said by Joanne Lee on" in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.docx", b"Dear", "letter.docx is not a kind of file that can be loaded"),
        ("roll.csv", b"", "roll.csv is empty. Check that the export is complete"),
        ("roll.csv", b"a,b\n" * 300_000, "roll.csv is 1.1 MB. At most 1 MB can be sent at once"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(
    analyst: Any, own_home: Home, settings: Any, name: str, content: bytes, said: str
) -> None:
    settings.MOST_UPLOAD_BYTES = 1024**2
    response = send(analyst, name, content)
    assert response.status_code == 422
    assert f"There is a problem {said}" in words(response)
    assert not own_home.staged.exists()


def test_no_file_chosen_is_said_where_files_are_chosen(analyst: Any) -> None:
    response = analyst.post("/feeds/load/", {"feed": ""})
    assert 'href="#chosen">Select the file to load' in response.content.decode()


def test_several_files_at_once_are_listed(analyst: Any, own_home: Home) -> None:
    sent = [
        SimpleUploadedFile(f"roll_2026-1{month}-01.csv", csv_of(pupils(30 + month)))
        for month in (0, 1)
    ]
    response = analyst.post("/feeds/load/", {"chosen": sent, "feed": ""}, follow=True)
    for one in staging.all_staged(own_home):
        wait_for(own_home.staged / one.token / "check")
    page = words(analyst.get("/feeds/load/"))
    assert response.status_code == 200
    for month in (0, 1):
        assert f"roll_2026-1{month}-01.csv Checked, waiting for you" in page


def test_each_act_on_a_file_is_written_down(
    analyst: Any, own_home: Home, analyst_once: Any
) -> None:
    earlier = FileEvent.objects.aggregate(newest=Max("pk", default=0))["newest"]
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(broken(30)))
    analyst.get(f"{address}columns/")
    analyst.get(f"{address}faults/1/")
    b"".join(analyst.get(f"{address}fix-file/").streaming_content)
    load = analyst.post(f"{address}load/")["Location"].partition("?")[0]
    b"".join(analyst.get(f"{load}fix-file/").streaming_content)
    analyst.post(f"{load}undo/")
    analyst.post(f"{load}put-back/")
    analyst.post(f"{load}withdraw/", {"why": "It is last year's"})
    Kind = FileEvent.Kind
    written = [
        (event.kind, event.rows)
        for event in FileEvent.objects.filter(user=analyst_once, pk__gt=earlier).order_by("pk")
    ]
    assert written == [
        (Kind.SENT, None), (Kind.SEEN, 20), (Kind.SEEN, 1), (Kind.DOWNLOADED, 5),
        (Kind.LOADED, None), (Kind.DOWNLOADED, 5), (Kind.UNDONE, None), (Kind.PUT_BACK, None),
        (Kind.WITHDRAWN, None),
    ]  # fmt: skip
    page = words(analyst.get(load))
    assert page.count("Joanne Lee. Downloaded its fix file (5 rows)") == 2
    assert "Joanne Lee. Sent the file" in page


def test_who_may_not_load_is_told_so_and_sends_nothing(
    client: Any, officer: Any, own_home: Home, analyst_once: Any
) -> None:
    client.force_login(analyst_once)
    address = checked(client, own_home, "roll_2026-11-01.csv", csv_of(broken(30)))
    kept = f"{checked(client, own_home, 'roll_2026-11-02.csv', csv_of(pupils(30)))}load/"
    load = client.post(kept)["Location"].partition("?")[0]
    client.force_login(officer)
    for closed in (
        "/feeds/load/", address, f"{address}columns/", f"{address}faults/1/", f"{address}fix-file/",
        f"{load}undo/", f"{load}withdraw/", f"{load}fix-file/",
    ):  # fmt: skip
        response = client.get(closed)
        assert response.status_code == 403, closed
        assert "Your role is Education officer." in words(response)
    for closed in (f"{address}load/", f"{load}put-back/", f"{load}undo/", f"{address}put-aside/"):
        assert client.post(closed).status_code == 403
    assert send(client, "roll.csv", csv_of(pupils(3))).status_code == 403
    assert len(staging.all_staged(own_home)) == 1
    assert len(loads(own_home)) == 1
    page = words(client.get(load))
    assert "Undo this load" not in page
    assert "Download the fix file" not in page


def test_a_form_of_another_session_loads_nothing(own_home: Home, analyst_once: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(analyst_once)
    assert send(strict, "roll_2026-11-01.csv", csv_of(pupils(3))).status_code == 403
    assert not own_home.staged.exists()


@pytest.mark.parametrize("missing", [True, False])
def test_a_home_that_cannot_keep_a_file_says_so(
    analyst: Any, own_home: Home, settings: Any, monkeypatch: Any, missing: bool
) -> None:
    """Root may write anywhere, so that a folder that may only be read is told by the system."""
    if missing:
        settings.ONROLL_HOME = own_home.path / "nowhere"
    else:
        monkeypatch.setattr("os.access", lambda *asked: False)
    response = analyst.get("/feeds/load/")
    assert response.status_code == 503
    said = "is missing" if missing else "can only be read"
    assert f"The folder of this service's record {said}, so no file can be loaded" in words(
        response
    )


def test_no_address_of_a_file_on_its_way_can_be_guessed(analyst: Any) -> None:
    for token in ("0" * 32, "abc", "0" * 31 + "g"):
        assert analyst.get(f"/feeds/files/{token}/").status_code == 404


def test_each_page_of_a_file_asks_little_and_is_kept_by_nobody(
    analyst: Any, own_home: Home, client: Any
) -> None:
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(broken(30)))
    other = checked(analyst, own_home, "roll_2026-11-02.csv", csv_of(pupils(30)))
    load = analyst.post(f"{other}load/")["Location"].partition("?")[0]
    pages = [
        "/feeds/load/", address, f"{address}columns/", f"{address}faults/1/", f"{address}fix-file/",
        load, f"{load}undo/", f"{load}withdraw/",
    ]  # fmt: skip
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            response = analyst.get(page)
            if response.streaming:
                b"".join(response.streaming_content)
        assert response.status_code == 200
        assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= MOST_QUERIES, page
        assert "no-store" in response["Cache-Control"]
    client.logout()
    for page in (*pages, f"{address}load/", f"{address}put-aside/", f"{load}put-back/"):
        assert client.get(page)["Location"].startswith("/sign-in/")
        assert client.post(page)["Location"].startswith("/sign-in/")
    assert len(loads(own_home)) == 1
