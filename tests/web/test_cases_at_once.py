"""Several officers write in one case at once: nobody loses a word."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from django.db import transaction

from onroll.web.cases.models import CaseEvent
from tests.web.case_pages import accepted, browser_of, colleague, send, words
from tests.web.long_proof import stay_awake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
HISTORIES = PROOF or 2
PLAN = {"review_on-day": 1, "review_on-month": 9, "review_on-year": 2099}


def test_whoever_saves_a_plan_second_sees_the_first_and_keeps_their_own_words() -> None:
    one, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(one)
    address = f"/cases/{case.pk}/write/plan/"
    form = browser_of(other).get(address).content.decode()
    seen = form.partition('name="last" value="')[2].partition('"')[0]
    send(browser_of(one), address, words="Sam's plan", **PLAN)
    typed = {"words": "Ada's plan", "last": seen, "token": "late", **PLAN}
    refused = browser_of(other).post(address, typed)
    assert refused.status_code == 409
    page = words(refused)
    assert "Sam Otieno changed this case meanwhile" in page
    assert "Sam&#39;s plan" in page
    assert "Ada&#39;s plan" in page
    send(browser_of(other), address, words="Ada's plan", **PLAN)  # compared, and saved again
    assert CaseEvent.objects.filter(kind="planned").count() == 2


def test_notes_that_are_written_at_once_are_all_kept() -> None:
    one, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(one)
    address = f"/cases/{case.pk}/write/note/"
    for by, said in ((one, "One"), (other, "Two")):
        typed = {"words": said, "last": "1", "token": said}  # both opened before either wrote
        assert browser_of(by).post(address, typed).status_code == 302
    assert [row.told["words"] for row in CaseEvent.objects.filter(kind="noted")] == ["One", "Two"]


@pytest.mark.proof
def test_at_once_four_clients_lose_no_word() -> None:
    """Random histories: each client opens forms and sends them late, twice, or after others."""
    people = [colleague("Pathway manager", f"Client {n}") for n in range(4)]
    clients = [browser_of(user) for user in people]
    lost = [seed for seed in range(HISTORIES) if not alone(Random(seed), clients, people)]
    print(f"{HISTORIES} histories of four clients, lost words in: {lost}")
    assert lost == []


def alone(random: Random, clients: list[Any], people: list[Any]) -> bool:
    """One history, of which nothing is left for the next: that has a case of its own."""
    stay_awake()
    with transaction.atomic():
        kept = kept_every_word(random, clients, people)
        transaction.set_rollback(True)
    return kept


def kept_every_word(random: Random, clients: list[Any], people: list[Any]) -> bool:
    """Whether each word answered as saved is in the case once, and each other was shown."""
    case = accepted(people[0], token=f"history {random.random()}")
    saved, open_forms = [], []
    for step in range(12):
        if random.random() < 0.5 or not open_forms:
            kind = random.choice(["note", "plan"])
            client = random.choice(clients)
            open_forms.append((client, kind, case_seen(client, case, kind), f"w{case.pk}x{step}x"))
            continue
        client, kind, seen, said = open_forms.pop(random.randrange(len(open_forms)))
        typed = {"words": said, "last": seen, "token": said} | (PLAN if kind == "plan" else {})
        for _ in range(random.choice([1, 1, 2])):  # some are sent twice
            answer = client.post(f"/cases/{case.pk}/write/{kind}/", typed)
            if answer.status_code == 302:
                saved.append(said)
            elif said not in answer.content.decode():
                return False
    held = [row.told.get("words") for row in CaseEvent.objects.filter(case=case)]
    return all(held.count(said) == 1 for said in saved)


def case_seen(client: Any, case: Any, kind: str) -> str:
    form = client.get(f"/cases/{case.pk}/write/{kind}/").content.decode()
    return str(form.partition('name="last" value="')[2].partition('"')[0])
