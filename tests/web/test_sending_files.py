"""Who may send a file and what may be sent: refusals in words, and each act written down."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from onroll.record.feeds import staging
from onroll.record.feeds.limited import wait_for
from onroll.record.feeds.loads import loads
from onroll.record.home import Home
from onroll.web.access.models import FileEvent
from onroll.web.access.policy import see_now
from tests.web.files_to_load import HEADINGS, broken, csv_of, pupils
from tests.web.sending import checked, send, words
from tests.web.test_every_page import MOST_QUERIES, OF_EVERY_REQUEST

pytestmark = pytest.mark.django_db


def test_what_somebody_sends_who_may_not_load_is_not_kept(rf: Any, officer: Any) -> None:
    file = SimpleUploadedFile("roll.csv", csv_of(pupils(3)))
    request = rf.post("/feeds/load/", {"chosen": file})
    request.user = sighted(officer)
    assert request.FILES["chosen"].read() == b""


@pytest.mark.parametrize(
    ("address", "kept"),
    [("/cases/1/documents/new/", True), ("/cases/1/documents/", False), ("/cases/1/", False)],
)
def test_who_works_in_cases_sends_to_where_documents_are_added_alone(
    rf: Any, officer: Any, address: str, kept: bool
) -> None:
    request = rf.post(address, {"chosen": SimpleUploadedFile("a.csv", b"1,2")})
    request.user = sighted(officer)
    assert request.FILES["chosen"].read() == (b"1,2" if kept else b"")


def sighted(user: Any) -> Any:
    """Somebody with the rights of this moment, as a request has read them."""
    see_now([user], now())
    return user


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


def test_pages_with_rows_say_that_protected_children_may_be_among_them(
    analyst: Any, own_home: Home
) -> None:
    said = "Rows are shown as they were sent, those of protected children too."
    address = checked(analyst, own_home, "roll_2026-11-01.csv", csv_of(broken(30)))
    for page in (address, f"{address}columns/", f"{address}faults/1/"):
        assert words(analyst.get(page)).count(said) == 1
    load = analyst.post(f"{address}load/")["Location"].partition("?")[0]
    assert words(analyst.get(load)).count(said) == 1


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
    assert f"The folder of this service's record {said}, so nothing can be kept" in words(response)


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
        of_no_page = ("SAVEPOINT", *OF_EVERY_REQUEST)
        own = [q for q in asked if not any(part in q["sql"] for part in of_no_page)]
        assert len(own) <= MOST_QUERIES, page
        assert "no-store" in response["Cache-Control"]
    client.logout()
    for page in (*pages, f"{address}load/", f"{address}put-aside/", f"{load}put-back/"):
        assert client.get(page)["Location"].startswith("/sign-in/")
        assert client.post(page)["Location"].startswith("/sign-in/")
    assert len(loads(own_home)) == 1
