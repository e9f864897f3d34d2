"""What takes two people: nobody has a role, an account or a link by their own hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Role, RoleAsked, User
from tests.web.people_pages import give, made, signed_in_as, text_of

pytestmark = pytest.mark.django_db


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


def test_nobody_gives_themselves_a_role_closes_their_account_or_makes_their_own_link(
    dana: User, sam: User
) -> None:
    manager = signed_in_as(dana)
    assert "cannot give yourself" in text_of(give(manager, dana, Role.PATHWAY_MANAGER))
    assert "cannot close your own" in text_of(manager.post(f"/people/{dana.pk}/close/"))
    assert "link for yourself" in text_of(manager.post(f"/people/{dana.pk}/link/"))
    assert list(dana.roles_held.values_list("role", flat=True)) == [Role.DATA_MANAGER]
    assert User.objects.get(pk=dana.pk).is_active


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


def test_an_invited_director_sees_nobody_before_a_second_person_agrees(dana: User) -> None:
    asked = {"full_name": "Nia New", "email": "nia@exampleshire.example", "role": "Director",
             "why": "Starts on Monday"}  # fmt: skip
    page = text_of(signed_in_as(dana).post("/people/new/", asked))
    nia = User.objects.get(email="nia@exampleshire.example")
    assert "A second person must agree" in page
    assert not nia.roles_held.exists()
    assert nia.roles_asked.count() == 1
