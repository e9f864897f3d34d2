"""People and roles: the list of everybody with an account, who sees it, and accounts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import FileEvent, Role, RoleAsked, RoleHeld, Team, User
from onroll.web.signing_in.dormant import is_dormant
from onroll.web.signing_in.models import AccountOpened
from tests.web.people_pages import made, signed_in_as, text_of

pytestmark = pytest.mark.django_db
OFFICER_PAGES = ("/people/", "/people/people.csv", "/people/new/", "/teams/", "/teams/new/")


@pytest.fixture
def dana(published: Any) -> User:
    return made("Dana", Role.DATA_MANAGER)


@pytest.fixture
def sam(published: Any) -> User:
    """A service manager: a second person who manages people."""
    return made("Sam", Role.SERVICE_MANAGER)


@pytest.fixture
def ola(published: Any) -> User:
    return made("Ola")


def test_only_those_who_manage_people_see_the_pages(
    signed_in: Any, ola: User, published: Any
) -> None:
    team = Team.objects.create(name="North")
    asked = RoleAsked.objects.create(
        user=ola, role=Role.DIRECTOR, starts_on=localdate(), asked_by=ola, why="x"
    )
    held = give_role(ola, Role.DUTY_OFFICER)
    theirs = [f"/people/{ola.pk}/{page}" for page in ("", "link/", "give/", "close/", "open/")]
    theirs += [
        f"/people/{ola.pk}/roles/{held.pk}/end/", f"/people/asked/{asked.pk}/",
        f"/teams/{team.pk}/", f"/teams/{team.pk}/retire/",
    ]  # fmt: skip
    for address in (*OFFICER_PAGES, *theirs):
        for answer in (signed_in.get(address), signed_in.post(address)):
            assert answer.status_code in (403, 405), address
    assert "Data manager, Service manager or Director" in text_of(signed_in.get("/people/"))
    assert held.ends_before is None
    assert RoleHeld.objects.get(pk=held.pk).ends_before is None


def test_the_list_is_filtered_and_downloaded_without_formulas(dana: User, ola: User) -> None:
    manager = signed_in_as(dana)
    team = Team.objects.create(name="=North")
    give_role(ola, Role.COORDINATOR, team=team)
    made("Hana", Role.SCHOOL_USER, urns=["100001"])
    made("Noor")
    gone = made("Gil", Role.DUTY_OFFICER)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    def names(query: str) -> set[str]:
        page = text_of(manager.get(f"/people/{query}"))
        return set(re.findall(r'href="/people/\d+/">(\w+)', page))

    assert {"Ola", "Hana", "Noor", "Gil", "Dana"} <= names("")
    assert names("?role=Coordinator") == {"Ola"} == names(f"?team={team.pk}")
    assert names("?urn=100001") == {"Hana"}
    assert "Noor" in names("?only=no-role")
    assert not {"Ola", "Gil"} & names("?only=no-role")
    assert names("?only=closed") == {"Gil"}
    answer = manager.get("/people/people.csv?role=Coordinator")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Name,Email,Account,Role,Team")
    assert len(lines) == 2
    assert ",Coordinator,'=North," in lines[1]
    event = FileEvent.objects.filter(user=dana).get(kind="people")
    assert (event.file, event.rows) == ("people.csv", 1)


def test_the_list_asks_as_many_questions_of_one_as_of_fifty_people(
    dana: User, django_assert_max_num_queries: Any
) -> None:
    manager = signed_in_as(dana)
    for number in range(12):
        made(f"Person{number}", Role.SCHOOL_USER, urns=["100001"])
    manager.get("/people/")
    with django_assert_max_num_queries(24):
        manager.get("/people/")


def test_the_list_and_the_file_say_whose_account_nobody_has_used_for_45_days(dana: User) -> None:
    """By the last sign-in, or since it was opened; the 45th day is the first that counts."""
    unused = "Closed to sign-in: not used for 45 days"
    manager = signed_in_as(dana)
    opened_on = AccountOpened.objects.filter
    for name, opened, signed_in, told in (
        ("Abi", 44, None, "Open"),
        ("Ben", 45, None, unused),
        ("Cal", 90, 44, "Open"),
        ("Dee", 90, 45, unused),
        ("Eve", 44, 90, "Open"),
    ):
        user = made(name, Role.DUTY_OFFICER)
        opened_on(user=user).update(at=now() - timedelta(days=opened))
        user.last_login = signed_in and now() - timedelta(days=signed_in)
        user.save()
        page = text_of(manager.get("/people/"))
        row = page.partition(f">{name} Example<")[2].partition("</tr>")[0]
        assert told in row.rpartition("Account")[2], name
        assert is_dormant(user, now()) == (told == unused), name
        lines = text_of(manager.get("/people/people.csv")).splitlines()
        assert [line.split(",")[2] for line in lines if line.startswith(name)] == [told]
    opened_on(user=user).delete()
    User.objects.filter(pk=user.pk).update(last_login=None)
    lines = text_of(manager.get("/people/people.csv")).splitlines()
    assert [line.split(",")[2] for line in lines if line.startswith("Eve")] == [unused]
    User.objects.filter(pk=user.pk).update(is_active=False)
    lines = text_of(manager.get("/people/people.csv")).splitlines()
    assert [line.split(",")[2] for line in lines if line.startswith("Eve")] == ["Closed"]


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(
    dana: User, sam: User, ola: User
) -> None:
    give_role(ola, Role.EDUCATION_OFFICER)
    manager, session, unused = signed_in_as(dana), signed_in_as(ola), signed_in_as(ola)
    assert session.get("/children/").status_code == 200
    assert manager.post(f"/people/{ola.pk}/close/").status_code == 302
    assert session.get("/children/").status_code == 302
    assert not User.objects.get(pk=ola.pk).is_active
    assert "Education officer" in text_of(manager.get(f"/people/{ola.pk}/open/"))
    assert manager.post(f"/people/{ola.pk}/open/").status_code == 302
    assert unused.get("/children/").status_code == 302, "a session ended for good"
    assert signed_in_as(User.objects.get(pk=ola.pk)).get("/children/").status_code == 200


def test_an_invited_person_gets_a_link_that_is_shown_once(dana: User) -> None:
    manager = signed_in_as(dana)
    asked = {
        "full_name": "Nia New", "email": "Nia@exampleshire.example", "role": "Duty officer",
        "why": "Starts on Monday",
    }  # fmt: skip
    answer = manager.post("/people/new/", asked)
    link = re.search(r"http://testserver(/invited/[^\s<]+)", text_of(answer))
    nia = User.objects.get(email="nia@exampleshire.example")
    assert link
    assert not nia.has_usable_password()
    assert (nia.roles_held.get().role, nia.roles_held.get().given_by) == ("Duty officer", dana)
    assert Client().get(link[1]).status_code in (200, 302)
    assert link[1] not in text_of(manager.get(f"/people/{nia.pk}/"))
    assert "has an account with this email" in text_of(manager.post("/people/new/", asked))


def test_my_access_says_until_when_and_what_to_do_without_a_role(dana: User, ola: User) -> None:
    page = text_of(signed_in_as(ola).get("/my-access/"))
    assert "You have no role, so you see no child" in page
    assert "Data manager, Service manager or Director" in page
    until = localdate() + timedelta(days=10)
    team = Team.objects.create(name="North")
    give_role(ola, Role.COORDINATOR, team=team, ends_before=until)
    page = text_of(signed_in_as(ola).get("/my-access/"))
    last = until - timedelta(days=1)
    assert f"Your role ends on {last.day} {last:%B %Y}" in page
    assert "North" in page
    assert "The children of their team, and those they work with" in page
