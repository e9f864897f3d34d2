"""Roles: who may give whom what, from which day to which, and what follows at once."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils.timezone import localdate, now

from onroll.web.access.accounts import add_user
from onroll.web.access.acting import as_person
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Role, RoleHeld, Team, User
from onroll.web.access.policy import see_now
from onroll.web.access.relating import relate
from onroll.web.access.roles import may_manage_people
from onroll.web.children.models import Child
from onroll.web.children.views import children as children_page
from onroll.web.library.models import Run
from onroll.web.people import actions
from onroll.web.people.changing import one_at_a_time
from tests.web.people_pages import boxes, end_now, give, made, seen_of, signed_in_as, text_of
from tests.web.small_run import AMARA

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
ROUNDS = int(os.environ.get("ONROLL_PROOF", "2"))


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


def test_an_inspector_who_is_invited_by_command_is_let_in_for_28_days_and_not_for_29(
    published: Any,
) -> None:
    who = {"email": "ines@exampleshire.example", "full_name": "Ines", "password": None}
    today = localdate()
    for ends_before in (None, today + timedelta(days=29), today):
        with pytest.raises(ValidationError, match=r"at most 28 days|must end after"):
            add_user(**who, role="inspector", ends_before=ends_before)
    assert not User.objects.filter(email=who["email"]).exists()
    user = add_user(**who, role="inspector", ends_before=today + timedelta(days=28))
    assert user.roles_held.get().ends_before == today + timedelta(days=28)
    add_user(**who, role="inspector", ends_before=today + timedelta(days=28))
    assert user.roles_held.count() == 1, "left alone"
    add_user(**who, role="inspector", ends_before=today + timedelta(days=9))
    first, second = user.roles_held.order_by("pk")
    assert (first.ends_before, second.ends_before) == (today, today + timedelta(days=9))


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


def test_the_rules_hold_below_the_pages_too(dana: User, ola: User) -> None:
    see_now([dana], now())
    wanted = actions.Wanted(Role.DUTY_OFFICER, localdate(), None, None, (), "x")
    with pytest.raises(ValidationError, match="cannot give yourself"):
        actions.give(user=dana, wanted=wanted, by=dana)
    held = actions.give(user=ola, wanted=wanted, by=dana)
    with pytest.raises(ValidationError, match="must be today or later"):
        actions.end(held=held, on=localdate() - timedelta(days=1), why="x", by=dana, at=now())
