"""The operator's scanner: a real command, asked before anything is kept, in no transaction."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.db import connection

from onroll.record.home import Home
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.documents.examining import CANNOT_SCAN, FOUND, Scan, scan, scanner
from onroll.web.documents.models import Document
from onroll.web.documents.refused import Refused
from tests.access.owner_of_tables import as_owner
from tests.web.case_pages import accepted, browser_of, colleague, words
from tests.web.document_pages import added, error_of, in_folder, one, scan_with
from tests.web.fixtures import AUTHORITY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("published"),
    pytest.mark.skipif(sys.platform == "win32", reason="its scripts are of a POSIX shell"),
]


@pytest.fixture
def manager(own_home: Home) -> Any:
    return colleague("Pathway manager")


@pytest.fixture
def case(manager: Any) -> Case:
    return accepted(manager)


def test_where_no_scanner_is_named_the_pages_say_so(manager: Any, case: Case) -> None:
    theirs = browser_of(manager)
    assert "not scanned for viruses here" in words(theirs.get(f"/cases/{case.pk}/documents/new/"))
    assert one(theirs, case).scan == "not_scanned"
    assert "Not scanned for viruses" in words(theirs.get(f"/cases/{case.pk}/"))


def test_one_that_finds_nothing_is_given_the_file_and_little_else(
    manager: Any, case: Case, own_home: Home, tmp_path: Path, monkeypatch: Any
) -> None:
    """Its options and the file, which has all of its content by then, and none of our secrets."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    said = tmp_path / "said"
    scan_with(own_home, tmp_path / "scan", f'(echo "$@"; env; wc -c < "$2") > {said}; exit 0')
    theirs = browser_of(manager)
    page = words(theirs.get(f"/cases/{case.pk}/documents/new/"))
    assert "not scanned for viruses" not in page
    kept = one(theirs, case, name="Amara Mock.pdf")
    assert kept.scan == "clean"
    assert "Scanned for viruses, and none found" in words(theirs.get(f"/cases/{case.pk}/"))
    told = said.read_text(encoding="utf-8")
    assert told.startswith(f"--fdpass {own_home.documents}")
    assert str(kept.size) in told
    for secret in ("secret", "ONROLL", "Amara"):
        assert secret not in told


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("exit 1", FOUND),
        ("exit 2", CANNOT_SCAN),
        ("exit 127", CANNOT_SCAN),
        ("kill -9 $$", CANNOT_SCAN),
    ],
)
def test_what_is_found_or_cannot_be_scanned_is_refused_and_nothing_is_kept(
    manager: Any, case: Case, own_home: Home, tmp_path: Path, body: str, refusal: str
) -> None:
    scan_with(own_home, tmp_path / "scan", body)
    refused = added(browser_of(manager), case, description="Quorvex")
    assert refused.status_code == 422
    assert error_of(refused) == refusal
    assert "Quorvex" in refused.content.decode()
    assert not Document.objects.exists()
    assert not CaseEvent.objects.filter(kind="document_added").exists()
    assert in_folder(own_home) == []


def test_one_that_hangs_is_ended_with_all_that_it_started(own_home: Home, tmp_path: Path) -> None:
    number = tmp_path / "number"
    body = f"sleep 300 & echo $! > {number}; wait"
    scan_with(own_home, tmp_path / "scan", body, seconds=1)
    begun = monotonic()
    with pytest.raises(Refused, match="could not be scanned"):
        scan(scanner(own_home), tmp_path / "file")
    assert monotonic() - begun < 10
    started = int(number.read_text(encoding="ascii"))
    while not has_ended(started) and monotonic() - begun < 20:
        os.sched_yield()  # it has been killed, and ends when its turn comes
    assert has_ended(started)


def has_ended(number: int) -> bool:
    """Whether a process is gone; one that nobody has waited for yet does nothing any more."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{number}/stat").read_text(encoding="ascii").split()[2] == "Z"


def test_a_scanner_that_is_not_there_or_is_named_wrongly_lets_nothing_through(
    own_home: Home, tmp_path: Path
) -> None:
    for line in (
        'scan_with = ["/nowhere/clamdscan"]',
        'scan_with = "clamdscan --fdpass"',
        "scan_with = [1]",
        'scan_with = ["true"]\nscan_seconds = 0',
    ):
        toml = f"{AUTHORITY}\n[documents]\n{line}\n"
        (own_home.path / "authority.toml").write_text(toml, encoding="utf-8")
        with pytest.raises(Refused, match="could not be scanned"):
            scan(scanner(own_home), tmp_path / "file")
    (own_home.path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    assert scan(scanner(own_home), tmp_path / "file") is Scan.NOT_SCANNED


def test_no_shell_reads_the_command(own_home: Home, tmp_path: Path) -> None:
    scan_with(own_home, tmp_path / "scan", 'test "$2" = "$(pwd)x; rm -rf $HOME"; exit 0')
    assert scan(scanner(own_home), tmp_path / "a; exit 1") is Scan.CLEAN


def test_it_is_scanned_outside_the_transactions_of_the_request(
    manager: Any, case: Case, own_home: Home, tmp_path: Path
) -> None:
    """A scan of a minute holds no lock and no view of the database: not even the request's own."""
    scanned = tmp_path / "scanned"
    scan_with(own_home, tmp_path / "scan", f"touch {scanned}")
    theirs = browser_of(manager)
    theirs.get(f"/cases/{case.pk}/documents/new/")
    before: list[str] = []

    def note(execute: Any, sql: str, *asked: Any) -> Any:
        if not scanned.exists():
            before.append(sql.split()[0])
        return execute(sql, *asked)

    with connection.execute_wrapper(note):
        assert added(theirs, case).status_code == 302
    assert scanned.exists()
    assert before.count("SAVEPOINT") == before.count("RELEASE") > 2
    assert "INSERT" in before  # it was logged that they looked, and that stays


def test_whatever_let_a_file_in_is_asked_again_after_the_scan(
    case: Case, own_home: Home, tmp_path: Path
) -> None:
    """Meanwhile a role has ended."""
    scanned, late = tmp_path / "scanned", colleague("Team manager", "Ada Cole")
    scan_with(own_home, tmp_path / "scan", f"touch {scanned}")
    theirs, ended = browser_of(late), [False]

    def end_the_role(execute: Any, sql: str, *asked: Any) -> Any:
        if scanned.exists() and not ended[0]:
            ended[0] = True
            as_owner(f"delete from access_roleheld where user_id = {late.pk}")
        return execute(sql, *asked)

    with connection.execute_wrapper(end_the_role):
        refused = added(theirs, case)
    assert ended[0]
    assert refused.status_code == 404
    assert not Document.objects.exists()
    assert in_folder(own_home) == []
