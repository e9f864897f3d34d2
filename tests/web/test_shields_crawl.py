"""Nothing that is protected reaches anybody who may not see it, on any page there is.

Each address that a page leads a safeguarding lead to is asked for again by every other role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from onroll.record.definitions import CATALOGUE
from onroll.record.home import Home
from onroll.web.access.models import User
from onroll.web.separating.models import Separation
from onroll.web.shields import protected
from onroll.web.shields.protected import ProtectedRecord
from tests.web.reads_watched import WatchedClient
from tests.web.shielded_world import PROTECTED, RAISED, SHOWN_SOMEWHERE, canaries, publish_world
from tests.web.small_run import AMARA, ZOFIA

pytestmark = pytest.mark.django_db

# who decides, who decides and loads files, who loads files, who only looks
OTHERS = ("Education officer", "Data manager", "Data analyst", "")
HREF = re.compile(r'(?:href|action)="([^"#]+)')
MOST_PAGES = 1_500
OF_A_DEFINITION = re.compile(r"(?:/why/|/definitions/|definition=)(\w+)")
THE_REST = {each.key for n, each in enumerate(CATALOGUE) if n % 10}


@pytest.fixture
def world(published: Path, own_home: Home) -> Path:
    folder = publish_world(own_home)
    Separation.objects.create(number=1, decided_at=RAISED, child=AMARA, shown_at=RAISED)
    return folder


def somebody(role: str) -> WatchedClient:
    """A client with a person of this role signed in."""
    email = f"{role.replace(' ', '.').lower() or 'nobody'}@exampleshire.example"
    user = User.objects.create_user(email, full_name=role or "No role", role=role)
    client = WatchedClient()
    client.force_login(user)
    # A referral that may be about Amara, by what everybody may know of her.
    client.post("/referrals/new/", {"surname": "Example", "born": "14 May 2013"})
    return client


def starts() -> list[str]:
    """Where a crawl begins: Today, and each part of the record of each protected child."""
    parts = ("", "?as-of=2026-01-15", "timeline/", "sources/", "protect/", "looked/")
    whys = (f"/children/{AMARA}/why/{each.key}/" for each in CATALOGUE)
    of_separation = (f"/separated/1/{part}" for part in ("", "take-back/", "readers.csv"))
    return [
        "/",
        "/referrals/new/matches/",
        *of_separation,
        *(f"/children/{child}/{part}" for child in PROTECTED for part in parts),
        *whys,
    ]


def crawl(client: Client, todo: Iterable[str], *, every: bool = True) -> dict[str, bytes]:
    """Everything that is answered to the addresses and to all that they lead to.

    Unless `every`, pages that differ by definition alone are asked for of a few definitions.
    """
    found: dict[str, bytes] = {}
    waiting = list(todo)
    while waiting:
        address = waiting.pop()
        if address in found or len(found) > MOST_PAGES or (of_the_rest(address) and not every):
            continue
        found[address] = sent = everything_sent(client, address)
        for link in HREF.findall(sent.decode(errors="replace")):
            to = urljoin(address, unescape(link))
            if to.startswith("/") and worth_asking(to):
                waiting.append(to)
    return found


def worth_asking(address: str) -> bool:
    """All but files of styles, signing out, and what differs by definition alone."""
    if address.startswith(("/static/", "/sign-out", "/authority.css")):
        return False
    path = urlsplit(address).path
    of_another = "/why/" in path and (AMARA not in path or "as-of" in address)
    of_figures = path.startswith("/figures/") and "missing_education" not in path
    return not of_another and not of_figures


def of_the_rest(address: str) -> bool:
    """Whether it is the page of a definition that is not among the few."""
    named = OF_A_DEFINITION.search(address)
    return named is not None and named[1] in THE_REST


def everything_sent(client: Client, address: str) -> bytes:
    """The headers and the whole of the answer."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    return str(dict(response.headers)).encode() + body


def leaks(found: dict[str, bytes]) -> dict[str, list[str]]:
    """For each address, the canaries in what it answered."""
    words = [(canary, canary.lower().encode()) for canary in sorted(canaries())]
    return {
        address: hits
        for address, sent in found.items()
        if (hits := [canary for canary, word in words if word in sent.lower()])
    }


def test_nobody_but_those_who_may_is_sent_anything_protected(
    world: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clients = {role: somebody(role) for role in ("Safeguarding lead", *OTHERS)}
    lead = crawl(clients["Safeguarding lead"], starts())
    pages = {resolve(urlsplit(address).path).url_name for address in lead}
    about_children = re.compile(r"reference|slug:a|referral|separated|decided|shields/<")
    only_posted = {"answer_shield", "referral_child", "referral_check"}
    assert names(get_resolver(), about_children) - only_posted <= pages
    everything = b"".join(lead.values()).lower()  # what is there can be found
    for canary in SHOWN_SOMEWHERE:
        assert canary.format(n=1).lower().encode() in everything, canary

    for role in OTHERS:
        every = role == OTHERS[0]
        asked = crawl(clients[role], [*lead, *starts()], every=every)
        assert len(asked) >= sum(every or not of_the_rest(address) for address in lead)
        assert leaks(asked) == {}, role
    assert "canary" not in caplog.text.lower()
    # the children in the bytes of each of these answers are those logged of it, both ways
    assert {role: each.unlike for role, each in clients.items() if each.unlike} == {}
    assert all(each.rows for each in clients.values())


def test_a_page_that_forgets_that_a_child_is_protected_still_has_nothing_to_tell(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is protected is absent, and not only left out by the pages."""
    monkeypatch.setattr(ProtectedRecord, "protected", False)
    assert told_to("Education officer") == {}


@pytest.mark.parametrize("taken_away", ["without_protected", "without_places", "evidence_shown"])
def test_a_planted_leak_is_found(
    world: Path, monkeypatch: pytest.MonkeyPatch, taken_away: str
) -> None:
    """With any part of the protection gone, and a page that prints what it is given."""
    monkeypatch.setattr(ProtectedRecord, "protected", False)
    monkeypatch.setattr(protected, taken_away, lambda whole: whole)
    assert told_to("Education officer")


@pytest.mark.parametrize(
    "asking",
    ["matching.views", "matching.queue", "matching.history", "matching.referrals"],
)
def test_a_page_that_does_not_ask_who_is_protected_is_found(
    world: Path, monkeypatch: pytest.MonkeyPatch, asking: str
) -> None:
    for asked in ("protected_among", "records_protected"):
        monkeypatch.setattr(f"onroll.web.{asking}.{asked}", lambda *_: frozenset(), raising=False)
    assert told_to("Education officer")


def told_to(role: str) -> dict[str, list[str]]:
    """The canaries on the pages of Amara's record and of what was decided and asked about it."""
    client = somebody(role)
    about = ("/matches/", f"/matches/{AMARA}/{ZOFIA}/", "/matches/decided/", "/matches/decided/1/")
    pages = [page for page in starts() if AMARA in page or "referral" in page]
    return leaks({page: everything_sent(client, page) for page in (*pages, *about)})


def names(resolver: URLResolver, which: re.Pattern[str], before: str = "") -> set[str]:
    """The names of the pages whose addresses look so."""
    found: set[str] = set()
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            found |= {str(each.name)} if which.search(route) else set()
        else:
            found |= names(each, which, route)
    return found
