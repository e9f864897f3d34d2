"""A child who is not theirs and one whom there is not: one same answer, in as much time.

The tests ask each address once for both; `run.py prove oracle` asks ONROLL_PROOF pairs and holds
the times against each other too.
"""

from __future__ import annotations

import gc
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Any

import pytest
from django.test import Client

from onroll.web.config import errors
from tests.access.access_world import ELSEWHERE, OWN, RESTRICTED
from tests.access.addresses import about_a_child

pytestmark = pytest.mark.django_db
PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = os.environ.get("ONROLL_SEED", "1")
MOST_AUC = 0.55
NOT_THEIRS = (
    ("Coordinator", ELSEWHERE),  # another team's
    ("Education officer", RESTRICTED),
    ("Data manager", RESTRICTED),
    ("School user", ELSEWHERE),  # another school's
    ("Graduated response practitioner", OWN),  # allocated to nobody
    ("Council member", OWN),
)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
Pair = tuple[str, str, str, str]


def asked_for(name: str, child: str) -> Iterator[Pair]:
    """Who asks, how, for whom, and where."""
    for address in about_a_child():
        for method in ("GET", "POST"):
            yield name, method, child, address
    yield name, "GET", child, "/children/?after={child}"
    yield name, "SEARCH", child, "{child}"


EVERY_PAIR = [pair for name, child in NOT_THEIRS for pair in asked_for(name, child)]


@pytest.fixture
def clients(people: dict[str, Any]) -> dict[str, Client]:
    found = {}
    for name, _ in NOT_THEIRS:
        found[name] = Client(raise_request_exception=False)
        found[name].force_login(people[name])
        found[name].get("/")
    return found


def answered(client: Client, method: str, address: str) -> tuple[Any, float]:
    """What was answered, and in how many seconds. A search is a form and then a list."""
    begun = perf_counter()
    if method == "SEARCH":
        client.post("/children/", {"words": address})
        response = client.get("/children/?found")
    else:
        response = client.get(address) if method == "GET" else client.post(address)
    return response, perf_counter() - begun


def plain(response: Any, reference: str) -> tuple[int, dict[str, str], bytes]:
    """All that was sent, but for the form's token and the reference that was asked for."""
    headers = {name: value.replace(reference, "-") for name, value in response.headers.items()}
    body = TOKEN.sub(b"", b"".join(response) if response.streaming else response.content)
    return response.status_code, headers, body.replace(reference.encode(), b"-")


def nobody(random: Random) -> str:
    """A reference as long as a child's, which no child has."""
    return "EC-" + "".join(random.choices("ABCDEFGHJKLMNPQRSTVWXYZ0123456789", k=8))


def pairs_asked(
    clients: dict[str, Client], pairs: int
) -> tuple[list[Pair], dict[Pair, list[tuple[float, float]]]]:
    """The pairs that were told apart, and the times of each: of a child, of nobody."""
    random = Random(SEED)
    differ, times = [], defaultdict(list)
    gc.disable()
    try:
        for n in range(pairs):
            pair = name, method, child, address = EVERY_PAIR[n % len(EVERY_PAIR)]
            both = {child: 0.0, nobody(random): 0.0}
            sent = {}
            for reference in random.sample(list(both), 2):
                asked = address.format(child=reference)
                response, both[reference] = answered(clients[name], method, asked)
                sent[reference] = plain(response, reference)
            there, absent = both
            if sent[there] != sent[absent] or sent[there][0] == 500:
                differ.append(pair)
            if sent[there][0] not in (
                403,
                405,
            ):  # these are answered before any child is looked for
                times[pair].append((both[there], both[absent]))
            if n % 100 == 0:
                gc.collect()
    finally:
        gc.enable()
    return differ, times


def auc(times: dict[Pair, list[tuple[float, float]]]) -> float:
    """How well time tells a child from nobody: 0.5 not at all, 1 always. Within each address."""
    won = compared = 0.0
    for both in times.values():
        for there, _ in both:
            for _, absent in both:
                won += (there > absent) + (there == absent) / 2
                compared += 1
    return won / compared


def of_one(times: dict[Pair, Any], name: str, child: str) -> dict[Pair, Any]:
    """The times of one person who asks for one child."""
    return {pair: both for pair, both in times.items() if (pair[0], pair[2]) == (name, child)}


@pytest.mark.proof
def test_oracle_of_existence(clients: dict[str, Client]) -> None:
    pairs = PROOF or len(EVERY_PAIR)
    differ, times = pairs_asked(clients, pairs)
    told = {who: auc(of_one(times, *who)) for who in NOT_THEIRS if of_one(times, *who)}
    by_whom = ", ".join(f"{name} {value:.3f}" for (name, _), value in told.items())
    print(f"seed {SEED}: {pairs:,} pairs, {len(differ):,} told apart; AUC of times: {by_whom}")
    assert sorted(set(differ)) == []
    if PROOF:
        assert max(told.values()) <= MOST_AUC
        assert min(told.values()) >= 1 - MOST_AUC


def test_a_hole_in_the_policy_is_found(
    clients: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted hole: a page that asks whether there is such a child before whose it is."""
    before = errors.problem

    def problem(request: Any, *said: Any, **also: Any) -> Any:
        response = before(request, *said, **also)
        if request.resolver_match.kwargs.get("reference") in (ELSEWHERE, RESTRICTED, OWN):
            response["X-Ask"] = "the other team"
        return response

    monkeypatch.setattr(errors, "problem", problem)
    differ, _ = pairs_asked(clients, 40)
    assert differ


def test_a_slower_answer_is_found() -> None:
    """The planted hole: a twentieth more time for a child than for nobody."""
    random = Random(SEED)
    drawn = [(random.gauss(1.05, 0.05), random.gauss(1, 0.05)) for _ in range(200)]
    alike = [(random.gauss(1, 0.05), random.gauss(1, 0.05)) for _ in range(200)]
    assert auc({EVERY_PAIR[0]: drawn}) > MOST_AUC
    assert 1 - MOST_AUC < auc({EVERY_PAIR[0]: alike}) < MOST_AUC
