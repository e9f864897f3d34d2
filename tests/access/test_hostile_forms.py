"""Whoever fills in a form to find a child out: nothing that only the record has is ever answered.

The tests send a few; `run.py prove hostile` sends ONROLL_PROOF of them, and holds the times of what
is sent about a child against those about nobody.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest
from django.test import Client

from onroll.record.forms.catalogue import form_named
from onroll.web.telling_us import page_fields
from onroll.web.telling_us.models import SentForm
from tests.access.access_world import ELSEWHERE, HILLTOP, ORDINARY, RESTRICTED, RIVERSIDE, canaries
from tests.access.test_oracle import MOST_AUC, TOKEN, auc
from tests.web.told_by_form import LEAVING, SENDER, page_at, through_the_door, typed

pytestmark = pytest.mark.django_db
PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = os.environ.get("ONROLL_SEED", "1")
REMOVAL = "removal_from_roll"
DRAWN = re.compile(r"/tell-us/begun/[\w-]+/|SF-\w{8}|, \d+:\d\d(am|pm)")
ODD = (
    "<script>alert(1)</script>", "{{ 7*7 }}", "'; drop table children_child; --", "%", "_",
    "\u202eelpmaxE", "../../etc/passwd", "=cmd|' /C calc'!A0", "Robert\x00", "a" * 5000,
)  # fmt: skip


def secrets() -> list[str]:
    """What stands in the record of the restricted child and of another school's pupil, and in no
    form that is sent here."""
    kept = canaries(1)
    about = ("reference", "upn", "address", "nhs_number", "record", "local_id", "former_upn",
             "school as written", "other forename", "town", "uprn", "ethnicity")  # fmt: skip
    number = list(ORDINARY).index(ELSEWHERE) + 1
    return [*(kept[each] for each in about), f"{number} Ordinary Street", ELSEWHERE]


def who_is_meant(random: Random) -> dict[str, Any]:
    """The name and birth of a child of the record, whom the sender has heard of, or of nobody."""
    kept = canaries(1)
    known = {
        "hidden": (kept["forename"], kept["surname"], kept["ISO date of birth"]),
        "elsewhere": (*ORDINARY[ELSEWHERE][:2], "2013-05-14"),
        "nobody": ("Ivo", "Nowhere", "2013-05-14"),
        "odd": (random.choice(ODD), random.choice(ODD), "2013-05-14"),
    }
    forename, surname, born = known[random.choice(list(known))]
    return {"forename": forename, "surname": surname, "date_of_birth": born, "sex": "F"}


def submission(client: Client, random: Random, begin: dict[str, str]) -> list[str]:
    """All that is answered to one form, from its start to its receipt, and to what is guessed."""
    answers = SENDER | LEAVING | who_is_meant(random) | {"known_as": random.choice(["", *ODD])}
    answers["parents"] = random.choice([*ODD, "Ada"])
    started = client.post(f"/tell-us/{REMOVAL}/", begin)
    address, heard = started["Location"], []
    for _ in range(14):
        page = page_at(client, REMOVAL, address) if "/check/" not in address else None
        answer = client.post(address, typed(page, answers) if page else {})
        heard += [answer, client.get(address)]
        if answer.status_code == 302:
            address = answer["Location"]
        else:  # refused for what is odd: said otherwise, it goes on
            answers |= {"forename": "Ivo", "surname": "Nowhere", "known_as": "", "parents": "Ada"}
        if "/sent/" in address:
            break
    heard += [client.get(address), client.get("/tell-us/"), client.get("/tell-us/sent/")]
    number = SentForm.objects.order_by("-pk").values_list("pk", flat=True).first() or 1
    heard += [
        client.get(guess)
        for guess in (
            f"/told-us/{number}/", "/told-us/", f"/tell-us/?pupil={RESTRICTED}",
            f"/tell-us/?pupil={ELSEWHERE}", f"/tell-us/{REMOVAL}/?pupil={ELSEWHERE}",
            "/tell-us/sent/SF-22222222/", f"/tell-us/begun/{'0' * 22}/child/",
        )
    ]  # fmt: skip
    # the reference that a guess itself has in it is the sender's own word
    return [str(dict(each.headers)) + each.content.decode() for each in heard]


def hostile(clients: list[Client], many: int) -> tuple[int, list[str]]:
    """How many submissions were answered, and what of the record stood in any of the answers."""
    random, found = Random(SEED), []
    for n in range(many):
        begin = random.choice(
            [{}, {"pupil": RESTRICTED}, {"pupil": ELSEWHERE}, {"urn": RIVERSIDE}, {"urn": HILLTOP}]
        )
        for said in submission(clients[n % len(clients)], random, begin):
            found += [secret for secret in secrets() if secret in said]
    return many, found


@pytest.fixture
def senders(people: dict[str, Any], published_world: Any, settings: Any) -> list[Client]:
    school, door = Client(), through_the_door(Path(settings.ONROLL_HOME))
    school.force_login(people["School user"])
    return [school, door]


@pytest.mark.proof
def test_hostile_submissions_are_told_nothing(senders: list[Client]) -> None:
    many, found = hostile(senders, PROOF or 6)
    print(f"seed {SEED}: {many:,} hostile submissions, {len(found):,} times something was told")
    assert found == []


def test_a_page_that_fills_in_what_the_record_knows_is_found(
    senders: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted hole: the check of the answers shows the UPN that the record has."""
    monkeypatch.setattr(
        page_fields, "said", lambda question, kept: canaries(1)["upn"] if not kept else str(kept)
    )
    assert hostile(senders, 1)[1]


def sent_about(client: Client, who: dict[str, Any]) -> tuple[list[str], float]:
    """The answers to a form about somebody, and the seconds that they took."""
    answers = SENDER | LEAVING | who
    address, said = client.post(f"/tell-us/{REMOVAL}/")["Location"], []
    taken = 0.0
    while "/sent/" not in address:
        page = page_at(client, REMOVAL, address) if "/check/" not in address else None
        begun = perf_counter()
        answer = client.post(address, typed(page, answers) if page else {})
        taken += perf_counter() - begun
        said.append(str(answer.status_code) + DRAWN.sub("-", answer["Location"]))
        address = answer["Location"]
    begun = perf_counter()
    receipt = client.get(address)
    taken += perf_counter() - begun
    page = DRAWN.sub("-", TOKEN.sub(b"", receipt.content).decode())
    for word in (who["forename"], who["surname"]):
        page = page.replace(word, "-")
    return [*said, page], taken


@pytest.mark.proof
def test_oracle_of_forms(senders: list[Client]) -> None:
    kept, random = canaries(1), Random(SEED)
    known = {"forename": kept["forename"], "surname": kept["surname"],
             "date_of_birth": kept["ISO date of birth"], "sex": "F"}  # fmt: skip
    pairs, differ, times = PROOF or 4, 0, []
    assert form_named(REMOVAL).one_child_door
    for _ in range(pairs):
        letters = "".join(random.choices("abcdefghij", k=8))
        nobody = known | {"forename": f"N{letters[:9]}"[:10], "surname": f"S{letters}000"}
        both = {}
        for who in random.sample([known, nobody], 2):
            both[who["surname"]] = sent_about(senders[1], who)
        (one, first), (two, second) = both[kept["surname"]], both[nobody["surname"]]
        differ += one != two
        times.append((first, second))
    told = auc({("a form", "POST", "", ""): times})
    print(f"seed {SEED}: {pairs:,} pairs of forms, {differ} told apart; AUC of times: {told:.3f}")
    assert differ == 0
    if PROOF:
        assert 1 - MOST_AUC <= told <= MOST_AUC
