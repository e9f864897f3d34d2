"""The page of changes: what it says, to whom, and that a request's own writes are its person's."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone

from onroll.cli.changes import told_since
from onroll.cli.terminal import ExitCode, Stop
from onroll.record.home import Home
from onroll.web.access.acting import as_person
from onroll.web.access.giving_roles import end_role, give_role
from onroll.web.access.models import Allocation, FileEvent, Read, Team, User
from onroll.web.access.policy import see_now
from onroll.web.config import urls
from onroll.web.write_history.attribution import attribute
from onroll.web.write_history.models import Change
from onroll.web.write_history.told import told
from tests.web.reads_watched import WatchedClient
from tests.web.shielded_world import BEN, publish_world
from tests.web.small_run import AMARA

pytestmark = pytest.mark.django_db
SEES = ("Data manager", "Safeguarding lead", "Director")
THREE = (AMARA, BEN, "EC-LONGGONE")


def colleague(role: str, name: str = "Ola Bright") -> User:
    email = f"colleague{User.objects.count()}@exampleshire.example"
    return User.objects.create_user(email, full_name=name, role=role)


def signed_in_as(role: str, name: str = "Ola Bright") -> WatchedClient:
    client = WatchedClient()
    client.force_login(colleague(role, name))
    return client


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def renaming_a_team(request: HttpRequest) -> HttpResponse:
    """What a page may do past the models' own methods: a bulk update, an update, and raw SQL."""
    team = Team.objects.get(name="North")
    team.name = "East"
    Team.objects.bulk_update([team], ["name"])
    Team.objects.filter(name="East").update(name="South")
    with connection.cursor() as cursor:
        cursor.execute("update access_team set name = 'West' where name = 'South'")
    if "fail" in request.GET:
        raise ZeroDivisionError
    return HttpResponse()


urlpatterns = [
    path("renamed/", renaming_a_team, name="teams"),
    path("", include(urls.urlpatterns)),
]
handler500 = urls.handler500


@override_settings(ROOT_URLCONF=__name__)
def test_whatever_a_request_writes_is_its_persons_and_its_pages(published: Any) -> None:
    Team.objects.create(name="North")
    joanne, newest = signed_in_as("Director", "Joanne Lee"), Change.objects.latest("pk").pk
    joanne.get("/renamed/")
    updates = Change.objects.filter(table="access_team", kind="update", pk__gt=newest)
    made = list(updates.order_by("pk"))
    assert [each.after["name"] for each in made if each.after] == ["East", "South", "West"]
    assert {(each.by.full_name, each.page) for each in made if each.by} == {("Joanne Lee", "teams")}
    assert [each.database_role for each in made] == [connection.settings_dict["USER"]] * 3
    page = words(joanne.get("/changes/?what=team"))
    assert "Team ‘West’ changed: name from ‘South’ to ‘West’" in page
    assert "On the page “Teams”" in page


@override_settings(ROOT_URLCONF=__name__)
def test_a_request_that_fails_leaves_no_change(published: Any) -> None:
    Team.objects.create(name="North")
    client, newest = signed_in_as("Director"), Change.objects.latest("pk").pk
    client.raise_request_exception = False
    assert client.get("/renamed/?fail").status_code == 500
    made = Change.objects.filter(table="access_team", kind="update", pk__gt=newest)
    assert not made.exists()


def test_a_role_given_and_ended_is_told_with_its_last_day(published: Any) -> None:
    joanne, priya = colleague("Director", "Joanne Lee"), colleague("", "Priya Shah")
    attribute(by=joanne.pk, page="people")
    team = Team.objects.create(name="North")
    held = give_role(
        priya, "Education officer", starts_on=date(2027, 1, 5), team=team, why="Joins us"
    )
    end_role(held, date(2027, 3, 4))
    page = words(signed_in_as("Data manager").get("/changes/?what=roleheld"))
    given = (
        "Role ‘Education officer’ given to Priya Shah from 5 January 2027, in team North: “Joins"
    )
    assert given in page
    ended = "Role ‘Education officer’ of Priya Shah ended 3 March 2027"
    assert page.index(ended) < page.index("given to Priya Shah"), "the newest is first"
    assert "Joanne Lee" in page[page.index(ended) :][:200]


@pytest.mark.parametrize("role", SEES)
def test_those_who_answer_for_who_sees_whom_see_it(published: Any, role: str) -> None:
    client = signed_in_as(role, "=Priya Shah")
    assert "Account made for =Priya Shah" in words(client.get("/changes/"))
    file = client.get("/changes.csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == ["When", "What", "What was changed", "By", "Where", "Child"]
    assert any(row[2].startswith(f"Role ‘{role}’ given to =Priya Shah from") for row in rows)
    event = FileEvent.objects.latest("pk")
    assert (event.kind, event.rows) == (FileEvent.Kind.CHANGES, len(rows) - 1)
    assert client.unlike == {}


def test_a_name_that_begins_like_a_formula_stays_a_name_in_the_file(published: Any) -> None:
    by = colleague("", "=HYPERLINK(1)")
    attribute(by=by.pk, page="people")
    Team.objects.create(name="North")
    file = signed_in_as("Director").get("/changes.csv?what=team").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in file


def test_what_was_written_before_a_column_came_or_went_is_told_all_the_same(home: Any) -> None:
    user = colleague("", "Ann One")
    row = {"id": 7, "post": "Clerk", "from_day": "first of May"}
    for kind, tells in (("insert", "added"), ("update", "changed"), ("delete", "taken away")):
        change = Change(
            table="access_roleheld", row="7", kind=kind, about=user, before=row, after=row
        )
        assert told([change])[0].words == f"Role 7 of Ann One: {tells}"


def test_two_people_of_one_name_are_told_apart_by_their_addresses(published: Any) -> None:
    one, other = colleague("", "Ann One"), colleague("", "Ann One")
    attribute(by=one.pk, page="people")
    give_role(other, "Coordinator")
    page = words(signed_in_as("Director").get(f"/changes/?what=roleheld&person={one.pk}"))
    assert f"given to Ann One ({other.email}) from" in page
    assert f"Ann One ({one.email})</td>" in page


@pytest.mark.parametrize("role", ["Pathway manager", "Education officer", "Data analyst"])
def test_others_do_not_and_are_told_who_does(published: Any, role: str) -> None:
    for address in ("/changes/", "/changes.csv"):
        response = signed_in_as(role).get(address)
        assert response.status_code == 403
        assert "Data manager, Safeguarding lead, Director" in words(response)


def test_fifty_are_on_a_page_the_newest_first(published: Any) -> None:
    client = signed_in_as("Director")
    Team.objects.bulk_create(Team(name=f"T{n:03}") for n in range(120))
    address, listed = "/changes/?what=team", []
    for _ in range(3):
        page = words(client.get(address))
        listed.append(re.findall(r"Team ‘(T\d{3})’ added", page))
        older = re.search(r'href="(\?what=team&before=\d+)"', page)
        address = f"/changes/{older[1]}" if older else ""
    every = [f"T{n:03}" for n in reversed(range(120))]
    assert listed == [every[:50], every[50:100], every[100:]]
    assert address == ""


def test_one_asks_for_what_a_person_did_and_for_what_was_done_about_them(published: Any) -> None:
    one, other = colleague("", "Ann One"), colleague("", "Bo Other")
    attribute(by=one.pk, page="people")
    give_role(other, "Coordinator")
    Team.objects.create(name="North")
    client = signed_in_as("Director")
    about, did = (words(client.get(f"/changes/?person={user.pk}")) for user in (other, one))
    assert "Account made for Bo Other" in about
    assert "Team ‘North’" not in about
    assert "Team ‘North’" in did
    assert "given to Bo Other" in did
    nobody = words(client.get(f"/changes/?person={one.pk}&what=breakglass"))
    assert "Nothing of this kind was changed" in nobody
    for wrong in ("person=x", "what=access_user", "person=²", "person=" + "9" * 30, "before=x"):
        assert client.get(f"/changes/?{wrong}").status_code == 404


def test_a_child_one_may_not_see_is_in_no_change_that_one_is_shown(own_home: Home) -> None:
    """Amara is protected, and so absent for the data manager; Ben is not."""
    publish_world(own_home)
    for child in THREE:
        Allocation.objects.create(child=child, user=colleague("Coordinator"))
    shown = {}
    for role in SEES:
        client = signed_in_as(role)
        answers = [client.get(at).content.decode() for at in ("/changes/", "/changes.csv")]
        shown[role] = {child for child in THREE if any(child in answer for answer in answers)}
        kept = Read.objects.filter(user=client.session["_auth_user_id"], child__in=THREE)
        assert set(kept.values_list("child", "outcome")) == {
            (child, outcome) for child in shown[role] for outcome in ("shown", "exported")
        }
    assert shown["Data manager"] == {BEN}
    assert shown["Safeguarding lead"] == shown["Director"] == {AMARA, BEN, "EC-LONGGONE"}


@pytest.mark.parametrize("layer", ["the policy alone", "the database alone"])
def test_either_of_the_two_that_decide_hides_such_a_change(own_home: Home, layer: str) -> None:
    publish_world(own_home)
    for child in (AMARA, BEN):
        Allocation.objects.create(child=child, user=colleague("Coordinator"))
    seen = {}
    for role in SEES:
        user = colleague(role)
        if layer == "the policy alone":
            see_now([user], timezone.now())
            changes = list(Change.objects.visible_to(user))
        else:
            with as_person(user, timezone.now()):
                changes = list(Change.objects.all())
        seen[role] = {each.child for each in changes} & {AMARA, BEN}
    assert seen == {SEES[0]: {BEN}, SEES[1]: {AMARA, BEN}, SEES[2]: {AMARA, BEN}}


def test_before_anything_was_changed_the_page_says_so(published: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(Change.objects._queryset_class, "visible_to", lambda self, _: self.none())
    assert "Nothing has been changed yet" in words(signed_in_as("Director").get("/changes/"))


def test_the_command_tells_the_same_from_a_day_on_and_of_whom_one_asks(home: Any) -> None:
    ann, bo = colleague("", "Ann One"), colleague("", "Bo Other")
    attribute(by=ann.pk, page="people")
    give_role(bo, "Coordinator", starts_on=date(2027, 1, 5))
    today = timezone.localdate()
    one = told_since(today, bo.email.upper(), "ROLE")
    given = "Role ‘Coordinator’ given to Bo Other from 5 January 2027"
    assert [each.sentence for each in one] == [f"{given}, by Ann One, on the page “People”"]
    assert one[0].as_dict()["after"]["role"] == "Coordinator"
    assert told_since(today + timedelta(days=1), None, None) == []
    assert {each.called for each in told_since(today, ann.email, None)} >= {"Account", "Role"}
    for person, what in (("nobody@exampleshire.example", None), (None, "access_user")):
        with pytest.raises(Stop) as stopped:
            told_since(today, person, what)
        assert stopped.value.code == ExitCode.USAGE
