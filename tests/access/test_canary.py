"""Restricted children are absent: nothing that is theirs is in any answer to who may not see them.

Every field of each holds something found nowhere else. The tests plant a few and ask as some;
`run.py prove canary` plants a hundred and asks as everybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from onroll.record.home import Home
from onroll.web.children.models import ChildQuerySet
from tests.access.access_world import OWN, canaries, restricted, world
from tests.access.addresses import addresses
from tests.access.owner_of_tables import as_owner
from tests.access.people_who_ask import a_colleague
from tests.access.what_is_answered import LISTS
from tests.access.who_sees_whom import expected

pytestmark = pytest.mark.django_db
PROOF = "ONROLL_PROOF" in os.environ
SEED = os.environ.get("ONROLL_SEED", "1")
MOST = 100 if PROOF else 3
SOME = ("Data manager", "Education officer", "School user", "Allocated restricted")
MORE = (
    "/children/?after={own}", "/children/?definition=missing_education", "/children/?page=2",
    "/children/?found", "/referrals/new/matches/", "/questions/?place=100001",
    "/shields/?page=2", "/my-access/?page=2", "/changes/?page=2", "/matches/?asked",
)  # fmt: skip
"""Pages that differ by what they are asked, and are not addresses of their own."""
MAY_BE_KNOWN = ("reference", "earlier reference", "forename", "surname", "date of birth",
                "ISO date of birth")  # fmt: skip
"""What a colleague is told who looks for a restricted child."""
SHOWN_TO_A_LEAD = ("reference", "forename", "surname", "upn", "address", "postcode", "file",
                   "other forename", "why")  # fmt: skip


@pytest.fixture(scope="module")
def published_world(
    published_once: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("canaries"))
    with django_db_blocker.unblock(), world(home, MOST):
        yield home


@pytest.fixture(scope="module")
def numbers(people: dict[str, Any]) -> dict[str, Any]:
    return a_colleague() | {"own": OWN}


def everything(numbers: dict[str, Any], children: list[str]) -> Iterator[str]:
    """Every address, of each of these children where it is about one."""
    for address in (*addresses().values(), *MORE):
        for child in children if "{child}" in address else [""]:
            works_with = numbers["works_with"].get(child, 0)
            case = numbers["cases"].get(child, 0)
            passing = numbers["passings"].get(child, {"passing": 0, "message": 0})
            said = {**numbers, **passing, "child": child, "other": OWN, "works_with": works_with}
            said["case"], said["question"] = case, numbers["questions"].get(child, 0)
            yield address.format(**said)


def answers(user: Any, asked: Iterator[str]) -> Iterator[tuple[str, str]]:
    """What is sent to somebody for each address, headers and all, but for the address itself."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.post("/children/", {"words": "Northgate", "born": ""})
    client.post("/referrals/new/", {"surname": "Northgate", "born": "14 May 2013"})
    for address in asked:
        with transaction.atomic():
            response = client.get(address)
            body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        sent = str(dict(response.headers)) + body.decode(errors="replace")
        yield address, sent.replace(address, "").replace(quote(address, safe=""), "")


def kept_from(name: str) -> list[str]:
    """The canaries that somebody may not be sent."""
    words = []
    for n in range(1, MOST + 1):
        known = MAY_BE_KNOWN if name == "Allocated restricted" and n == 1 else ()
        words += [word for field, word in canaries(n).items() if field not in known]
    return words


def hits(name: str, user: Any, asked: Iterator[str]) -> list[str]:
    words = [word.lower() for word in kept_from(name)]
    return [
        f"{name}: {word} at {address}"
        for address, sent in answers(user, asked)
        for lower in [sent.lower()]
        for word in words
        if word in lower
    ]


@pytest.mark.proof
def test_canary_of_a_restricted_child_is_sent_to_nobody_who_may_not_see_it(
    people: dict[str, Any], numbers: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    random = Random(SEED)
    asking = [who for who in expected() if who not in LISTS["LEADS"] and people[who] is not None]
    found, asked = [], 0
    for who in asking if PROOF else SOME:
        every = [restricted(n) for n in range(1, MOST + 1)]
        some = every if who in SOME else random.sample(every, 3)
        these = list(everything(numbers, [OWN, *(some if PROOF else every[:1])]))
        asked += len(these)
        found += hits(who, people[who], iter(these))
    print(f"seed {SEED}: {MOST} children, {asked:,} answers, {len(found):,} hits")
    assert not found, "\n".join(found)
    asked_for = {"reference", "earlier reference"}  # stand in addresses, and so in the log
    words = [word for n in range(1, MOST + 1) for of, word in canaries(n).items()
             if of not in asked_for]  # fmt: skip
    assert [word for word in words if word in caplog.text] == []


def test_a_lead_is_sent_each_of_them_so_they_can_be_found(
    people: dict[str, Any], numbers: dict[str, Any]
) -> None:
    asked = everything(numbers, [restricted(1)])
    sent = "".join(sent for _, sent in answers(people["Safeguarding lead"], asked))
    missing = [field for field in SHOWN_TO_A_LEAD if canaries(1)[field] not in sent]
    assert missing == []


def test_a_restricted_child_whom_the_rules_forget_is_found(
    people: dict[str, Any], numbers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted hole: neither the policy nor the database keeps the child from anybody."""
    monkeypatch.setattr(ChildQuerySet, "visible_to", lambda self, _user: self)
    as_owner("alter table children_child disable row level security")
    name, asked = "Data manager", ["/children/", f"/children/{restricted(1)}/"]
    assert hits(name, people[name], iter(asked))
