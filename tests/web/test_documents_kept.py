"""Documents on the disk: all of one or nothing, whoever is killed and wherever there is no room."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import pytest

from onroll.cli.verify import documents_in_json, documents_in_words
from onroll.record.failpoints import ARMED, FAILPOINTS
from onroll.record.home import Home
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.documents.models import Document
from onroll.web.documents.storing import arrive, content_of, keep, path_of
from onroll.web.documents.verifying import Check, verified
from tests.access.owner_of_tables import as_owner
from tests.web import document_files as files
from tests.web.case_pages import accepted, browser_of, colleague, words
from tests.web.document_pages import added, address, in_folder, one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def manager(own_home: Home) -> Any:
    return colleague("Pathway manager")


@pytest.fixture
def case(manager: Any) -> Case:
    return accepted(manager)


@pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")
@pytest.mark.parametrize("point", [each for each in FAILPOINTS if each.startswith("document.")])
def test_whoever_is_killed_while_they_keep_a_file_leaves_all_of_it_or_none(
    own_home: Home, point: str
) -> None:
    """No name is there whose content is not whole, and what was left goes with the next file."""
    pid = os.fork()
    if pid == 0:
        try:
            os.environ[ARMED] = point
            keep(own_home, arrive(own_home, [b"one", b"two"]))
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    named = [path for path in in_folder(own_home) if path.parent.name != "arriving"]
    assert [path.read_bytes() for path in named] == [b"onetwo"] * (point == "document.renamed")
    for left in (own_home.documents / "arriving").iterdir():
        assert point != "document.renamed"
        os.utime(left, (time.time() - 7200,) * 2)
    keep(own_home, again := arrive(own_home, [b"one", b"two"]))
    assert [path.name for path in in_folder(own_home)] == [again.sha256]
    assert content_of(own_home, again.sha256) == b"onetwo"


def test_what_is_arriving_now_is_not_taken_for_left_behind(own_home: Home) -> None:
    first = arrive(own_home, [b"one"])
    arrive(own_home, [b"two"])
    assert first.path.exists()


def test_a_content_that_was_touched_is_whole_again_once_it_is_sent_again(own_home: Home) -> None:
    keep(own_home, first := arrive(own_home, [b"one"]))
    path_of(own_home, first.sha256).write_bytes(b"two")
    keep(own_home, arrive(own_home, [b"one"]))
    assert content_of(own_home, first.sha256) == b"one"


def test_where_the_home_cannot_be_written_to_the_page_says_what_was_not_kept(
    manager: Any, case: Case, own_home: Home
) -> None:
    """What stands in the place of the folder keeps every document from being written."""
    own_home.documents.write_bytes(b"")
    refused = added(browser_of(manager), case)
    assert refused.status_code == 503
    assert "The document was not kept." in words(refused)
    assert "could not write to its record" in words(refused)
    assert not CaseEvent.objects.filter(kind="document_added").exists()
    own_home.documents.unlink()
    assert added(browser_of(manager), case).status_code == 302


def test_where_it_cannot_get_its_name_nothing_of_it_counts(
    manager: Any, case: Case, own_home: Home
) -> None:
    """The disk fills between the scan and the last step: neither the event nor the row stays."""
    keep(own_home, first := arrive(own_home, [files.pdf()]))
    folder = path_of(own_home, first.sha256).parent
    path_of(own_home, first.sha256).unlink()
    folder.rmdir()
    folder.write_bytes(b"")
    refused = added(browser_of(manager), case)
    assert refused.status_code == 503
    assert "The document was not kept." in words(refused)
    assert not CaseEvent.objects.filter(kind="document_added").exists()
    assert not Document.objects.exists()
    assert in_folder(own_home) == [folder]


def test_a_home_that_may_only_be_read_says_so(manager: Any, case: Case, monkeypatch: Any) -> None:
    theirs = browser_of(manager)
    theirs.get(f"/cases/{case.pk}/documents/new/")
    # root may write anywhere, so that a folder that may only be read is told by the system
    monkeypatch.setattr("os.access", lambda *asked: False)
    refused = added(theirs, case)
    assert refused.status_code == 503
    assert "can only be read" in words(refused)


@pytest.mark.parametrize("how", ["changed", "cut off", "gone"])
def test_a_file_that_was_touched_is_not_sent_and_verify_names_it(
    manager: Any, case: Case, own_home: Home, how: str
) -> None:
    theirs = browser_of(manager)
    kept = one(theirs, case)
    assert verified(own_home).faults == []
    assert documents_in_words(verified(own_home)) == ["Documents: 1, each as it was kept."]
    path = path_of(own_home, kept.sha256)
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:-1] + (b"X" if how == "changed" else b""))
    refused = theirs.get(address(kept))
    assert refused.status_code == 409
    assert f"the document {case.reference}-{kept.number} is not what was kept" in words(refused)
    assert content[:8] not in refused.content
    (fault,) = verified(own_home).faults
    assert (fault.document, fault.check) == (f"{case.reference}-{kept.number}", Check.CONTENT)
    assert documents_in_words(verified(own_home))[1].startswith(f"{kept}: its content is not")
    assert documents_in_json(verified(own_home))["faults"][0]["do"].startswith("Find out")


@pytest.mark.parametrize(
    "change",
    [
        "update documents_document set what = 'other'",
        "update documents_document set description = 'Another'",
        "update documents_document set restricted = true",
        "update documents_document set scan = 'clean'",
        "update documents_document set number = 99",
        "delete from documents_document",
    ],
)
def test_a_row_that_was_touched_is_named(
    manager: Any, case: Case, own_home: Home, change: str
) -> None:
    kept = one(browser_of(manager), case)
    as_owner(
        "alter table documents_document no force row level security",
        change,
        "alter table documents_document force row level security",
    )
    assert (str(kept), Check.SAYS) in [
        (each.document, each.check) for each in verified(own_home).faults
    ]


def test_a_file_that_no_document_has_is_named(own_home: Home) -> None:
    keep(own_home, kept := arrive(own_home, [b"one"]))
    (fault,) = verified(own_home).faults
    assert (fault.document, fault.check) == (kept.sha256, Check.NAMED)


def test_a_home_without_documents_has_no_fault(own_home: Home) -> None:
    assert (verified(own_home).documents, verified(own_home).faults) == (0, [])
