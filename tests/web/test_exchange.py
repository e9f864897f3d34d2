"""Passing a child to another authority and taking one in, through the pages and by sealed file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.exchange import sending
from onroll.record.exchange.keys import make_key, own_keys, trust
from onroll.record.exchange.messages import Kind, Message
from onroll.record.exchange.sealed_file import Opened, OpenedBefore, Package, seal
from onroll.record.home import Home
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import Read, RestrictedChild, User
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.exchange import keeping
from onroll.web.exchange.models import ExchangeMessage, PackageOpened, Transfer
from tests.access.child_tables import asked
from tests.access.owner_of_tables import as_owner
from tests.record.exchange.two_homes import DAY, OFFER, Authority, authority, words_of
from tests.web.case_pages import accepted, browser_of, colleague, send, words
from tests.web.small_run import AMARA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

TYPED = {
    "taker": "002",
    "address_there": "4 Weir Lane, YE1 2AB",
    "why": "The grandmother says so.",
    "danger": "Nothing known.",
    "contact": "Alex Ashby",
}


@pytest.fixture
def theirs(own_home: Home, tmp_path: Path) -> Authority:
    """Another authority, that we trust and that trusts us."""
    make_key(own_home, localdate())
    other = authority(tmp_path / "theirs", "002", "Weirshire")
    ours = own_keys(own_home)[0].public
    trust(own_home, other.key.public, other.key.public.fingerprint)
    trust(other.home, ours, ours.fingerprint)
    return other


def offered(client: Client, case: Case, **more: str) -> Transfer:
    answer = send(client, f"/cases/{case.pk}/offer/", **TYPED, checked="yes", **more)
    assert answer.status_code == 302, words(answer)
    return Transfer.objects.get(case=case, stage="offered")


def read_by(client: Client, transfer: Transfer, theirs: Authority, kind: Kind) -> Package:
    """What the other authority reads of the file of our newest message of a kind."""
    row = transfer.messages.filter(kind=kind.value, author="001").last()
    assert row is not None
    file = client.get(f"/passing/{transfer.pk}/messages/{row.pk}/file/")
    assert file.status_code == 200, words(file)
    return theirs.open(file.content, localdate()).package


def send_us(client: Client, theirs: Authority, ours: Home, message: Message, **told: str) -> Any:
    """The answer to a file of theirs that somebody here takes in."""
    package = Package(message, told or words_of(message.kind))
    data = seal(package, by=theirs.key, to=own_keys(ours)[0].public, at=datetime.now(UTC))
    return take_in(client, data)


def take_in(client: Client, data: bytes) -> Any:
    return client.post("/passing/file/", {"file": SimpleUploadedFile("x.onroll-sealed", data)})


def their_answer(transfer: Transfer, *kinds: Kind) -> Message:
    """The last of what the other authority writes about our offer."""
    offer = transfer.messages.get(kind="offer").message
    held = sending.receive(frozenset(), offer, here="002", on=localdate()).held
    for kind in kinds:
        message = sending.write(held, kind, here="002", on=localdate())
        held |= {message}
    return message


def notes(case: Case) -> list[str]:
    return [row.told["words"] for row in CaseEvent.objects.filter(case=case, kind="noted")]


def test_an_offer_shows_exactly_what_is_sent_and_sends_that(theirs: Authority) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    page = words(send(client, f"/cases/{case.pk}/offer/", **TYPED))
    assert "This is all of it" in page
    assert not Transfer.objects.exists()
    transfer = offered(client, case)
    told = read_by(client, transfer, theirs, Kind.OFFER).told
    assert set(told) == {*OFFER, "moved_on"} - {"moved_on"}
    assert all(said in page for name, said in told.items() if name != "date_of_birth")


def test_the_duty_is_ours_until_their_acceptance_is_here_and_the_case_stays_open(
    theirs: Authority, own_home: Home
) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    transfer = offered(client, case)
    assert "Who has the duty We have" in words(client.get(f"/passing/{transfer.pk}/"))
    answer = send_us(client, theirs, own_home, their_answer(transfer, Kind.ACCEPT))
    assert answer.status_code == 302, words(answer)
    page = words(client.get(answer["Location"]))
    assert "Passed" in page
    assert "Who has the duty Weirshire" in page
    handover = read_by(client, transfer, theirs, Kind.CONFIRM)
    assert handover.told["upn"] == "A001000000001"
    case.refresh_from_db()
    assert case.is_open
    assert any("from today the duty is theirs" in each for each in notes(case))


def test_a_child_is_offered_to_one_authority_at_a_time(theirs: Authority) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    offered(client, case)
    again = send(client, f"/cases/{case.pk}/offer/", **TYPED, checked="yes")
    assert again.status_code == 422
    assert "offered to 002 already" in words(again)
    assert Transfer.objects.count() == 1


def test_a_form_sent_twice_offers_once(theirs: Authority) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    typed = {**TYPED, "checked": "yes", "token": "the same"}
    first, second = (client.post(f"/cases/{case.pk}/offer/", typed) for _ in range(2))
    assert (first["Location"], first.status_code) == (second["Location"], 302)


def test_a_withdrawal_leaves_a_trace_and_a_late_acceptance_is_told_of_it(
    theirs: Authority, own_home: Home
) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    transfer = offered(client, case)
    send(client, f"/passing/{transfer.pk}/say/withdraw/", words="She is back.")
    answer = send_us(client, theirs, own_home, their_answer(transfer, Kind.ACCEPT))
    page = words(client.get(answer["Location"]))
    assert "Withdrawn" in page
    assert "Who has the duty We have" in page
    assert read_by(client, transfer, theirs, Kind.WITHDRAW).told == {"words": "She is back."}
    assert any("We withdrew our offer" in each for each in notes(case))
    assert any("Weirshire accepted" in each for each in notes(case))


def test_a_question_is_answered(theirs: Authority, own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    transfer = offered(client, case)
    send_us(client, theirs, own_home, their_answer(transfer, Kind.QUERY))
    assert "Answer their question" in words(client.get("/passing/"))
    send(client, f"/passing/{transfer.pk}/say/answer/", words="Hilltop Academy")
    answer = read_by(client, transfer, theirs, Kind.ANSWER)
    assert answer.told == {"words": "Hilltop Academy"}
    assert answer.message.about == 2


def came(client: Client, theirs: Authority, ours: Home, **told: str) -> Transfer:
    """An offer of theirs that somebody took in."""
    message = sending.offer(
        "002", "001", (), came_otherwise=True, transfer="theirs1", on=localdate()
    )
    answer = send_us(client, theirs, ours, message, **(OFFER | told))
    assert answer.status_code == 302, words(answer)
    return Transfer.objects.get(name="theirs1")


def test_a_child_who_was_taken_goes_into_a_case_and_its_sender_hears_of_it(
    theirs: Authority, own_home: Home
) -> None:
    manager = colleague("Pathway manager")
    client = browser_of(manager)
    transfer = came(client, theirs, own_home, surname="Example", date_of_birth="2013-05-14")
    assert Case.objects.count() == 0
    assert "Say whether you take the child" in words(client.get(f"/passing/{transfer.pk}/"))
    then = send(client, f"/passing/{transfer.pk}/say/accept/", contact="Sam Otieno")
    page = client.get(then["Location"])
    assert "until it has our acceptance" in words(client.get(f"/passing/{transfer.pk}/"))
    assert AMARA in words(page)
    client.post(then["Location"], {"who": AMARA})
    case = Case.objects.get(child=AMARA)
    assert case.state == "received"
    assert case.events.get(kind="received").told["source"] == "authority"
    accept = read_by(client, transfer, theirs, Kind.ACCEPT)
    held = frozenset(row.message for row in transfer.messages.all())
    offer = next(each for each in held if each.kind is Kind.OFFER)
    after = sending.receive({offer}, accept.message, here="002", on=localdate())
    send_us(client, theirs, own_home, after.to_send[0])
    assert "Who has the duty We have" in words(client.get(f"/passing/{transfer.pk}/"))
    assert any("the duty is ours" in each for each in notes(case))


def test_a_child_whom_nobody_knows_becomes_a_referral(theirs: Authority, own_home: Home) -> None:
    client = browser_of(colleague("Pathway manager"))
    transfer = came(client, theirs, own_home)
    then = send(client, f"/passing/{transfer.pk}/say/accept/", contact="Sam Otieno")
    client.post(then["Location"], {"who": "referral"})
    transfer.refresh_from_db()
    assert transfer.referral == "R000001"
    assert "Nobody has said" not in words(client.get(f"/passing/{transfer.pk}/"))


def test_a_refusal_opens_no_case(theirs: Authority, own_home: Home) -> None:
    client = browser_of(colleague("Pathway manager"))
    transfer = came(client, theirs, own_home)
    send(client, f"/passing/{transfer.pk}/say/reject/", words="Nobody of that name.")
    page = words(client.get(f"/passing/{transfer.pk}/"))
    assert "Refused" in page
    assert "Who has the duty Weirshire" in page
    assert not Case.objects.exists()
    assert client.get(f"/passing/{transfer.pk}/child/").status_code == 404


def test_an_offer_that_was_withdrawn_shows_so_and_cannot_be_accepted(
    theirs: Authority, own_home: Home
) -> None:
    client = browser_of(colleague("Pathway manager"))
    transfer = came(client, theirs, own_home)
    offer = transfer.messages.get(kind="offer").message
    withdrawn = sending.write({offer}, Kind.WITHDRAW, here="002", on=localdate())
    send_us(client, theirs, own_home, withdrawn)
    assert "Withdrawn" in words(client.get(f"/passing/{transfer.pk}/"))
    late = send(client, f"/passing/{transfer.pk}/say/accept/", contact="Sam Otieno")
    assert late.status_code == 422
    assert "cannot be said of it any more" in words(late)


def test_a_file_is_taken_in_once_and_what_is_refused_is_said(
    theirs: Authority, own_home: Home
) -> None:
    client = browser_of(colleague("Pathway manager"))
    message = sending.offer(
        "002", "001", (), came_otherwise=True, transfer="theirs1", on=localdate()
    )
    ours = own_keys(own_home)[0].public
    data = seal(Package(message, OFFER), by=theirs.key, to=ours, at=datetime.now(UTC))
    assert take_in(client, data).status_code == 302
    again = take_in(client, data)
    assert again.status_code == 422
    assert "opened here before" in words(again)
    flipped = take_in(client, data.replace(b'"locked": "', b'"locked": "A'))
    assert "changed on its way" in words(flipped)
    empty = take_in(client, b"")
    assert "not a file that onroll makes" in words(empty)
    assert ExchangeMessage.objects.filter(kind="offer").count() == 1
    assert PackageOpened.objects.count() == 1


def test_an_answer_to_an_offer_that_is_not_here_is_refused_and_may_come_again(
    theirs: Authority, own_home: Home
) -> None:
    client = browser_of(colleague("Pathway manager"))
    offer = sending.offer("001", "002", (), came_otherwise=True, transfer="x", on=localdate())
    held = sending.receive(frozenset(), offer, here="002", on=localdate()).held
    accept = sending.write(held, Kind.ACCEPT, here="002", on=localdate())
    answer = send_us(client, theirs, own_home, accept)
    assert "not here, or is not yours to see" in words(answer)
    assert not PackageOpened.objects.exists()


def test_what_is_overdue_is_said_on_the_list(theirs: Authority, own_home: Home) -> None:
    """C-7: it came on 2 November, five working days are over on 9 November."""
    client = browser_of(colleague("Pathway manager"))
    transfer = came(client, theirs, own_home)
    as_owner(
        f"update exchange_exchangemessage set at = '{DAY} 09:00' where {transfer.pk} = transfer_id"
    )
    page = words(client.get("/passing/"))
    assert "1 answer overdue" in page
    assert "1 child who passes between authorities" in words(client.get("/"))
    assert "Overdue" in page


def test_every_look_is_written_down_and_others_may_not_look(
    theirs: Authority, own_home: Home
) -> None:
    manager = colleague("Pathway manager")
    case, client = accepted(manager), browser_of(manager)
    transfer = offered(client, case)
    before = Read.objects.count()
    client.get(f"/passing/{transfer.pk}/")
    (read,) = Read.objects.order_by("pk")[before:]
    assert (read.child, read.page) == (AMARA, "passing")
    outsider = browser_of(colleague("NEET education officer", "Priya Nair"))
    for address in ("/passing/", "/passing/file/", f"/passing/{transfer.pk}/",
                    f"/cases/{case.pk}/offer/"):  # fmt: skip
        assert outsider.get(address).status_code == 403


def test_no_message_is_changed_or_taken_away_by_a_page(theirs: Authority) -> None:
    for role in ("onroll_pages", "onroll_publisher"):
        for act in ("update", "delete"):
            for table in ("exchange_exchangemessage", "exchange_packageopened"):
                (may,) = asked("select has_table_privilege(%s, %s, %s)", role, table, act)
                assert not may[0], (role, table, act)


def test_without_keys_the_page_says_what_to_do(own_home: Home) -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    page = words(browser_of(manager).get(f"/cases/{case.pk}/offer/"))
    assert "We have no key of our own yet" in page
    assert not re.search("Which authority", page)


def test_an_offer_that_may_be_of_a_protected_child_is_for_those_who_see_such_children(
    theirs: Authority, own_home: Home
) -> None:
    """The other authority has an address that few here may know."""
    with as_publisher():
        RestrictedChild.objects.create(child=AMARA)
    client = browser_of(colleague("Pathway manager"))
    message = sending.offer(
        "002", "001", (), came_otherwise=True, transfer="theirs1", on=localdate()
    )
    told = OFFER | {"surname": "Example", "date_of_birth": "2013-05-14"}
    answer = send_us(client, theirs, own_home, message, **told)
    assert answer["Location"] == "/passing/?done=kept"
    page = words(client.get(answer["Location"]))
    assert "tell your safeguarding lead" in page
    assert "Amara Example" not in page
    held = Transfer.objects.get(name="theirs1")
    assert client.get(f"/passing/{held.pk}/").status_code == 404
    lead = browser_of(colleague("Safeguarding lead", "Ruth Adeyemi"))
    assert "4 Weir Lane" in words(lead.get(f"/passing/{held.pk}/"))
    withdrawn = sending.write({message}, Kind.WITHDRAW, here="002", on=localdate())
    assert "not yours to see" in words(send_us(client, theirs, own_home, withdrawn))
    assert send_us(lead, theirs, own_home, withdrawn).status_code == 302


def test_the_database_keeps_it_back_too(theirs: Authority, own_home: Home) -> None:
    manager, lead = colleague("Pathway manager"), colleague("Safeguarding lead", "Ruth Adeyemi")
    transfer = came(browser_of(manager), theirs, own_home)

    def seen_by(user: User) -> tuple[int, int]:
        with as_person(user, now()):
            return Transfer.objects.count(), ExchangeMessage.objects.count()

    assert seen_by(manager) == (1, 2)  # the offer, and our receipt of it
    assert seen_by(colleague("NEET education officer", "Priya Nair")) == (0, 0)
    as_owner(f"update exchange_transfer set kept_back = true where id = {transfer.pk}")
    assert seen_by(manager) == (0, 0)
    assert seen_by(lead) == (1, 2)


def test_of_two_who_take_in_one_file_at_once_the_second_is_refused(
    theirs: Authority, own_home: Home
) -> None:
    """Each has opened it before the other has kept it."""
    manager = colleague("Pathway manager")
    message = sending.offer(
        "002", "001", (), came_otherwise=True, transfer="theirs1", on=localdate()
    )
    opened = Opened(Package(message, OFFER), "0" * 32, theirs.key.public)
    with as_person(manager, now()):
        keeping.take_in(opened, by=manager)
        with pytest.raises(OpenedBefore):
            keeping.take_in(opened, by=manager)
