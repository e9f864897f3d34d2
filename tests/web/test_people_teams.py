"""Teams: whose each child is follows at once, is shown before it is saved, and can be undone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import ChildRelation, RestrictedChild, Role, RoleHeld, Team, User
from onroll.web.access.relating import relate
from onroll.web.children.models import Child
from onroll.web.library.models import Run
from onroll.web.people.teams import children_now
from tests.web.people_pages import end_now, made, seen_of, signed_in_as, text_of
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = pytest.mark.django_db
MISSING = {"name": "Missing education", "definitions": ["missing_education"]}


@pytest.fixture
def dana(published: Any) -> User:
    return made("Dana", Role.DATA_MANAGER)


def children_of_team(team: Team) -> set[str]:
    rows = ChildRelation.objects.filter(relation=f"team:{team.pk}")
    return set(rows.values_list("child", flat=True))


def save(client: Any, team: Team | None, **typed: Any) -> Any:
    address = f"/teams/{team.pk}/" if team else "/teams/new/"
    seen = typed.pop("seen", None) or seen_of(client, address)
    return client.post(address, {"seen": seen, "save": "yes", **typed})


def test_a_new_team_has_the_children_of_its_definitions_at_once(dana: User) -> None:
    manager = signed_in_as(dana)
    shown = text_of(manager.post("/teams/new/", {**MISSING, "seen": ""}))
    assert "Nothing is saved yet" in shown
    assert not Team.objects.exists()
    assert re.search(r'data-heading="Then">3<', shown)
    saved = text_of(save(manager, None, **MISSING))
    assert "Missing education is saved" in saved
    assert "3 children are the team" in saved
    team = Team.objects.get()
    assert children_of_team(team) == {AMARA, JOSHUA, ZOFIA}
    page = text_of(manager.get("/teams/"))
    assert "Children missing education" in page
    assert re.search(r'data-heading="Children now">3<', page)


def test_a_change_takes_children_away_from_its_people_at_the_next_request_and_is_undone(
    dana: User,
) -> None:
    manager = signed_in_as(dana)
    save(manager, None, **MISSING)
    team = Team.objects.get()
    ola = made("Ola")
    give_role(ola, Role.COORDINATOR, team=team)
    session = signed_in_as(ola)
    assert AMARA in text_of(session.get("/children/"))
    home_educated = {"name": team.name, "definitions": ["home_educated_not_yet_reviewed"]}
    saved = text_of(save(manager, team, **home_educated))
    assert "1 child is the team" in saved
    assert AMARA not in text_of(session.get("/children/"))
    assert session.get(f"/children/{AMARA}/").status_code == 404
    back = dict(re.findall(r'name="(seen|name|definitions|save)" value="([^"]*)"', saved))
    assert manager.post(f"/teams/{team.pk}/", back).status_code == 200
    assert AMARA in text_of(session.get("/children/"))
    assert children_of_team(team) == {AMARA, JOSHUA, ZOFIA}


def test_showing_what_would_be_changes_nothing(dana: User) -> None:
    manager = signed_in_as(dana)
    save(manager, None, **MISSING)
    team = Team.objects.get()
    before = set(ChildRelation.objects.values_list("child", "relation"))
    shown = text_of(
        manager.post(f"/teams/{team.pk}/", {"seen": seen_of(manager, f"/teams/{team.pk}/"),
                                            "name": "All", "postcode_districts": ["XE1"]})
    )  # fmt: skip
    assert re.search(r'data-heading="Now">3<.*?data-heading="Then">7<', shown, re.DOTALL)
    team.refresh_from_db()
    assert (team.name, team.definitions) == ("Missing education", ["missing_education"])
    assert set(ChildRelation.objects.values_list("child", "relation")) == before


def test_a_restricted_child_is_in_no_count_of_those_who_may_not_know(
    dana: User, own_home: Home
) -> None:
    RestrictedChild.objects.create(child=AMARA)
    manager, director = signed_in_as(dana), signed_in_as(made("Owen", Role.DIRECTOR))
    typed = {**MISSING, "seen": ""}
    assert 'data-heading="Then">2<' in text_of(manager.post("/teams/new/", typed))
    assert 'data-heading="Then">3<' in text_of(director.post("/teams/new/", typed))
    assert "2 children are the team" in text_of(save(manager, None, **MISSING))
    assert 'data-heading="Children now">2<' in text_of(manager.get("/teams/"))
    assert 'data-heading="Children now">3<' in text_of(director.get("/teams/"))


def test_a_team_is_retired_only_when_nobody_is_in_it_and_comes_back(dana: User) -> None:
    manager = signed_in_as(dana)
    save(manager, None, **MISSING)
    team = Team.objects.get()
    held = give_role(made("Ola"), Role.COORDINATOR, team=team)
    address = f"/teams/{team.pk}/retire/"
    assert "These people are in Missing education: Ola Example" in text_of(manager.post(address))
    end_now(manager, held)
    assert manager.post(address).status_code == 302
    assert children_of_team(team) == set()
    form = text_of(manager.get(f"/people/{held.user_id}/give/"))
    assert "Missing education</option>" not in form
    assert manager.post(address).status_code == 302
    assert children_of_team(team) == {AMARA, JOSHUA, ZOFIA}


def test_a_retired_team_leaves_its_districts_to_the_others(dana: User) -> None:
    """A child outside every team's districts is every team's: a retired team's do not count."""
    north = Team.objects.create(name="North", postcode_districts=["XE1"])
    south = Team.objects.create(name="South", postcode_districts=["XE2"])
    relate(Run.objects.get(is_current=True).as_of)
    assert AMARA not in children_of_team(south)
    assert signed_in_as(dana).post(f"/teams/{north.pk}/retire/").status_code == 302
    assert AMARA in children_of_team(south)


def test_of_two_who_change_one_team_at_once_the_second_is_told(dana: User) -> None:
    one, other = signed_in_as(dana), signed_in_as(made("Sam", Role.SERVICE_MANAGER))
    save(one, None, **MISSING)
    team = Team.objects.get()
    seen = seen_of(other, f"/teams/{team.pk}/")
    save(one, team, name="Missing", definitions=["missing_education"])
    told = text_of(save(other, team, seen=seen, name="The missing"))
    assert "Dana Example changed the team Missing at" in told
    assert 'value="The missing"' in told
    team.refresh_from_db()
    assert team.name == "Missing"


def test_what_is_wrong_with_a_team_is_said(dana: User) -> None:
    manager = signed_in_as(dana)
    save(manager, None, **MISSING)
    for typed, told in (
        ({"name": ""}, "Enter the name of the team"),
        ({"name": "missing  education"}, "There is a team called 'missing education' already"),
        ({"name": "x", "definitions": ["nothing"]}, "Select definitions from those shown"),
        ({"name": "x", "postcode_districts": ["ZZ1"]}, "Select postcode districts from those"),
    ):
        assert told in text_of(save(manager, None, **typed))
    assert Team.objects.count() == 1


def test_the_count_is_of_children_whom_the_asker_may_see(dana: User) -> None:
    save(signed_in_as(dana), None, **MISSING)
    assert children_now(made("Noor")) == {}
    assert not RoleHeld.objects.filter(user__email="noor@exampleshire.example").exists()
    assert Child.objects.filter(pk=AMARA).exists()
