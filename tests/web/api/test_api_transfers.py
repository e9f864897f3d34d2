"""Another authority's program brings and fetches sealed files, by the rules of the files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import localdate

from onroll.record.exchange import sending
from onroll.record.exchange.keys import make_key, own_keys, trust
from onroll.record.exchange.messages import Kind, Message
from onroll.record.exchange.sealed_file import Package, seal
from onroll.record.home import Home
from onroll.web.access.models import Role, User
from onroll.web.exchange.models import ArrivedFile, PackageOpened, Transfer
from tests.record.exchange.two_homes import OFFER, Authority, authority, words_of
from tests.web.api_programs import Program, key_of, needed
from tests.web.case_pages import browser_of, colleague, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]


@pytest.fixture
def weirshire(own_home: Home, tmp_path: Path) -> Authority:
    """Another authority, that we trust and that trusts us."""
    make_key(own_home, localdate())
    return trusting(own_home, authority(tmp_path / "weirshire", "002", "Weirshire"))


def trusting(ours: Home, other: Authority) -> Authority:
    key = own_keys(ours)[0].public
    trust(ours, other.key.public, other.key.public.fingerprint)
    trust(other.home, key, key.fingerprint)
    return other


@pytest.fixture
def program(weirshire: Authority, manager: User) -> Program:
    return Program(key_of(Role.OTHER_AUTHORITY, "002", by=manager)[1])


@pytest.fixture
def officer(weirshire: Authority) -> Client:
    return browser_of(colleague("Pathway manager"))


def file_of(other: Authority, ours: Home, message: Message) -> str:
    told = OFFER if message.kind is Kind.OFFER else words_of(message.kind)
    to = own_keys(ours)[0].public
    return seal(Package(message, told), by=other.key, to=to, at=datetime.now(UTC)).decode()


def an_offer(of: str = "002") -> Message:
    return sending.offer(of, "001", (), came_otherwise=True, transfer="theirs1", on=localdate())


def test_what_is_brought_waits_is_opened_by_a_person_and_answered_by_the_file_that_is_fetched(
    program: Program, officer: Client, weirshire: Authority, own_home: Home
) -> None:
    brought = program.post("transfers", file=file_of(weirshire, own_home, an_offer()))
    assert brought.status_code == 201, brought.content
    assert not Transfer.objects.exists(), "nothing is taken in before somebody opens it"
    assert "1 sealed file has come" in words(officer.get("/"))
    assert "1 sealed file has come" in words(officer.get("/passing/"))
    assert officer.post("/passing/arrived/").status_code == 302
    transfer = Transfer.objects.get(name="theirs1")
    assert "sealed file has come" not in words(officer.get("/passing/"))

    send(officer, f"/passing/{transfer.pk}/say/accept/", contact="Sam Otieno")
    listed = program.get("transfers").json()
    assert [each["kind"] for each in listed["files"]] == ["receipt", "accept"]
    accepted = listed["files"][1]
    assert accepted["about"] == "theirs1"
    file = program.get(f"transfers/{accepted['number']}").json()["file"]
    opened = weirshire.open(file.encode(), localdate()).package
    assert (opened.message.kind, opened.told["contact"]) == (Kind.ACCEPT, "Sam Otieno")
    assert program.get(f"transfers?after={accepted['number']}").json()["files"] == []


def test_one_that_is_brought_twice_is_one_and_what_was_opened_is_refused_in_words(
    program: Program, officer: Client, weirshire: Authority, own_home: Home
) -> None:
    file = file_of(weirshire, own_home, an_offer())
    first = program.post("transfers", "word-of-mine-1", file=file)
    second = program.post("transfers", "word-of-mine-2", file=file)
    assert first.json() == second.json()
    assert ArrivedFile.objects.count() == 1
    officer.post("/passing/arrived/")
    assert PackageOpened.objects.count() == 1
    late = program.post("transfers", "word-of-mine-3", file=file)
    assert needed(late)["file"].startswith("This very file was opened here before")


def test_a_file_that_nobody_could_open_is_refused_as_it_comes_and_not_kept(
    program: Program, weirshire: Authority, own_home: Home, tmp_path: Path
) -> None:
    other = trusting(own_home, authority(tmp_path / "other", "003", "Marshire"))
    wrong = {
        "not a file": "This is not a file that onroll makes",
        file_of(weirshire, own_home, an_offer()).replace('"to": "001"', '"to": "003"'): (
            "This file is for authority 003"
        ),
        file_of(other, own_home, an_offer("003")): "Authority 003 signed it, and your key is of",
    }
    for n, (file, why) in enumerate(wrong.items()):
        answer = program.post("transfers", f"word-of-mine-{n}", file=file)
        assert answer.status_code == 422
        assert needed(answer)["file"].startswith(why)
    assert not ArrivedFile.objects.exists()


def test_the_files_are_for_that_authority_alone(
    program: Program, elsewhere: Program, manager: User, officer: Client,
    weirshire: Authority, own_home: Home,
) -> None:  # fmt: skip
    program.post("transfers", file=file_of(weirshire, own_home, an_offer()))
    officer.post("/passing/arrived/")
    (receipt,) = program.get("transfers").json()["files"]
    third = Program(key_of(Role.OTHER_AUTHORITY, "003", by=manager)[1])
    assert third.get("transfers").json()["files"] == []
    assert third.get(f"transfers/{receipt['number']}").status_code == 404
    for each in ("transfers", f"transfers/{receipt['number']}"):
        assert elsewhere.get(each).status_code == 403
    for each in ("pupils", "sent", "forms", "returns", "weeks"):
        assert program.get(each).status_code == 403, "and it has none but these"


def test_a_file_that_cannot_be_taken_in_is_said_and_the_others_are(
    program: Program, officer: Client, weirshire: Authority, own_home: Home
) -> None:
    offer = an_offer()
    unknown = Message("ours9", 1, "001", "002", "002", 1, Kind.ACCEPT, localdate())
    for n, message in enumerate((unknown, offer)):
        program.post("transfers", f"word-of-mine-{n}", file=file_of(weirshire, own_home, message))
    answer = officer.post("/passing/arrived/")
    assert answer.status_code == 422
    page = words(answer)
    assert "1 file does not open" in page
    assert "This belongs to an offer that is not here" in page
    assert Transfer.objects.filter(name="theirs1").exists()
