"""Who has looked at this child, my access, and the refusals that are logged."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import onroll.web.children.views
from onroll.record.home import Home
from onroll.web.access.models import FileEvent, Read, User
from onroll.web.children.models import ChildQuerySet
from onroll.web.matching.models import Forwarding
from onroll.web.separating.models import Separation
from tests.web.log_opened import opened
from tests.web.reads_watched import WatchedClient
from tests.web.shielded_world import BEN, RAISED, allocate, publish_world
from tests.web.small_run import AMARA, ZOFIA

pytestmark = pytest.mark.django_db
LOOKED = f"/children/{BEN}/looked/"
ANSWERS = ("Pathway manager", "Data manager", "Safeguarding lead", "Director")


def somebody(role: str, name: str = "Ola Bright") -> WatchedClient:
    email = f"colleague{User.objects.count()}@exampleshire.example"
    client = WatchedClient()
    client.force_login(User.objects.create_user(email, full_name=name, role=role))
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def logged(outcome: Read.Outcome) -> list[tuple[str, str]]:
    """The child and the page of each look that ended so, in order."""
    reads = Read.objects.filter(outcome=outcome).order_by("pk")
    return list(reads.values_list("child", "page"))


@pytest.fixture
def nobody_looked(published: Any) -> None:
    """An empty log, until this test ends: tests that commit may have left rows in it."""
    with opened() as cursor:
        cursor.execute("delete from access_read")
    assert not Read.objects.exists()


@pytest.mark.parametrize("role", ANSWERS)
def test_those_who_answer_for_the_record_see_who_has_looked(
    published: Any, nobody_looked: None, role: str
) -> None:
    officer, manager = somebody("Education officer", "=Priya Shah"), somebody(role)
    assert "Nobody has looked at Ben Mock before you" in words(manager.get(LOOKED))
    officer.get(f"/children/{BEN}/timeline/")
    officer.get(LOOKED)  # is refused
    page = words(manager.get(LOOKED))
    assert page.index("Was refused who has looked") < page.index("Saw the timeline")
    assert "3 looks are on record" in page, "the manager's own first look among them"
    file = manager.get(f"/children/{BEN}/looked.csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == ["When", "Name", "Email", "Role now", "What they did", "Asked for as"]
    assert [row[4] for row in rows[1:]] == [
        "Saw who has looked", "Was refused who has looked", "Saw the timeline",
        "Saw who has looked",
    ]  # fmt: skip
    assert rows[3][1] == "'=Priya Shah"
    assert [each for each in logged(Read.Outcome.EXPORTED) if each[0] == BEN] == [
        (BEN, "looked_file")
    ]
    assert FileEvent.objects.latest("pk").rows == 4
    assert manager.unlike == officer.unlike == {}


@pytest.mark.parametrize("role", ["Education officer", "Coordinator", "Data analyst"])
def test_others_do_not_and_are_told_who_does(published: Any, role: str) -> None:
    response = somebody(role).get(LOOKED)
    assert response.status_code == 403
    assert "Pathway manager, Data manager, Safeguarding lead, Director" in words(response)
    assert logged(Read.Outcome.REFUSED)[-1] == (BEN, "looked")


def test_looks_by_a_reference_that_leads_here_now_are_listed(published: Any, officer: Any) -> None:
    Forwarding.objects.create(row_id="0" * 32, old="EC-OLDBEN01", new=BEN)
    Read.objects.create(user=officer, child="EC-OLDBEN01", page="record")
    assert "Saw the record, as EC-OLDBEN01" in words(somebody("Director").get(LOOKED))


def test_fifty_are_on_a_page_the_last_first(nobody_looked: None, officer: Any) -> None:
    start = timezone.now() - timedelta(hours=1)
    for n in range(120):
        at = start + timedelta(seconds=n)
        Read.objects.create(user=officer, child=BEN, page=f"page_{n}", at=at)
    director = somebody("Director")
    first, last = words(director.get(LOOKED)), words(director.get(f"{LOOKED}?page=3"))
    assert "Saw page 119" in first
    assert "Saw page 70" in first
    assert "Saw page 69" not in first
    assert f'href="{LOOKED}?page=2"' in first or 'href="?page=2"' in first
    assert "Saw page 0<" in last.replace(" <", "<")


@pytest.mark.parametrize(("theirs", "answer"), [(False, 404), (True, 403)])
def test_of_a_protected_child_only_those_see_it_who_see_all_of_the_child(
    published: Any, own_home: Home, theirs: bool, answer: int
) -> None:
    """Whose the child is in person is told why not; for others there is no such child."""
    publish_world(own_home)
    for page in ("looked/", "looked.csv"):
        manager = somebody("Data manager")
        if theirs:
            allocate(User.objects.latest("pk"), AMARA)
        refused = manager.get(f"/children/{AMARA}/{page}")
        assert refused.status_code == answer
        assert ("is protected" in words(refused)) is theirs
    assert logged(Read.Outcome.REFUSED)[-2:] == [(AMARA, "looked"), (AMARA, "looked_file")]
    assert somebody("Safeguarding lead").get(f"/children/{AMARA}/looked/").status_code == 200


def test_a_child_asked_for_by_the_number_of_a_separation_is_logged_as_refused(
    published: Any, own_home: Home
) -> None:
    publish_world(own_home)
    Separation.objects.create(number=1, decided_at=RAISED, child=AMARA, shown_at=RAISED)
    assert somebody("Education officer").get("/separated/1/").status_code == 404
    assert (AMARA, "separated") in logged(Read.Outcome.REFUSED)


def test_absent_and_not_yours_are_answered_and_logged_alike(
    published: Any, signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until roles narrow what somebody sees, a list without Ben stands for a child not theirs."""
    monkeypatch.setattr(ChildQuerySet, "visible_to", lambda self, _user: self.exclude(pk=BEN))
    before = len(logged(Read.Outcome.REFUSED))
    answers = [
        signed_in.get(address.format(child)).content.replace(child.encode(), b"")
        for child in (BEN, "EC-NOBODY00")
        for address in ("/children/{}/", "/children/{}/timeline/", f"/matches/{ZOFIA}/{{}}/")
    ]
    assert len({without_token(each) for each in answers}) == 1
    pages = ["child", "timeline", "compare"]
    assert logged(Read.Outcome.REFUSED)[before:] == [
        (child, page) for child in (BEN, "EC-NOBODY00") for page in pages
    ]


def without_token(content: bytes) -> bytes:
    """The page without its form token, which is another in every answer."""
    return content.partition(b"<main")[2]


def test_a_form_that_is_too_old_refuses_nobody(published: Any, officer: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    before = len(logged(Read.Outcome.REFUSED))
    assert strict.post(f"/children/{BEN}/protect/").status_code == 403
    assert len(logged(Read.Outcome.REFUSED)) == before


def test_my_access_says_what_i_may_do_and_what_i_looked_at(published: Any) -> None:
    me, colleague = somebody("Data analyst"), somebody("Director", "Owen Grant")
    assert "You have not looked at any child yet" in words(me.get("/my-access/"))
    colleague.get(f"/children/{ZOFIA}/")
    me.get(f"/children/{BEN}/timeline/")
    me.get("/children/EC-NOBODY00/")
    page = words(me.get("/my-access/"))
    assert "2 looks at children, the last first" in page
    assert f'href="/children/{BEN}/"' in page
    assert "EC-NOBODY00" not in page, "whether a child has this reference is not told here either"
    assert ZOFIA not in page
    assert page.index("Was refused the record") < page.index("Saw the timeline")
    assert "2 looks at children" in words(me.get("/my-access/")), "the list adds nothing to itself"
    assert me.unlike == {}


def test_a_page_that_shows_without_logging_is_caught(
    published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted hole of the crawl that holds every answer against the log."""
    for hole in (lambda *_, **__: None, one_too_many):
        monkeypatch.setattr(onroll.web.children.views, "record_reads", hole)
        client = somebody("Data analyst")
        client.get(f"/children/{BEN}/")
        assert f"shown ['{BEN}']" in client.unlike[f"/children/{BEN}/?"]


def one_too_many(request: Any, children: Any, *, page: str) -> None:
    Read.objects.bulk_create(
        Read(user=request.user, child=child, page=page) for child in (*children, AMARA)
    )
