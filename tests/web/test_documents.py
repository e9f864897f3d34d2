"""Documents through their pages: kept whole, shown to few, sent as they were or not at all."""

from __future__ import annotations

import re
import stat
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localdate, now

from onroll.record.home import Home
from onroll.web.access.acting import as_person
from onroll.web.access.models import Read
from onroll.web.access.policy import see_now
from onroll.web.cases.models import CaseEvent
from onroll.web.documents.models import Document
from onroll.web.documents.storing import MOST_BYTES, path_of
from tests.web import document_files as files
from tests.web.case_pages import accepted, browser_of, colleague, opened, send, words
from tests.web.document_pages import SAID, added, address, error_of, in_folder, one
from tests.web.fixtures import PASSWORD
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture(autouse=True)
def of_its_own(own_home: Home) -> Home:
    """Each test has a home of its own, so that what lies in it is what the test kept."""
    return own_home


def test_a_document_is_listed_and_told_of_and_comes_back_as_it_was(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    kept = one(theirs, case, name="Mum's letter.pdf")
    page = words(theirs.get(f"/cases/{case.pk}/?done=document"))
    assert "The document is kept." in page
    assert "Documents (1)" in page
    assert "called “Mum&#39;s letter.pdf”" in page
    assert "Document: Letter or message from a parent. Not scanned for viruses" in page
    event = CaseEvent.objects.get(kind="document_added")
    assert (event.number, event.told["title"]) == (kept.number, "Why she was away")
    sent = theirs.get(address(kept))
    assert sent.content == path_of(own_home, kept.sha256).read_bytes()
    assert kept.size == len(sent.content)


def test_what_is_sent_is_saved_and_never_shown_by_a_browser() -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    kept = one(theirs, case, name="Amara Mock A001.pdf")
    sent = theirs.get(address(kept))
    assert sent["Content-Disposition"] == (
        f'attachment; filename="{case.reference}-{kept.number}.pdf"'
    )
    assert sent["Content-Type"] == "application/pdf"
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Content-Security-Policy"].startswith("sandbox")
    assert sent["Cache-Control"] == "no-store"
    assert "Amara" not in str(dict(sent.headers))


def test_on_the_disk_it_lies_under_its_digest_for_its_owner_alone(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    kept = one(browser_of(manager), accepted(manager), name="Amara Mock.pdf")
    (path,) = in_folder(own_home)
    assert path.name == kept.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_home.documents.stat().st_mode) == 0o700


def test_the_same_file_twice_is_two_documents_and_one_content(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    content = files.pdf()
    first, second = one(theirs, case, content), one(theirs, case, content)
    assert first.number != second.number
    assert [path.name for path in in_folder(own_home)] == [first.sha256] == [second.sha256]


def test_a_form_sent_twice_keeps_one_document(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    for _ in range(2):
        assert added(theirs, case, token="same").status_code == 302
    assert Document.objects.count() == CaseEvent.objects.filter(kind="document_added").count() == 1
    assert len(in_folder(own_home)) == 1


def test_a_token_of_something_else_keeps_nothing(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    send(theirs, f"/cases/{case.pk}/write/note/", words="A note", token="same")
    refused = added(theirs, case, token="same")
    assert refused.status_code == 422
    assert "This form was sent already" in error_of(refused)
    assert not Document.objects.exists()
    assert in_folder(own_home) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"file": ""}, "Choose the file to keep"),
        ({"what": ""}, "Select what it is"),
        ({"what": "passport"}, "Select what it is"),
        ({"description": ""}, "Enter what it says, in a few words"),
        ({"evidence_for": "99"}, "Select something from the list, or nothing"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "The file is empty"),
        ({"file": SimpleUploadedFile("a.pdf", files.PROGRAM)}, "The file is a program"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    own_home: Home, typed: dict[str, Any], said: str
) -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    refused = added(browser_of(manager), case, **{"description": "Quorvex"} | typed)
    assert refused.status_code == 422
    assert said in error_of(refused)
    assert "Quorvex" in refused.content.decode() or "description" in typed
    assert not Document.objects.exists()
    assert in_folder(own_home) == []


def test_the_largest_is_kept_and_one_byte_more_is_not(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    assert one(theirs, case, b"x" * MOST_BYTES).size == MOST_BYTES
    refused = added(theirs, case, b"x" * (MOST_BYTES + 1))
    assert refused.status_code == 422
    assert "larger than 25 MB" in error_of(refused)
    assert len(in_folder(own_home)) == 1


def test_a_day_to_come_is_refused() -> None:
    manager, tomorrow = colleague("Pathway manager"), localdate() + timedelta(days=1)
    typed = {"on-day": tomorrow.day, "on-month": tomorrow.month, "on-year": tomorrow.year}
    refused = added(browser_of(manager), accepted(manager), **typed)
    assert "Day it came must be today or in the past" in error_of(refused)


def test_it_is_evidence_for_something_that_happened_in_the_case() -> None:
    manager = colleague("Pathway manager")
    case, theirs = accepted(manager), browser_of(manager)
    send(theirs, f"/visits/{case.pk}/", seen="alone", where="home")
    visit = CaseEvent.objects.get(kind="visited").number
    one(theirs, case, evidence_for=str(visit))
    assert f"Evidence for number: {visit}" in words(theirs.get(f"/cases/{case.pk}/"))
    # and is no hindrance: what it is evidence for may be taken back
    assert send(theirs, f"/cases/{case.pk}/take-back/{visit}/", why="Wrong").status_code == 302


def test_whoever_reads_a_case_downloads_and_adds_nothing(signed_in: Any, officer: Any) -> None:
    case = opened(officer)
    kept = one(signed_in, case)
    reader = browser_of(colleague("Data manager", "Ada Cole"))
    assert reader.get(address(kept)).status_code == 200
    assert reader.get(f"/cases/{case.pk}/documents/new/").status_code == 403
    assert added(reader, case).status_code == 403
    assert Document.objects.count() == 1


def test_absent_and_not_theirs_get_the_same_answer(signed_in: Any, officer: Any) -> None:
    case = opened(officer)
    kept = one(signed_in, case)
    stranger = browser_of(colleague("Youth worker", "Ada Cole"))
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    answers = {
        (response.status_code, token.sub("", response.content.decode()))
        for response in (
            stranger.get(address(kept)),
            stranger.get(f"/cases/{case.pk}/documents/99/"),
            stranger.get("/cases/999999/documents/1/"),
            stranger.get(f"/cases/{case.pk}/documents/new/"),
        )
    }
    assert [status for status, _ in answers] == [404]
    assert signed_in.get(f"/cases/{case.pk}/documents/99/").status_code == 404
    # an event that is no document has none
    assert signed_in.get(f"/cases/{case.pk}/documents/1/").status_code == 404


def test_a_download_is_in_the_log_as_a_file_that_was_taken_away(
    signed_in: Any, officer: Any
) -> None:
    kept = one(signed_in, opened(officer))
    before = Read.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    signed_in.get(address(kept))
    looked = Read.objects.filter(pk__gt=before).values_list("child", "page", "outcome")
    assert list(looked) == [(AMARA, "document", "exported")]


def test_a_restricted_document_is_its_writers_and_of_those_who_answer_for_safeguarding(
    signed_in: Any, officer: Any
) -> None:
    case = opened(officer)
    kept = one(signed_in, case, description="Quorvexdoc", restricted="on")
    manager = browser_of(colleague("Pathway manager"))
    assert "Quorvexdoc" not in words(manager.get(f"/cases/{case.pk}/"))
    assert manager.get(address(kept)).status_code == 404
    lead = browser_of(colleague("Safeguarding lead", "Ruth Adeyemi"))
    for theirs in (signed_in, lead):
        assert "Quorvexdoc" in words(theirs.get(f"/cases/{case.pk}/"))
        assert theirs.get(address(kept)).status_code == 200
    # their numbers do not clash with those that a colleague cannot see
    assert one(manager, case).number == kept.number + 1


def test_one_that_was_taken_back_stays_and_is_downloaded_by_those_who_sign_alone(
    signed_in: Any, officer: Any, own_home: Home
) -> None:
    case = opened(officer)
    kept = one(signed_in, case)
    send(signed_in, f"/cases/{case.pk}/take-back/{kept.number}/", why="Of another child")
    page = signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert "<s>Letter or message from a parent</s>" in page
    assert "Of another child" in page
    assert address(kept) not in page
    refused = signed_in.get(address(kept))
    assert refused.status_code == 403
    assert "Of another child" in words(refused)
    manager = browser_of(colleague("Pathway manager"))
    assert address(kept) in manager.get(f"/cases/{case.pk}/").content.decode()
    assert manager.get(address(kept)).status_code == 200
    assert len(in_folder(own_home)) == Document.objects.count() == 1


def test_it_may_be_added_to_a_case_that_is_over_and_taken_back_there() -> None:
    """What was added to the wrong child's case must not stay to be read for ever."""
    manager = colleague("Pathway manager")
    case, theirs = opened(manager), browser_of(manager)
    sent = {"route": "redirect", "to": "Early help", "risk": "none", "whereabouts": "known"}
    assert send(theirs, f"/cases/{case.pk}/decide/", **sent).status_code == 302
    kept = one(theirs, case)
    assert "Add a document" in words(theirs.get(f"/cases/{case.pk}/"))
    back = send(theirs, f"/cases/{case.pk}/take-back/{kept.number}/", why="Of another child")
    assert back.status_code == 302


def test_whoever_may_not_send_files_sends_none_to_the_disk(client: Any, own_home: Home) -> None:
    """A page takes nothing from strangers and from those who only read: it is let run past."""
    client.post("/cases/1/documents/new/", SAID | {"file": SimpleUploadedFile("a", files.pdf())})
    client.post("/sign-in/", {"email": "priya@exampleshire.example", "password": PASSWORD})
    assert in_folder(own_home) == []


def test_a_page_that_forgets_to_ask_shows_what_its_person_may_see(
    signed_in: Any, officer: Any
) -> None:
    """The database decides too; where its policy is gone it shows the rest, so it is that."""
    case = opened(officer)
    one(signed_in, case, restricted="on")
    one(signed_in, case)
    for user, seen in (
        (officer, 2),
        (colleague("Pathway manager"), 1),
        (colleague("Safeguarding lead", "Ruth Adeyemi"), 2),
        (colleague("Youth worker", "Ada Cole"), 0),
    ):
        assert count_as(user) == seen, user
    from tests.access.owner_of_tables import as_owner

    as_owner(
        "drop policy seen on documents_document",
        "create policy seen on documents_document for select to onroll_pages using (true)",
    )
    assert count_as(colleague("Youth worker", "Sam Cole")) == 2


def count_as(user: Any) -> int:
    see_now([user], now())
    with as_person(user, now()):
        return Document.objects.count()


@pytest.mark.parametrize(
    "change",
    [
        "delete from documents_document",
        "update documents_document set restricted = false",
        "truncate documents_document",
    ],
)
def test_rows_can_be_added_and_not_changed(signed_in: Any, officer: Any, change: str) -> None:
    """Also by SQL of a page: its role has no right to."""
    one(signed_in, opened(officer), restricted="on")
    see_now([officer], now())
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        as_person(officer, now()),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_nobody_adds_a_document_in_the_name_of_another(signed_in: Any, officer: Any) -> None:
    kept = one(signed_in, opened(officer))
    other = colleague("Pathway manager")
    see_now([other], now())
    kept.pk, kept.number, kept.token = None, 99, "another"
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        as_person(other, now()),
    ):
        kept.save(force_insert=True)
