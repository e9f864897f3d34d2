"""Many schools send at once, and workers are killed: nothing that has a receipt is lost.

On the real service, from outside. The tests send a few forms; `run.py prove forms_at_once` sends
ONROLL_PROOF of them, and prints how long that took.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from time import perf_counter

import pytest

from onroll.record.forms.catalogue import form_named
from tests.access.a_service import TOKEN, Account, Answer, Service, running
from tests.web.told_by_form import LEAVING, NEW_CHILD, typed

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
FORMS = PROOF or 8
SEED = os.environ.get("ONROLL_SEED", "1")
AT_ONCE = 8
REMOVAL = "removal_from_roll"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="finds the workers to kill as Linux lists them"
)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as service:
        yield service


def until_answered(account: Account, address: str, /, **form: str) -> Answer:
    """What a person does whose connection broke: once more, until there is an answer."""
    for _ in range(60):
        answer = account.ask(address, **form)
        if answer.status is not None and answer.status < 500:
            return answer
    raise AssertionError(f"no answer at {address}")


def one_school_sends(account: Account, n: int) -> str:
    """The reference on the receipt of the n-th form."""
    answers = NEW_CHILD | LEAVING | {"surname": f"Newcomer{n:04}"}
    address = until_answered(account, f"/tell-us/{REMOVAL}/", go="on").location
    while "/check/" not in address:
        page = form_named(REMOVAL).page(address.rstrip("/").rpartition("/")[2])
        assert page is not None, address
        answer = until_answered(account, address, **typed(page, answers))
        assert answer.location, (answer.status, address)
        address = answer.location
    receipt = until_answered(account, address, go="on").location
    shown = until_answered(account, receipt).body.decode()
    ref = receipt.rstrip("/").rpartition("/")[2]
    assert ref in shown
    assert f"Newcomer{n:04}" in shown
    return ref


class Killer(threading.Thread):
    """Kills a worker now and then, while forms are sent."""

    def __init__(self, service: Service) -> None:
        super().__init__(daemon=True)
        self.service, self.over, self.killed = service, threading.Event(), 0

    def run(self) -> None:
        random = Random(SEED)
        while not self.over.wait(3):
            if workers := self.service.workers():
                os.kill(random.choice(workers), signal.SIGKILL)
                self.killed += 1


@pytest.mark.proof
def test_forms_at_once_are_as_many_as_their_receipts(service: Service) -> None:
    school = service.accounts["School user"]
    form = TOKEN.search(school.ask(f"/tell-us/{REMOVAL}/").body)
    assert form, "the page that begins the form has none"
    school.token = form[1].decode()
    killer = Killer(service)
    killer.start()
    begun = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        refs = list(pool.map(lambda n: one_school_sends(replace(school), n), range(FORMS)))
    seconds = perf_counter() - begun
    killer.over.set()
    killer.join()
    rows = {str(ref) for (ref,) in service.sql("select ref from telling_us_sentform")}
    print(
        f"seed {SEED}: {FORMS:,} forms in {seconds:.0f} s, {killer.killed} workers killed;"
        f" {len(refs):,} receipts, {len(rows):,} rows, {len(rows ^ set(refs))} that differ"
    )
    assert len(set(refs)) == FORMS
    assert rows == set(refs)
    twice = service.sql("select answers->>'surname' s from telling_us_sentform group by 1"
                        " having count(*) > 1")  # fmt: skip
    assert twice == []
