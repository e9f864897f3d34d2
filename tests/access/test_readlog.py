"""Every child shown is logged and every row was shown, while pages fail and workers are killed.

On the real service, from outside: gunicorn with two workers over a PostgreSQL of its own. The tests
run a sample; `run.py prove readlog` sends ONROLL_PROOF requests.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from random import Random

import pytest

from tests.access.a_service import Account, Service, running
from tests.access.answers_and_log import Answered, Compared, Row, children_in, compare
from tests.access.mixed_requests import Asked, mixed
from tests.web.shielded_world import PROTECTED
from tests.web.small_run import AMARA

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
REQUESTS = PROOF or 200
SEED = os.environ.get("ONROLL_SEED", "1")
KILL_EVERY = 250 if PROOF else 40
THREADS = 4
"""How many requests a worker of `onroll serve` answers at a time."""
SOMEBODY = (
    f"/children/{AMARA}/",
    "/children/",
    "/questions/questions.csv",
    "/children/EC-NOBODY00/",
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="finds the workers to kill as Linux lists them"
)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def newest(service: Service) -> int:
    """The newest row of the log before this test."""
    return newest_row(service)


def newest_row(service: Service) -> int:
    return int(str(service.sql("select coalesce(max(id), 0) from access_read")[0][0]))


def names_of(service: Service) -> dict[str, str]:
    """Every child's name as the pages print it."""
    children = service.sql("select child, forename || ' ' || surname from children_child")
    return {str(child): str(name) for child, name in children}


def seen_by(accounts: list[Account], names: dict[str, str]) -> dict[int, frozenset[str]]:
    """Whom each of them may see, by the number of the account."""
    unprotected = names.keys() - set(PROTECTED)
    at_hilltop = {child for child in names if child.startswith("EC-MORE") and child[-1] in "02468"}
    of_role = {"": frozenset(), "School user": at_hilltop}
    of_role |= dict.fromkeys(("Director", "Safeguarding lead"), names.keys())
    return {who.user: frozenset(of_role.get(who.role, unprotected)) for who in accounts}


def rows_after(service: Service, newest: int) -> list[Row]:
    query = 'select user_id, child, page, outcome, "at" from access_read where id > %s order by id'
    return [Row(*row) for row in service.sql(query, newest)]  # type: ignore[arg-type]


class Killer:
    """Kills a worker at a random moment, about once in `KILL_EVERY` requests."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.random = Random(SEED)
        self.lock = threading.Lock()
        self.kills = 0

    def perhaps(self) -> None:
        with self.lock:
            if self.random.random() * KILL_EVERY < 1:
                threading.Timer(self.random.random() * 0.05, self.kill).start()

    def kill(self) -> None:
        with self.lock:
            if workers := self.service.workers():
                os.kill(self.random.choice(workers), signal.SIGKILL)
                self.kills += 1


def asked_by(account: Account, asked: Asked, names: dict[str, str]) -> Answered:
    began = datetime.now(UTC)
    answer = account.ask(asked.address, fault=asked.fault, **asked.form)
    ended = datetime.now(UTC)
    shown, named = children_in(answer.file_name + b"\n" + answer.body, names)
    return Answered(account.user, asked, began, ended, answer.status, shown, named)


def at_work(
    account: Account, requests: int, names: dict[str, str], killer: Killer
) -> list[Answered]:
    """One person's requests, one after the other."""
    everything = mixed(f"{SEED} {account.role}", sorted(names))
    answers = []
    for _, asked in zip(range(requests), everything, strict=False):
        killer.perhaps()
        answers.append(asked_by(account, asked, names))
    return answers


@pytest.mark.proof
def test_whom_the_answers_show_is_whom_the_log_says(service: Service) -> None:
    names, killer = names_of(service), Killer(service)
    accounts = list(service.accounts.values())
    each = REQUESTS // len(accounts)
    for account in accounts:
        account.open_a_form()
    newest = newest_row(service)
    with ThreadPoolExecutor(len(accounts)) as together:
        work = [together.submit(at_work, who, each, names, killer) for who in accounts]
        answers = [answer for done in work for answer in done.result()]
    found = compare(answers, rows_after(service, newest), seen_by(accounts, names))
    own = sum(answer.asked.fault.startswith("killed") for answer in answers)
    print(f"seed {SEED}, {killer.kills} + {own} workers killed: {in_words(found)}")
    print(*found.differences, sep="\n")  # all of them: pytest shows the first
    assert found.differences == []
    assert killer.kills
    assert found.refused > each / 2
    assert found.shown > found.whole - found.refused  # of answers cut off, nobody saw a child
    assert found.cut_with_rows <= (killer.kills + own) * THREADS
    assert service.onroll("verify").returncode == 0


def in_words(found: Compared) -> str:
    return (
        f"{found.answers:,} requests, {found.whole:,} answered whole ({found.refused:,} refused), "
        f"{found.cut:,} cut off ({found.cut_with_rows:,} of them in another's way and logged); "
        f"{found.shown:,} children shown, {found.rows:,} rows logged, "
        f"{len(found.differences):,} differences"
    )


@pytest.mark.parametrize("hole", ["shows without logging", "logs another child"])
def test_a_page_with_a_hole_is_found(service: Service, newest: int, hole: str) -> None:
    """The planted hole of the proof above: what it would find if a page were so."""
    account, names = service.accounts["Director"], names_of(service)
    answer = asked_by(account, Asked(f"/children/{AMARA}/timeline/", fault=hole), names)
    assert answer.status == 200
    assert answer.shown == {AMARA}
    found = compare([answer], rows_after(service, newest), {account.user: frozenset(names)})
    assert f"shown and not logged: ['{AMARA}']" in found.differences[0]


def test_what_somebody_typed_is_no_child_shown_and_the_same_child_in_the_list_is() -> None:
    """The page of a search says back what was typed, whether or not there is such a child."""
    typed = f'<input id="words" name="words" type="text" value="{AMARA}">'.encode()
    nobody = f"No child matches “{AMARA}”. Check the spelling".encode()
    assert children_in(typed + nobody, {AMARA: "Amara Example"}) == (frozenset(), frozenset())
    for row in (f'<a href="/children/{AMARA}/">', "<td>Amara Example</td>"):
        shown, _ = children_in(typed + row.encode(), {AMARA: "Amara Example"})
        assert shown == {AMARA}


def test_a_row_of_which_nobody_was_told_is_found(service: Service, newest: int) -> None:
    account, names = service.accounts["Director"], names_of(service)
    answer = asked_by(account, Asked("/feeds/"), names)
    service.sql(
        "insert into access_read (user_id, child, page, at, outcome)"
        " values (%s, %s, 'child', %s, 'shown'), (%s, %s, 'child', now(), 'shown')",
        account.user, AMARA, answer.ended, account.user, AMARA,
    )  # fmt: skip
    rows = rows_after(service, newest)
    found = compare([answer], rows, {account.user: frozenset(names)})
    assert "logged and not shown" in " ".join(found.differences)
    assert "nobody asked for" in " ".join(found.differences)


@pytest.mark.parametrize("address", SOMEBODY)
def test_a_look_that_is_dropped_on_its_way_to_the_log_is_refused(
    service: Service, newest: int, address: str
) -> None:
    """Whatever throws the row away, in the application or in the database: a page of words."""
    account = service.accounts["Safeguarding lead"]
    refused = [account.ask(address, fault="rows dropped")]
    with broken(service, "return null"):
        refused.append(account.ask(address))
    with broken(service, "raise exception 'could not extend file: No space left on device'"):
        refused.append(account.ask(address))
    for answer in refused:
        assert answer.status == 500
        assert b"Something went wrong on our side" in answer.body
        assert children_in(answer.body, names_of(service)) == (frozenset(), frozenset())
    assert rows_after(service, newest) == []
    assert account.ask(address).status in (200, 404)


def test_no_line_of_the_services_log_names_a_child(service: Service) -> None:
    """Also where what went wrong says a name itself, and after all that was asked before."""
    answer = service.accounts["Director"].ask(f"/children/{AMARA}/", fault="raised inside")
    assert answer.status == 500
    said = service.said()
    assert "Internal Server Error: /children/EC-…/" in said
    assert AMARA not in said
    named = [name for name in names_of(service).values() if name in said]
    assert named == []


class broken:
    """The log of reads with a trigger that does this instead of writing the row."""

    def __init__(self, service: Service, does: str) -> None:
        self.service, self.does = service, does

    def __enter__(self) -> None:
        self.service.as_owner(
            "create function full_up() returns trigger language plpgsql as"
            f" $$ begin {self.does}; end $$",
            "create trigger full_up before insert on access_read"
            " for each row execute function full_up()",
        )

    def __exit__(self, *_: object) -> None:
        self.service.as_owner("drop trigger full_up on access_read", "drop function full_up()")
