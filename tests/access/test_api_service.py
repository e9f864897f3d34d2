"""The API from outside: the how-to's client, two at one moment, a key withdrawn, what is told.

Against the service as a process of its own, with real workers over a real PostgreSQL.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import requests
from django.utils.timezone import localdate

from onroll.web.api.limits import limit
from tests.access.a_service import Account, Service
from tests.access.api_keys import HILLTOP, OWN, key_of, program_of
from tests.web.docs_client import source
from tests.web.told_by_form import LEAVING, NEW_CHILD

AT_ONCE = 8
REMOVAL = "forms/removal_from_roll"


@pytest.fixture(scope="module")
def manager(service: Service) -> Account:
    account = service.accounts["Data manager"]
    account.open_a_form()
    return account


def let_in(manager: Account) -> tuple[int, str]:
    """A program that is let in through the page: its number, and the secret of its key."""
    page = manager.ask(
        "/programs/new/", full_name="Pupil system", role="School user", urn=HILLTOP,
        key_name="Server",
    ).body.decode()  # fmt: skip
    (secret,) = re.findall(r"onroll_[\w-]{43}", page)
    (number,) = set(re.findall(r"/programs/(\d+)/", page))
    return int(number), str(secret)


def asked(service: Service, secret: str, path: str, body: Any = None, word: str = "") -> Any:
    return requests.request(
        "GET" if body is None else "POST", f"http://127.0.0.1:{service.port}/api/v1/{path}",
        json=body, timeout=60,
        headers={"Authorization": f"Bearer {secret}", "Host": "localhost"}
        | ({"Idempotency-Key": word} if word else {}),
    )  # fmt: skip


def at_once(do: Any) -> list[Any]:
    """What it gives, done by so many threads at one moment."""
    ready = Barrier(AT_ONCE)

    def wait(n: int) -> Any:
        ready.wait()
        return do(n)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(wait, range(AT_ONCE)))


def test_the_client_of_the_how_to_sends_what_it_says(
    service: Service, manager: Account, tmp_path: Path
) -> None:
    """It is run as it is printed, with the key that the page shows."""
    _, secret = let_in(manager)
    file = tmp_path / "onroll_client.py"
    file.write_text(source(), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-I", str(file), "--by-mistake"],
        env={"ONROLL_ADDRESS": f"http://localhost:{service.port}", "ONROLL_KEY": secret,
             "PATH": os.environ["PATH"]},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "removal_from_roll - Tell us a child is leaving your roll" in said.stdout
    found = re.search(r"Sent, reference (SF-\w{8})", said.stdout)
    assert found, said.stdout
    held = service.sql("select form, urn from telling_us_sentform where ref = %s", found[1])
    assert held == [("new_pupil", HILLTOP)]
    assert "Taken back: This was a trial" in said.stdout
    called = "select why from mistakes_calledmistake m join telling_us_sentform f on f.id = form_id"
    assert service.sql(f"{called} where ref = %s", found[1]) == [("This was a trial",)]
    listed = re.search(r"(\d+) pupils", said.stdout)
    assert listed
    assert int(listed[1]) >= 30
    returned = re.search(r"Nobody to report for \S+ - reference (SF-\w{8})", said.stdout)
    assert returned, said.stdout
    assert service.sql("select urn from telling_us_monthlyreturn where ref = %s", returned[1])


def test_one_form_sent_by_many_at_one_moment_under_one_word_is_one(service: Service) -> None:
    secret = key_of(service, program_of(service, "School user", [HILLTOP]), "one word")
    body = {"answers": NEW_CHILD | LEAVING}
    answers = at_once(lambda n: asked(service, secret, REMOVAL, body, "the-same-word"))
    assert {each.status_code for each in answers} == {201}
    assert len({each.content for each in answers}) == 1
    ref = answers[0].json()["reference"]
    assert service.sql("select count(*) from telling_us_sentform where ref = %s", ref) == [(1,)]
    assert service.sql("select count(*) from api_sentonce where word = 'the-same-word'") == [(1,)]


def test_two_forms_sent_at_one_moment_under_one_word_are_one_and_refusals(
    service: Service,
) -> None:
    secret = key_of(service, program_of(service, "School user", [HILLTOP]), "two forms")
    answers = at_once(
        lambda n: asked(
            service, secret, REMOVAL,
            {"answers": NEW_CHILD | LEAVING | {"surname": f"Newcomer{n}"}}, "of-two-forms",
        )
    )  # fmt: skip
    assert sorted(each.status_code for each in answers) == [201] + [409] * (AT_ONCE - 1)


def test_of_many_at_one_moment_as_many_are_answered_as_a_minute_has_left(service: Service) -> None:
    secret = key_of(service, program_of(service, "School user", [HILLTOP]), "at the limit")
    left = 3
    most = limit("requests_a_minute", localdate())
    service.sql(
        "update api_key set counted = %s, counted_since = now() where hash ="
        " encode(sha256(%s::bytea), 'hex')",
        most - left, secret.encode(),
    )  # fmt: skip
    answers = at_once(lambda n: asked(service, secret, "forms"))
    assert sorted(each.status_code for each in answers) == [200] * left + [429] * (AT_ONCE - left)
    waits = [int(each.headers["Retry-After"]) for each in answers if each.status_code == 429]
    assert all(1 <= each <= 60 for each in waits)


def test_a_key_that_is_withdrawn_is_out_at_the_next_request_of_every_worker(
    service: Service, manager: Account
) -> None:
    number, secret = let_in(manager)
    assert {each.status_code for each in at_once(lambda n: asked(service, secret, "forms"))} == {
        200
    }
    ((key,),) = service.sql("select id from api_key where account_id = %s", number)
    manager.ask(f"/programs/{number}/keys/{key}/withdraw/", go="on")
    assert {each.status_code for each in at_once(lambda n: asked(service, secret, "forms"))} == {
        401
    }


def test_what_a_program_reads_is_on_the_log_of_reads_under_its_number(
    service: Service, manager: Account
) -> None:
    number, secret = let_in(manager)
    shown = asked(service, secret, "pupils").json()["pupils"]
    logged = service.sql("select child from access_read where user_id = %s", number)
    assert OWN in {child for (child,) in logged}
    assert {child for (child,) in logged} == {each["reference"] for each in shown}
    refused = asked(service, secret, REMOVAL, {"pupil": "EC-MORE0001", "answers": {}}, "of-other")
    assert refused.status_code == 404
    assert ("EC-MORE0001", "refused") in service.sql(
        "select child, outcome from access_read where user_id = %s", number
    )


def test_the_command_tells_what_waits_and_lists_what_was_not_taken(
    service: Service, manager: Account
) -> None:
    """Nothing is told at an address inside: `localhost` is a name of this machine."""
    number, secret = let_in(manager)
    manager.ask(f"/programs/{number}/webhook/", what="address", address="https://localhost:9/x")
    sent = asked(service, secret, REMOVAL, {"answers": NEW_CHILD | LEAVING}, "to-be-told")
    assert sent.status_code == 201
    done = service.onroll("webhooks", "send")
    assert done.returncode == 3, done.stderr
    assert "form.received  waiting: No answer came: The address leads to a private" in done.stdout
    assert "Newcomer" not in done.stdout + done.stderr
    listed = service.onroll("webhooks", "list").stdout
    assert "form.received  Pupil system  waiting: 1 tries, the last: No answer came" in listed
    ((about, next_at, at),) = service.sql(
        "select about, next_at, at from api_delivery where event = 'form.received'"
    )
    held = about if isinstance(about, dict) else json.loads(str(about))
    assert held == {"reference": sent.json()["reference"]}
    assert next_at - at >= timedelta(minutes=1)  # type: ignore[operator]


def test_no_line_of_the_log_has_a_key_or_a_name(service: Service) -> None:
    assert "onroll_" not in service.said().replace("onroll_pages", "")
    assert "Newcomer" not in service.said()
