"""Programs are told that something happened: signed, with no name, and nowhere inside."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event as ThreadingEvent
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import get_default_timezone, localdate, now

from onroll.web.access.models import Role, User
from onroll.web.api import delivering, webhooks
from onroll.web.api.addresses import NotAllowed, connect, judge, parts_of
from onroll.web.api.delivering import PAUSES, remind, tell_all
from onroll.web.api.limits import limit
from onroll.web.api.models import Delivery, Try, Webhook
from onroll.web.api.outbox import Event, announce
from onroll.web.api.signing import deciphered, signature
from tests.web.api_programs import HILLTOP, Program, another_key, key_of
from tests.web.case_pages import browser_of, words
from tests.web.docs_client import client
from tests.web.people_pages import made
from tests.web.told_by_form import LEAVING, NEW_CHILD, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
REMOVAL = "removal_from_roll"
State = Delivery.State


@dataclass
class Receiver:
    """A real receiver: what came, and what it answers next."""

    port: int = 0
    status: int = 200
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def connect(self, _address: str) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=5)


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.came.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(receiver.status)
            self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is printed among the tests."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    receiver.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def manager() -> User:
    return made("Mana", "Data manager")


@pytest.fixture
def account(manager: User) -> User:
    return key_of(Role.SCHOOL_USER, HILLTOP, by=manager)[0]


@pytest.fixture
def secret(account: User, manager: User) -> str:
    return webhooks.tell_at(account, "https://pupils.example/onroll?of=us", manager, now())


def told(receiver: Receiver, at: datetime | None = None) -> list[delivering.Outcome]:
    return list(tell_all(receiver.connect, lambda: at or now()))


def test_a_form_that_a_person_of_the_school_sends_is_told_signed_and_without_a_name(
    receiver: Receiver, secret: str
) -> None:
    form = sent(
        browser_of(made("Una", "School user", urns=[HILLTOP])), REMOVAL, NEW_CHILD | LEAVING
    )
    assert [each.state for each in told(receiver)] == [State.TOLD]
    ((headers, body),) = receiver.came
    about = json.loads(body)
    assert (about["type"], about["data"]) == ("form.received", {"reference": form.ref})
    assert "Newcomer" not in body.decode() + str(headers)
    is_from_onroll = client().is_from_onroll
    assert is_from_onroll(secret, headers, body)
    assert not is_from_onroll(secret, headers, body + b" ")
    assert not is_from_onroll(secret, headers | {"webhook-id": "msg_other"}, body)
    assert not is_from_onroll(secret, headers | {"webhook-timestamp": "1"}, body)
    assert told(receiver) == [], "told once"


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    """The example of the Standard Webhooks reference implementations."""
    found = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
        b'{"test": 2432232314}',
    )  # fmt: skip
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_programs_own_return_is_told_and_what_is_refused_is_not(
    receiver: Receiver, secret: str, account: User, manager: User
) -> None:
    program = Program(another_key(account, manager))
    month = f"{localdate():%Y-%m}"
    assert program.post(f"forms/{REMOVAL}", answers={}).status_code == 422
    ref = program.post(f"returns/{month}", pupils=[]).json()["reference"]
    told(receiver)
    assert [json.loads(body)["data"] for _, body in receiver.came] == [
        {"month": month, "reference": ref}
    ]


def test_another_school_and_a_webhook_that_ended_are_told_nothing(
    receiver: Receiver, secret: str, account: User, manager: User
) -> None:
    announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn="100009", once="SF-1", at=now())
    assert told(receiver) == []
    announce(Event.FORM_RECEIVED, {"reference": "SF-2"}, urn=HILLTOP, once="SF-2", at=now())
    webhooks.end(account, now())
    (outcome,) = told(receiver)
    assert outcome.state == State.GIVEN_UP
    assert receiver.came == []


def test_another_service_is_told_of_what_it_sent_itself(receiver: Receiver, manager: User) -> None:
    one, other = (key_of(Role.PARTNERSHIP_MEMBER, by=manager, name=n)[0] for n in ("A", "B"))
    for each in (one, other):
        webhooks.tell_at(each, "https://service.example/", manager, now())
    announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn="", user=one, once="SF-1", at=now())
    assert Delivery.objects.get().webhook.account == one


def test_what_is_undone_is_not_told(secret: str) -> None:
    with transaction.atomic():
        announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn=HILLTOP, once="SF-1", at=now())
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_what_is_not_taken_is_tried_again_after_growing_pauses_and_then_given_up(
    receiver: Receiver, secret: str
) -> None:
    """Each try is on record, and all are of one message."""
    receiver.status, at = 500, now()
    announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn=HILLTOP, once="SF-1", at=at)
    for number, pause in enumerate((*PAUSES, None), start=1):
        (outcome,) = told(receiver, at)
        assert outcome.state == (State.WAITING if pause else State.GIVEN_UP), number
        if pause:
            assert told(receiver, at + pause - timedelta(seconds=1)) == []
            at += pause
    assert told(receiver, at + timedelta(days=9)) == []
    assert [each.number for each in Try.objects.all()] == list(range(1, len(PAUSES) + 2))
    assert {each.words for each in Try.objects.all()} == {"The answer was 500"}
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1
    assert list(PAUSES) == sorted(PAUSES)


def test_what_comes_after_a_fault_is_taken(receiver: Receiver, secret: str) -> None:
    announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn=HILLTOP, once="SF-1", at=now())
    receiver.status, at = 503, now()
    told(receiver, at)
    receiver.status = 204
    assert [each.state for each in told(receiver, at + PAUSES[0])] == [State.TOLD]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, secret: str, status: int) -> None:
    receiver.status = status
    announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn=HILLTOP, once="SF-1", at=now())
    (outcome,) = told(receiver)
    assert outcome.state == State.WAITING
    assert len(receiver.came) == 1


def test_nobody_there_is_one_more_failed_try(secret: str) -> None:
    announce(Event.FORM_RECEIVED, {"reference": "SF-1"}, urn=HILLTOP, once="SF-1", at=now())
    with receiving() as gone:
        pass
    (outcome,) = told(gone)
    assert (outcome.state, outcome.words) == (
        State.WAITING, "No answer came: ConnectionRefusedError",
    )  # fmt: skip


def test_one_that_answers_a_letter_at_a_time_keeps_nobody_waiting(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "ANSWERS_WITHIN", 0.3)
    announce(Event.FORM_RECEIVED, {}, urn=HILLTOP, once="x", at=now())
    over = ThreadingEvent()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dripping() -> None:
            asked, _ = server.accept()
            with asked, suppress(OSError):
                asked.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not over.wait(0.02):
                    asked.sendall(b"x")

        thread = Thread(target=dripping)
        thread.start()
        (outcome,) = told(Receiver(port=server.getsockname()[1]))
        over.set()
        thread.join()
    assert (outcome.state, outcome.words) == (State.WAITING, "No answer came: TimeoutError")


def test_with_a_new_secret_both_sign_for_a_day(receiver: Receiver, secret: str) -> None:
    at = now()
    newer = webhooks.another_secret(Webhook.objects.get(), at)
    for later, signs in (
        (timedelta(0), [newer, secret]),
        (timedelta(days=1, seconds=-1), [newer, secret]),
        (timedelta(days=1), [newer]),
    ):
        announce(Event.FORM_RECEIVED, {}, urn=HILLTOP, once=f"{later}", at=at)
        told(receiver, at + later)
        headers, body = receiver.came[-1]
        seconds = int(headers["webhook-timestamp"])
        right = [signature(each, headers["webhook-id"], seconds, body) for each in signs]
        assert headers["webhook-signature"].split() == right
    is_from_onroll = client().is_from_onroll
    assert all(is_from_onroll(each, *receiver.came[0]) for each in (newer, secret))
    assert not is_from_onroll(newer, *receiver.came[1]), "a day later is too late to believe"


def test_secrets_are_kept_enciphered_and_only_for_this_home(secret: str, settings: Any) -> None:
    kept = Webhook.objects.get().secret
    assert secret not in kept
    assert deciphered(kept) == secret


def test_a_home_whose_own_key_is_gone_says_so_and_goes_on(
    receiver: Receiver, secret: str, settings: Any
) -> None:
    announce(Event.FORM_RECEIVED, {}, urn=HILLTOP, once="x", at=now())
    settings.SECRET_KEY = "another, for tests only, made up and never kept"
    (outcome,) = told(receiver)
    assert outcome.words == "No answer came: the secret cannot be read any more. Make another"


def test_two_at_once_tell_different_things(receiver: Receiver, secret: str) -> None:
    """What one has claimed the other passes over, until it is clear that the first is gone."""
    for n in range(2):
        announce(Event.FORM_RECEIVED, {}, urn=HILLTOP, once=f"{n}", at=now())
    first, second, third = (delivering.claimed(now()) for _ in range(3))
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    assert third is None
    assert len(told(receiver, now() + delivering.CLAIMED_FOR)) == 2


def test_a_return_that_is_due_is_told_once_from_seven_days_before_and_not_once_it_is_sent(
    receiver: Receiver, secret: str, account: User, manager: User
) -> None:
    before = limit("return_due_told_before", date(2027, 1, 1))
    last = datetime(2027, 1, 31, 12, tzinfo=get_default_timezone())
    remind(last - timedelta(days=before + 1))
    assert not Delivery.objects.exists()
    for _ in range(2):
        remind(last - timedelta(days=before))
        remind(last)
    assert [each.about for each in Delivery.objects.all()] == [{"month": "2027-01"}]
    month = f"{localdate():%Y-%m}"
    assert Program(another_key(account, manager)).post(f"returns/{month}", pupils=[])
    end = datetime.combine(localdate().replace(day=28), last.timetz())
    remind(end)
    assert not Delivery.objects.filter(event=Event.RETURN_DUE, about={"month": month}).exists()


def test_the_same_is_told_once_to_the_database_too(secret: str) -> None:
    announce(Event.FORM_RECEIVED, {}, urn=HILLTOP, once="x", at=now())
    held = Delivery.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            webhook=held.webhook, event="x", ident="other", once=held.once, about={}, at=now(),
            next_at=now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_inside_a_network_is_told_nothing(address: str) -> None:
    with pytest.raises(NotAllowed):
        judge(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_may_be_told(address: str) -> None:
    assert judge(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://pupils.example/", "ftp://pupils.example/", "https://", "https:///x", "//pupils",
        "https://me:secret@pupils.example/", "https://pupils.example/#x", "https://127.0.0.1/",
        "https://[::1]/", "https://pupils.example/a b", "https://pupils.example/\r\nX: y",
        "https://[", "https://pupils.example:99999/", "https://pupilś.example/", "nothing",
        "https://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_one_is_refused_as_it_is_typed(
    account: User, manager: User, address: str
) -> None:
    with pytest.raises(NotAllowed):
        parts_of(address)
    page = browser_of(manager).post(
        f"/programs/{account.pk}/webhook/", {"what": "address", "address": address}
    )
    assert page.status_code == 422
    assert not Webhook.objects.exists()


def test_a_name_that_leads_inside_is_told_nothing_at_the_try(account: User, manager: User) -> None:
    """`localhost` is a name that resolves everywhere, to this machine."""
    with receiving() as inside:
        address = f"https://localhost:{inside.port}/"
        with pytest.raises(NotAllowed):
            connect(address)
        webhooks.tell_at(account, address, manager, now())
        announce(Event.FORM_RECEIVED, {}, urn=HILLTOP, once="x", at=now())
        (outcome,) = tell_all(connect, now)
        assert outcome.state == State.WAITING
        assert "private network, to this machine or to nowhere" in outcome.words
        assert inside.came == []


def test_the_page_shows_the_secret_once_and_what_was_not_taken(
    account: User, manager: User, receiver: Receiver
) -> None:
    browser: Client = browser_of(manager)
    address = f"/programs/{account.pk}/webhook/"
    page = words(browser.post(address, {"what": "address", "address": "https://p.example/x"}))
    assert page.count("whsec_") == 1
    assert "whsec_" not in words(browser.get(address))
    newer = words(browser.post(address, {"what": "secret"}))
    assert newer.count("whsec_") == 1
    receiver.status = 500
    announce(Event.RETURN_DUE, {"month": "2026-11"}, urn=HILLTOP, once="x", at=now())
    told(receiver)
    page = words(browser.get(f"/programs/{account.pk}/"))
    assert "return.due" in page
    assert "1. The answer was 500" in page
    assert browser.post(address, {"what": "end"}).status_code == 302
    assert "Nowhere. A program can be told" in words(browser.get(f"/programs/{account.pk}/"))
