"""Every page, asked for in every way by everybody: the answer is the one that is written down.

The tests ask a sample of the cells, drawn by a seed; `run.py prove matrix` asks them all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from http.cookies import SimpleCookie
from random import Random
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from onroll.web.access import pages as opening
from onroll.web.children.models import ChildQuerySet
from onroll.web.contradictions.models import ContradictionQuerySet
from tests.access.access_world import ORDINARY, RELATIONS, RESTRICTED, canaries
from tests.access.addresses import addresses
from tests.access.owner_of_tables import as_owner
from tests.access.people_who_ask import a_colleague
from tests.access.what_is_answered import LISTS, SIGNED_OUT, Page, pages
from tests.access.who_sees_whom import expected, seen_by
from tests.web.long_proof import stay_awake

pytestmark = pytest.mark.django_db
PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = os.environ.get("ONROLL_SEED", "1")
SAMPLE = 300
AWAKE_FOR = 500
"""After so many cells it is said once more that nobody was idle."""
METHODS = ("GET", "POST", "PUT", "DELETE")


class Cell(NamedTuple):
    """Who asks for which page, how, and in which relation to the child; "" where there is none."""

    page: Page
    method: str
    who: str
    relation: str


def every_cell() -> Iterator[Cell]:
    for page in pages():
        relations = {"": [""], "restricted": ["restricted"]}.get(page.of, list(RELATIONS))
        for who in expected():
            for method in METHODS:
                yield from (Cell(page, method, who, relation) for relation in relations)


def sample(cells: list[Cell]) -> list[Cell]:
    """One of each page and a number drawn; all of them for the proof."""
    random = Random(SEED)
    return cells if PROOF else random.sample(cells, SAMPLE)


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    named = [page.name for page in pages()]
    assert sorted(named) == sorted(addresses())
    assert len(set(named)) == len(named)
    assert set().union(*LISTS.values(), SIGNED_OUT) <= set(expected())


class Asking:
    """The service, asked as each of the people; nothing that is asked changes anything."""

    def __init__(self, people: dict[str, Any]) -> None:
        self.clients = {who: Client(raise_request_exception=False) for who in people}
        for who, user in people.items():
            if user is not None:
                self.clients[who].force_login(user)
        self.cookies = {who: client.cookies.output() for who, client in self.clients.items()}
        self.numbers = a_colleague()
        self.addresses = addresses()

    def address(self, cell: Cell) -> str:
        child = RELATIONS.get(cell.relation, "")
        others = [one for one in RELATIONS.values() if one in seen_by(cell.who) and one != child]
        other = others[0] if others else next(one for one in RELATIONS.values() if one != child)
        works_with = self.numbers["works_with"].get(child, 0)
        case = self.numbers["cases"].get(child, 0)
        said = {
            **self.numbers,
            "child": child,
            "other": other,
            "works_with": works_with,
            "case": case,
            "question": self.numbers["questions"].get(child, 0),
            **self.numbers["passings"].get(child, {"passing": 0, "message": 0}),
        }
        return self.addresses[cell.page.name].format(**said)

    def __call__(self, cell: Cell) -> tuple[int, str]:
        """The status, and all that was sent, headers and body."""
        client = self.clients[cell.who]
        kept = SimpleCookie()
        for name, morsel in client.cookies.items():
            kept[name] = morsel.value
        with transaction.atomic():
            response = client.generic(cell.method, self.address(cell))
            body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        client.cookies = kept
        return response.status_code, str(dict(response.headers)) + body.decode(errors="replace")


@pytest.fixture
def asking(people: dict[str, Any]) -> Asking:
    return Asking(people)


def right(cell: Cell) -> frozenset[int]:
    """What is expected; of a pair it is 404 too for whoever sees no second child."""
    found = cell.page.expected(cell.method, cell.who, cell.relation)
    alone = cell.page.of == "pair" and len(seen_by(cell.who)) < 2
    asked = cell.method == "POST" or cell.method == "GET"
    return frozenset({404}) if alone and asked and cell.who in LISTS["WORKS"] else found


@pytest.mark.proof
def test_matrix_of_who_is_answered_what(asking: Asking) -> None:
    cells = sample(list(every_cell()))
    wrong = []
    for n, cell in enumerate(cells):
        if n % AWAKE_FOR == 0:
            stay_awake()
        status, _ = asking(cell)
        if status not in right(cell):
            said = "/".join(map(str, sorted(right(cell))))
            wrong.append(
                f"{cell.method} {cell.page.name} {cell.who} {cell.relation}: {status}, not {said}"
            )
    print(f"seed {SEED}: {len(cells):,} cells asked, {len(wrong):,} not as written down")
    assert not wrong, "\n".join(wrong)


@pytest.mark.proof
def test_matrix_with_the_policy_gone_shows_nobody_all_the_same(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy in Python says yes to everything: the database alone keeps the rows."""
    cells = [cell for cell in every_cell() if cell.method == "GET"]
    hits = told_without_policy(asking, sample(cells)[: None if PROOF else SAMPLE // 2], monkeypatch)
    assert hits == []


def told_without_policy(
    asking: Asking, cells: list[Cell], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """The answers that tell of a child whom somebody does not see."""
    for rows in (ChildQuerySet, ContradictionQuerySet):
        monkeypatch.setattr(rows, "visible_to", lambda self, _user: self)
    monkeypatch.setattr(opening, "opens", lambda *_: True)
    hits = []
    for n, cell in enumerate(cells):
        if n % AWAKE_FOR == 0:
            stay_awake()
        _, sent = asking(cell)
        sent = sent.replace(asking.address(cell), "")
        hits += [f"{cell}: {word}" for word in words_kept_from(cell.who) if word in sent]
    return hits


def words_kept_from(who: str) -> list[str]:
    """The names of the children whom somebody does not see, and more of the restricted child."""
    hidden = set(RELATIONS.values()) - seen_by(who)
    names = [name for child in hidden & ORDINARY.keys() for name in ORDINARY[child][:2]]
    kept = [canaries(1)[of] for of in ("forename", "surname", "upn", "address", "record")]
    return names + (kept if RESTRICTED in hidden else [])


def test_a_table_without_its_rule_is_found(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted hole: with the policy gone, the children's table shows every row."""
    by_name = {page.name: page for page in pages()}
    cells = [
        Cell(by_name[name], "GET", "Coordinator", relation)
        for name, relation in (("child", "elsewhere"), ("children", ""), ("timeline", "restricted"))
    ]
    assert told_without_policy(asking, cells, monkeypatch) == []
    as_owner("alter table children_child disable row level security")
    assert told_without_policy(asking, cells, monkeypatch)


def test_a_page_that_forgets_to_ask_is_found(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted hole: a page that opens for whoever asks."""
    monkeypatch.setattr(opening, "opens", lambda *_: True)
    page = next(page for page in pages() if page.name == "definitions")
    cell = Cell(page, "GET", "Council member", "")
    status, _ = asking(cell)
    assert status not in right(cell)
