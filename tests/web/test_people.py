"""People and roles: who may give whom what, from which day to which, and what follows at once."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils.timezone import localdate, now

from onroll.web.access.acting import as_person
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import FileEvent, Role, RoleAsked, RoleHeld, Team, User
from onroll.web.access.policy import see_now
from onroll.web.access.relating import relate
from onroll.web.access.roles import may_manage_people
from onroll.web.children.models import Child
from onroll.web.children.views import children as children_page
from onroll.web.library.models import Run
from onroll.web.people import actions
from onroll.web.people.changing import one_at_a_time
from tests.web.small_run import AMARA

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
ROUNDS = int(os.environ.get("ONROLL_PROOF", "2"))


def made(name: str, *roles: str, **more: Any) -> User:
    user = User.objects.create_user(
        f"{name.lower()}@exampleshire.example", full_name=f"{name} Example"
    )
    for role in roles:
        give_role(user, role, **more)
    return user


def signed_in_as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


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


def seen_of(client: Client, address: str) -> str:
    """What the form carries of what it was made from."""
    found = re.search(r'name="seen" value="(\w*)"', text_of(client.get(address)))
    assert found, address
    return found[1]


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def boxes(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)
    }  # fmt: skip


def give(client: Client, user: User, role: str, **typed: Any) -> Any:
    address = f"/people/{user.pk}/give/"
    seen = typed.pop("seen", None) or seen_of(client, address)
    return client.post(address, {"role": role, "why": "New post", "seen": seen, **typed})


def end_now(client: Client, held: RoleHeld, **typed: Any) -> Any:
    address = f"/people/{held.user_id}/roles/{held.pk}/end/"
    seen = typed.pop("seen", None) or seen_of(client, address)
    return client.post(address, {"when": "now", "why": "Left", "seen": seen, **typed})


OFFICER_PAGES = ("/people/", "/people/people.csv", "/people/new/", "/teams/", "/teams/new/")


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


def test_a_role_until_before_1_march_shows_a_child_on_28_february_and_not_on_1_march(
    published: Any, ola: User
) -> None:
    """By the page, by the policy in Python alone, and by the rows of the database alone."""
    give_role(ola, Role.EDUCATION_OFFICER, starts_on=date(2026, 2, 1), ends_before=date(2026, 3, 1))
    assert seen_at(ola, datetime(2026, 1, 31, 23, 59, tzinfo=LONDON)) == (False,) * 3
    assert seen_at(ola, datetime(2026, 2, 1, 0, 0, tzinfo=LONDON)) == (True,) * 3
    assert seen_at(ola, datetime(2026, 2, 28, 23, 59, tzinfo=LONDON)) == (True,) * 3
    assert seen_at(ola, datetime(2026, 3, 1, 0, 0, tzinfo=LONDON)) == (False,) * 3


def seen_at(user: User, at: datetime) -> tuple[bool, bool, bool]:
    """Whether somebody sees Amara at a moment: on the list of children, by policy, by row."""
    request = RequestFactory().get("/children/")
    request.user, request.session = user, {}  # type: ignore[assignment]
    with as_person(user, at):
        on_page = AMARA in children_page(request).content.decode()
        in_rows = Child.objects.filter(pk=AMARA).exists()
    see_now([user], at)
    return on_page, Child.objects.visible_to(user).filter(pk=AMARA).exists(), in_rows


def test_whoever_loses_a_role_is_refused_at_the_very_next_request_in_every_session(
    dana: User, sam: User, ola: User
) -> None:
    held = give_role(ola, Role.EDUCATION_OFFICER)
    manager, first, second = signed_in_as(dana), signed_in_as(ola), signed_in_as(ola)
    for _ in range(ROUNDS):
        for session in (first, second):
            assert AMARA in text_of(session.get("/children/"))
        assert end_now(manager, held).status_code == 302
        for session in (first, second):
            refused = session.get(f"/children/{AMARA}/")
            assert refused.status_code in (403, 404)
            assert "Amara" not in text_of(refused)
        assert give(manager, ola, Role.EDUCATION_OFFICER).status_code == 302
        held = ola.roles_held.get(ends_before=None)


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


def test_nobody_gives_themselves_a_role_closes_their_account_or_makes_their_own_link(
    dana: User, sam: User
) -> None:
    manager = signed_in_as(dana)
    assert "cannot give yourself" in text_of(give(manager, dana, Role.PATHWAY_MANAGER))
    assert "cannot close your own" in text_of(manager.post(f"/people/{dana.pk}/close/"))
    assert "link for yourself" in text_of(manager.post(f"/people/{dana.pk}/link/"))
    assert list(dana.roles_held.values_list("role", flat=True)) == [Role.DATA_MANAGER]
    assert User.objects.get(pk=dana.pk).is_active


def test_nobody_ends_their_own_last_managing_role(dana: User, sam: User) -> None:
    held = dana.roles_held.get()
    assert "It is your last role that manages people" in text_of(end_now(signed_in_as(dana), held))
    other = give_role(dana, Role.SERVICE_MANAGER)
    assert end_now(signed_in_as(dana), held).status_code == 302
    assert "your last role" in text_of(end_now(signed_in_as(dana), other))


def test_somebody_is_always_left_who_manages_people(published: Any, sam: User) -> None:
    """Dana manages people until 1 March only, so Sam, who does without an end, must stay."""
    RoleHeld.objects.filter(role__in=actions.MANAGES_PEOPLE).exclude(user=sam).delete()
    until = localdate() + timedelta(days=30)
    dana = made("Dana", Role.DATA_MANAGER, ends_before=until)
    manager = signed_in_as(dana)
    nobody = "Nobody would be left who manages people"
    assert nobody in text_of(end_now(manager, sam.roles_held.get()))
    assert nobody in text_of(manager.post(f"/people/{sam.pk}/close/"))
    give_role(made("Third"), Role.SERVICE_MANAGER)
    assert end_now(manager, sam.roles_held.get()).status_code == 302


def test_a_director_is_asked_for_by_one_and_agreed_to_by_another(
    dana: User, sam: User, ola: User
) -> None:
    manager, second = signed_in_as(dana), signed_in_as(sam)
    assert give(manager, ola, Role.DIRECTOR).status_code == 302
    assert not ola.roles_held.exists()
    asked = RoleAsked.objects.get(user=ola)
    address = f"/people/asked/{asked.pk}/"
    yes = {"answer": "yes", "why": "I rang Ola"}
    assert "somebody else must agree" in text_of(manager.post(address, yes))
    assert not ola.roles_held.exists()
    assert second.post(address, yes).status_code == 302
    held = ola.roles_held.get()
    assert (held.role, held.given_by) == (Role.DIRECTOR, sam)
    assert "answered already" in text_of(second.post(address, yes))
    page = text_of(manager.get(f"/people/{ola.pk}/"))
    assert "Dana Example asked" in page
    assert "Sam Example agreed" in page


def test_whoever_asked_can_take_it_back_and_nobody_agrees_to_their_own(
    dana: User, sam: User, ola: User
) -> None:
    give(signed_in_as(dana), sam, Role.SAFEGUARDING_LEAD)
    asked = RoleAsked.objects.get(user=sam)
    own = signed_in_as(sam).post(f"/people/asked/{asked.pk}/", {"answer": "yes", "why": "Me"})
    assert "cannot agree to a role of your own" in text_of(own)
    no = {"answer": "no", "why": "The wrong person"}
    assert signed_in_as(dana).post(f"/people/asked/{asked.pk}/", no).status_code == 302
    asked.refresh_from_db()
    assert asked.agreed is False
    assert not sam.roles_held.filter(role=asked.role).exists()


def test_the_database_itself_refuses_an_agreement_of_whoever_asked(dana: User, ola: User) -> None:
    asked = RoleAsked(user=ola, role=Role.DIRECTOR, starts_on=localdate(), asked_by=dana, why="x")
    for alone in (dana, ola):
        asked.pk, asked.agreed, asked.answered_by = None, True, alone
        with pytest.raises(IntegrityError, match="a_second_person_agrees"), transaction.atomic():
            asked.save()


def test_only_a_director_makes_a_link_for_somebody_who_sees_restricted_children(
    dana: User, sam: User, ola: User
) -> None:
    """Whoever has the link can sign in with it: a data manager would see what they may not."""
    give_role(ola, Role.SAFEGUARDING_LEAD)
    answer = signed_in_as(dana).post(f"/people/{ola.pk}/link/")
    assert "a Director must do this" in text_of(answer)
    assert "/invited/" not in text_of(answer)
    director = made("Owen", Role.DIRECTOR)
    assert "/invited/" in text_of(signed_in_as(director).post(f"/people/{ola.pk}/link/"))


def test_an_inspector_is_let_in_for_28_days_and_not_for_29(dana: User, ola: User) -> None:
    manager, today = signed_in_as(dana), localdate()
    assert "Enter the last day of the inspection" in text_of(give(manager, ola, Role.INSPECTOR))
    late = boxes("last_day", today + timedelta(days=28))
    assert "at most 28 days" in text_of(give(manager, ola, Role.INSPECTOR, **late))
    last = boxes("last_day", today + timedelta(days=27))
    assert give(manager, ola, Role.INSPECTOR, **last).status_code == 302
    assert ola.roles_held.get().ends_before == today + timedelta(days=28)


@pytest.mark.parametrize(
    ("role", "typed", "told"),
    [
        ("School user", {}, "Enter the URN of the school that the school user is from"),
        ("School user", {"urns": "999999"}, "We know no school or provider with URN 999999"),
        ("Duty officer", {"urns": "100001"}, "A duty officer is not of one school"),
        ("", {}, "Select a role"),
        ("Chief", {}, "Select a role"),
        ("Duty officer", {"why": ""}, "Enter why they need the role"),
        ("Duty officer", {"starts_on-day": "1"}, "First day must include a month"),
        ("Duty officer", boxes("starts_on", date(2020, 1, 1)), "First day must be today or later"),
        (
            "Duty officer",
            {"last_day-day": "31", "last_day-month": "2", "last_day-year": "2031"},
            "Last day must be a real date",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_role_is_said_at_its_field(
    dana: User, ola: User, role: str, typed: dict[str, str], told: str
) -> None:
    answer = give(signed_in_as(dana), ola, role, **typed)
    assert answer.status_code == 200
    assert told in text_of(answer)
    assert not ola.roles_held.exists()


def test_a_school_user_is_given_several_schools(dana: User, ola: User) -> None:
    relate(Run.objects.get(is_current=True).as_of)
    answer = give(signed_in_as(dana), ola, Role.SCHOOL_USER, urns="100001, 100001")
    assert answer.status_code == 302
    assert ola.roles_held.get().urns == ["100001"]
    assert "Hilltop Academy, URN 100001" in text_of(signed_in_as(dana).get(f"/people/{ola.pk}/"))


def test_a_role_given_twice_for_the_same_days_is_refused(dana: User, ola: User) -> None:
    manager = signed_in_as(dana)
    assert give(manager, ola, Role.DUTY_OFFICER).status_code == 302
    assert "has the role Duty officer already" in text_of(give(manager, ola, Role.DUTY_OFFICER))
    assert ola.roles_held.count() == 1


def test_a_role_ended_by_mistake_is_given_again_and_nothing_is_lost(
    dana: User, sam: User, ola: User
) -> None:
    manager = signed_in_as(dana)
    team = Team.objects.create(name="North")
    held = give_role(ola, Role.COORDINATOR, team=team, by=sam, why="Covers for Mo")
    assert end_now(manager, held, why="Wrong person").status_code == 302
    page = text_of(manager.get(f"/people/{ola.pk}/"))
    for words in ("“Covers for Mo”", "Sam Example", "“Wrong person”", "Ended by Dana Example"):
        assert words in page
    form = text_of(manager.get(f"/people/{ola.pk}/give/?again={held.pk}"))
    assert re.search(r'value="Coordinator" selected', form)
    assert re.search(rf'value="{team.pk}" selected', form)
    assert give(manager, ola, Role.COORDINATOR, team=team.pk).status_code == 302
    assert ola.roles_held.count() == 2


def test_a_role_ends_after_the_day_that_is_entered(dana: User, ola: User) -> None:
    held = give_role(ola, Role.DUTY_OFFICER)
    last = localdate() + timedelta(days=3)
    answer = end_now(signed_in_as(dana), held, when="later", **boxes("last_day", last))
    assert answer.status_code == 302
    held.refresh_from_db()
    assert held.ends_before == last + timedelta(days=1)
    yesterday = boxes("last_day", localdate() - timedelta(days=1))
    answer = end_now(signed_in_as(dana), held, when="later", **yesterday)
    assert "Last day must be today or later" in text_of(answer)


def test_of_two_who_change_one_person_at_once_the_second_is_told_and_keeps_their_words(
    dana: User, sam: User, ola: User
) -> None:
    one, other = signed_in_as(dana), signed_in_as(sam)
    address = f"/people/{ola.pk}/give/"
    seen = seen_of(other, address)
    assert give(one, ola, Role.DUTY_OFFICER).status_code == 302
    told = give(other, ola, Role.COORDINATOR, seen=seen, why="For the south")
    page = text_of(told)
    assert told.status_code == 200
    assert "For the south" in page
    assert "Dana Example changed the roles of Ola Example at" in page
    assert "Compare and save again" in page
    assert "Duty officer" in page
    assert ola.roles_held.count() == 1
    again = re.search(r'name="seen" value="(\w+)"', page)
    assert again
    assert give(other, ola, Role.COORDINATOR, seen=again[1]).status_code == 302


def test_a_manager_whose_role_was_ended_meanwhile_changes_nothing(
    dana: User, sam: User, ola: User
) -> None:
    """What they may do is read again once it is their turn: here, another ended it just before."""
    see_now([dana], now())
    RoleHeld.objects.filter(user=dana).update(ends_before=localdate())
    assert may_manage_people(dana)
    one_at_a_time(dana)
    assert not may_manage_people(dana)


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


def test_an_invited_director_sees_nobody_before_a_second_person_agrees(dana: User) -> None:
    asked = {"full_name": "Nia New", "email": "nia@exampleshire.example", "role": "Director",
             "why": "Starts on Monday"}  # fmt: skip
    page = text_of(signed_in_as(dana).post("/people/new/", asked))
    nia = User.objects.get(email="nia@exampleshire.example")
    assert "A second person must agree" in page
    assert not nia.roles_held.exists()
    assert nia.roles_asked.count() == 1


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


def test_the_rules_hold_below_the_pages_too(dana: User, ola: User) -> None:
    see_now([dana], now())
    wanted = actions.Wanted(Role.DUTY_OFFICER, localdate(), None, None, (), "x")
    with pytest.raises(ValidationError, match="cannot give yourself"):
        actions.give(user=dana, wanted=wanted, by=dana)
    held = actions.give(user=ola, wanted=wanted, by=dana)
    with pytest.raises(ValidationError, match="must be today or later"):
        actions.end(held=held, on=localdate() - timedelta(days=1), why="x", by=dana, at=now())
