"""Nothing that is protected reaches anybody who may not see it, on any page there is.

Each address that a page leads a safeguarding lead to is asked for again by every other role: for
them, no byte says that there is such a child. And by a colleague to whom the protected children are
allocated: for them, no byte says where such a child is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.record.definitions import CATALOGUE
from onroll.record.home import Home
from onroll.web.access import acting
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import User
from onroll.web.cases import on_today
from onroll.web.cases.actions import add, open_case
from onroll.web.cases.models import Case
from onroll.web.children import models as children
from onroll.web.config.database import PUBLISHER
from onroll.web.letters.models import Letter
from onroll.web.letters.templates import catalogue
from onroll.web.matching import referrals
from onroll.web.separating import history
from onroll.web.separating.models import Separation
from onroll.web.shields import protected
from onroll.web.shields.protected import ProtectedRecord
from tests.web.reads_watched import WatchedClient
from tests.web.shielded_world import (
    BEN,
    OF_A_RECORD,
    PROTECTED,
    RAISED,
    SHOWN_SOMEWHERE,
    allocate,
    canaries,
    canaries_of_being,
    publish_world,
)
from tests.web.small_run import AMARA, ZOFIA

pytestmark = pytest.mark.django_db

# Who decides, who loads files, who sees nobody. Every role is tried in tests/access/test_canary.py.
OTHERS = ("Education officer", "Data analyst", "")
COLLEAGUE = "Coordinator"
"""Whose the protected children are in person."""
HREF = re.compile(r'(?:href|action)="([^"#]+)')
MOST_PAGES = 1_500
OF_A_DEFINITION = re.compile(r"(?:/why/|/definitions/|definition=)(\w+)")
THE_REST = {each.key for n, each in enumerate(CATALOGUE) if n % 10}


@pytest.fixture
def world(published: Path, own_home: Home) -> Path:
    folder = publish_world(own_home)
    Separation.objects.create(number=1, decided_at=RAISED, child=AMARA, shown_at=RAISED)
    write_of(AMARA)
    return folder


def write_of(child: str) -> None:
    """A case and a letter about a child, which say what is protected."""
    by = User.objects.create_user("wrote@exampleshire.example", full_name="Wrote", role="Director")
    about = {"child": child, "record_id": OF_A_RECORD["record_id"].format(n=1)}
    told = {"source": "school", "words": OF_A_RECORD["reason"].format(n=1)}
    open_case(**about, told=told, on=RAISED.date(), by=by, at=RAISED, token="told")
    named = {"parent": OF_A_RECORD["surname"].format(n=1)}
    kind = catalogue()["first_contact"]
    Letter.objects.create(
        **about, template=kind.key, version=kind.versions[0].key, fields=named, made_by=by
    )


def somebody(role: str) -> WatchedClient:
    """A client with a person of this role signed in."""
    email = f"{role.replace(' ', '.').lower() or 'nobody'}@exampleshire.example"
    given = "" if role == "School user" else role
    user = User.objects.create_user(email, full_name=role or "No role", role=given)
    if role == "School user":
        give_role(user, role, urns=("100001",))
    if role == COLLEAGUE:
        allocate(user, *PROTECTED)
    if case := Case.objects.first():
        told = {"visit_on": localdate().isoformat(), "where": "home", "officer": user.pk}
        add(case, Kind.VISIT_SET, told, on=localdate(), by=user, at=now(), token=f"for {user.pk}")
    client = WatchedClient()
    client.force_login(user)
    # A referral that may be about Amara, by what whoever works with her knows.
    client.post("/referrals/new/", {"surname": "Example", "born": "14/5/2013"})
    return client


def starts() -> list[str]:
    """Where a crawl begins: Today, and each part of the record of each protected child."""
    parts = ("", "?as-of=2026-01-15", "timeline/", "sources/", "protect/", "looked/")
    whys = (f"/children/{AMARA}/why/{each.key}/" for each in CATALOGUE)
    of_separation = (f"/separated/1/{part}" for part in ("", "take-back/", "readers.csv"))
    case, letter = Case.objects.get().pk, Letter.objects.get().pk
    letters = ("", "change/", "ready/", "cancel/", "letter.pdf")
    return [
        "/",
        "/pupils/",
        "/open-a-record/",
        "/referrals/new/matches/",
        *of_separation,
        f"/cases/{case}/",
        f"/cases/{case}/documents/new/",
        "/visits/",
        f"/visits/{case}/",
        f"/visits/{case}/set/",
        f"/cases/{case}/close/answer/close/",
        *(f"/children/{AMARA}/letters/{letter}/{part}" for part in letters),
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


def leaks(found: dict[str, bytes], role: str) -> dict[str, list[str]]:
    """For each address, the canaries in what it answered, but for those that it asked with."""
    of_being = frozenset() if role == COLLEAGUE else canaries_of_being()
    words = [(canary, canary.lower().encode()) for canary in sorted(canaries() | of_being)]
    return {
        address: hits
        for address, sent in found.items()
        if (hits := [c for c, word in words if word in sent.lower() and c not in address])
    }


def test_nobody_but_those_who_may_is_sent_anything_protected(
    world: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clients = {role: somebody(role) for role in ("Safeguarding lead", COLLEAGUE, *OTHERS)}
    lead = crawl(clients["Safeguarding lead"], starts())
    pages = {resolve(urlsplit(address).path).url_name for address in lead}
    about_children = re.compile(r"reference|slug:a|referral|separated|decided|shields/<")
    only_posted = {"answer_shield", "referral_child", "referral_check"}
    not_of_a_draft = {"posted_letter", "settle_letter"}  # it leads to the letter itself
    of_schools = {"monthly_pupil", "weekly_hours_left"}  # tried in the tests of those returns
    elsewhere = only_posted | not_of_a_draft | of_schools
    assert names(get_resolver(), about_children) - elsewhere <= pages
    everything = b"".join(lead.values()).lower()  # what is there can be found
    of_being = canaries_of_being() - {"2013-05-14", "2014-03-03", "2015-02-02"}  # as in a file
    for canary in (*(each.format(n=1) for each in SHOWN_SOMEWHERE), *of_being):
        assert canary.lower().encode() in everything, canary

    for role in (COLLEAGUE, *OTHERS):
        every = role in (COLLEAGUE, OTHERS[0])
        asked = crawl(clients[role], [*lead, *starts()], every=every)
        assert len(asked) >= sum(every or not of_the_rest(address) for address in lead)
        assert leaks(asked, role) == {}, role
    assert "canary" not in caplog.text.lower()
    # the children in the bytes of each of these answers are those logged of it, both ways
    assert {role: each.unlike for role, each in clients.items() if each.unlike} == {}
    assert all(each.rows for each in clients.values())


def test_a_page_that_forgets_that_a_child_is_protected_still_has_nothing_to_tell(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is protected is absent, and not only left out by the pages."""
    monkeypatch.setattr(ProtectedRecord, "protected", False)
    assert told_to(COLLEAGUE) == {}


@pytest.mark.parametrize("taken_away", ["without_protected", "without_places", "evidence_shown"])
def test_a_planted_leak_is_found(
    world: Path, monkeypatch: pytest.MonkeyPatch, taken_away: str
) -> None:
    """With any part of the protection gone, and a page that prints what it is given."""
    monkeypatch.setattr(ProtectedRecord, "protected", False)
    monkeypatch.setattr(protected, taken_away, lambda whole: whole)
    assert told_to(COLLEAGUE)


def test_a_referral_that_does_not_ask_who_is_protected_is_found(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referrals, "protected_among", lambda *_: frozenset())
    assert told_to(COLLEAGUE)


def test_a_page_of_decisions_that_does_not_ask_whose_they_are_is_found(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal of decisions is no table, so the database does not keep it."""
    monkeypatch.setattr(history, "seen", lambda decisions, _: list(decisions))
    assert told_to("Education officer")


@pytest.mark.parametrize("role", [COLLEAGUE, "Education officer"])
@pytest.mark.parametrize("gone", ["database", "policy"])
def test_the_pages_and_the_database_each_keep_it_alone(
    world: Path, monkeypatch: pytest.MonkeyPatch, role: str, gone: str
) -> None:
    take_away(gone, monkeypatch)
    assert told_to(role) == {}


def test_with_both_gone_it_is_found(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for gone in ("database", "policy"):
        take_away(gone, monkeypatch)
    assert told_to("Education officer")


def take_away(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests read every row of the database, or the policy say that all are anybody's."""
    if what == "database":
        monkeypatch.setattr(acting, "PAGES", PUBLISHER)
    else:
        monkeypatch.setattr(children, "seen_by", lambda *_: Q())
        monkeypatch.setattr(on_today, "seen_by", lambda *_: Q())


def told_to(role: str) -> dict[str, list[str]]:
    """The canaries on the pages of Amara's record and of what was decided and asked about it."""
    client = somebody(role)
    about = (
        "/", "/children/", "/children/?definition=missing_education", "/matches/",
        f"/matches/{AMARA}/{ZOFIA}/", "/matches/decided/", "/matches/decided/1/", "/separated/1/",
        f"/children/{BEN}/", f"/children/{BEN}/links/", "/referrals/", "/my-access/",
        "/children/EC-ZFA00009/", "/questions/", "/questions/questions.csv",
    )  # fmt: skip
    wanted = (page for page in starts() if AMARA in page or "referral" in page)
    pages = [page for page in wanted if not of_the_rest(page)]
    return leaks({page: everything_sent(client, page) for page in (*pages, *about)}, role)


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
