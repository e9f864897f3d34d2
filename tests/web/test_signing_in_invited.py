"""Invitations: a link that works once, within 72 hours, and what a closed account says."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from onroll.web.access.accounts import add_user
from onroll.web.access.models import RoleHeld, User
from onroll.web.signing_in.dormant import is_dormant, open_again
from onroll.web.signing_in.invitations import hashed, invite
from onroll.web.signing_in.models import AccountOpened, Invitation
from tests.web.fixtures import PASSWORD
from tests.web.signing_in_world import QUICK, Clock, set_clock, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def passwords_are_checked_quickly(settings: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK


EMAIL = "new@hilltop.example"
CHOSEN = "violet tractor elbow"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return set_clock(monkeypatch)


@pytest.fixture
def new(home: Any, clock: Clock) -> User:
    return User.objects.create_user(EMAIL, full_name="Nobody Yet", role="Education officer")


def link(secret: str) -> str:
    return reverse("invitation", args=[secret])


def choose(client: Client, password: str = CHOSEN, again: str | None = None) -> Any:
    typed = {"password": password, "again": password if again is None else again}
    return client.post("/invited/", typed)


def test_whoever_was_invited_chooses_a_password_and_is_in(client: Client, new: User) -> None:
    secret = invite(new, None)
    assert client.get(link(secret))["Location"] == "/invited/"
    assert EMAIL in client.get("/invited/").content.decode()
    assert choose(client)["Location"] == "/"
    assert client.get("/my-sessions/").status_code == 200
    assert sign_in(Client(), CHOSEN, EMAIL)["Location"] == "/"


def test_the_link_works_once(client: Client, new: User) -> None:
    secret = invite(new, None)
    first, second = Client(), Client()
    for each in (first, second):
        each.get(link(secret))
    assert choose(first).status_code == 302
    assert choose(second, "another long password").status_code == 404
    assert client.get(link(secret)).status_code == 404
    assert User.objects.get(pk=new.pk).check_password(CHOSEN)


def test_looking_at_it_does_not_use_it_up(client: Client, new: User) -> None:
    """A mail filter follows every link before the person can."""
    secret = invite(new, None)
    for _ in range(3):
        Client().get(link(secret))
        Client().head(link(secret))
    client.get(link(secret))
    assert choose(client).status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(72 * 3600 - 1, 302), (72 * 3600, 404)])
def test_it_works_for_72_hours(
    client: Client, new: User, clock: Clock, seconds: int, status: int
) -> None:
    secret = invite(new, None)
    clock.go_on(seconds=seconds)
    assert client.get(link(secret)).status_code == status


def test_it_must_be_used_in_time_too(client: Client, new: User, clock: Clock) -> None:
    client.get(link(invite(new, None)))
    clock.go_on(hours=72)
    assert choose(client).status_code == 404


def test_a_newer_one_takes_its_place(client: Client, new: User) -> None:
    older, newer = invite(new, None), invite(new, None)
    assert client.get(link(older)).status_code == 404
    assert client.get(link(newer)).status_code == 302


def test_one_for_a_closed_account_does_not_open_it(client: Client, new: User) -> None:
    secret = invite(new, None)
    User.objects.filter(pk=new.pk).update(is_active=False)
    assert client.get(link(secret)).status_code == 404


def test_only_a_hash_of_it_is_kept_and_it_is_in_no_log(
    client: Client, new: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = invite(new, None)
    kept = str(list(Invitation.objects.values_list()))
    assert secret not in kept
    assert hashed(secret) in kept
    client.get(link(secret))
    page = client.get("/invited/")
    assert secret not in page.content.decode()
    choose(client)
    assert client.get(link(secret)).status_code == 404
    assert EMAIL not in caplog.text
    assert secret not in caplog.text


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "too short"),
        ("qwerty123456", "qwerty123456", "too common"),
        (CHOSEN, CHOSEN + "!", "The two passwords must be the same"),
        ("", "", "Enter a password"),
    ],
)
def test_a_password_that_is_short_common_or_mistyped_is_asked_for_again(
    client: Client, new: User, password: str, again: str, words: str
) -> None:
    client.get(link(invite(new, None)))
    assert words in choose(client, password, again).content.decode()
    assert choose(client).status_code == 302, "the link is still good"


def test_choosing_a_new_password_ends_every_session(officer: Any, clock: Clock) -> None:
    """Whoever had the old one is out."""
    other, owner = Client(), Client()
    sign_in(other)
    owner.get(link(invite(officer, None)))
    choose(owner)
    assert other.get("/my-sessions/").status_code == 302
    assert owner.get("/my-sessions/").status_code == 200


def test_without_a_password_nobody_signs_in(client: Client, new: User) -> None:
    assert "do not match" in sign_in(client, "!", EMAIL).content.decode()


@pytest.mark.parametrize(("seconds", "closed"), [(45 * 86400 - 1, False), (45 * 86400, True)])
def test_an_account_is_closed_on_the_45th_day_without_use(
    client: Client, officer: Any, clock: Clock, seconds: int, closed: bool
) -> None:
    User.objects.filter(pk=officer.pk).update(last_login=clock.at)
    AccountOpened.objects.filter(user=officer).update(at=clock.at)
    clock.go_on(seconds=seconds)
    answer = sign_in(client)
    assert ("Nobody has signed in to it for 45 days" in answer.content.decode()) is closed
    assert (client.get("/my-sessions/").status_code == 302) is closed
    if closed:
        assert "ask whoever looks after accounts" in answer.content.decode()
        assert "This account is closed" in sign_in(client).content.decode(), "and stays closed"
        open_again(officer)
        assert sign_in(client)["Location"] == "/"


def test_that_it_is_closed_is_told_only_to_who_has_the_password(
    client: Client, officer: Any, clock: Clock
) -> None:
    clock.go_on(days=400)
    assert "do not match" in sign_in(client, "wrong").content.decode()


def test_an_account_never_used_is_closed_45_days_after_it_was_made(new: User, clock: Clock) -> None:
    AccountOpened.objects.filter(user=new).update(at=clock.at)
    clock.go_on(days=44)
    assert not is_dormant(new, clock.at)
    clock.go_on(days=1)
    assert is_dormant(new, clock.at)


def test_an_account_of_which_nothing_is_known_is_closed(new: User, clock: Clock) -> None:
    AccountOpened.objects.all().delete()
    assert is_dormant(new, clock.at)


def test_adding_somebody_again_opens_the_account_and_changes_the_role(
    home: Any, clock: Clock
) -> None:
    user = add_user(email=EMAIL, full_name="A", password=PASSWORD, role="Education officer")
    User.objects.filter(pk=user.pk).update(is_active=False)
    clock.go_on(days=50)
    add_user(email=EMAIL, full_name="B", password=None, role="data manager")
    user.refresh_from_db()
    assert user.is_active
    assert user.check_password(PASSWORD)
    assert not is_dormant(user, clock.at)
    assert held_by(user) == [("Data manager", [])]


def test_a_schools_user_is_of_the_schools_named(home: Any, clock: Clock) -> None:
    """Named again with others, they are of the others; without any there is no account."""
    for urns in (["100001"], ["100001"], ["100002", "100003"]):
        user = add_user(email=EMAIL, full_name="A", password=None, role="School user", urns=urns)
        assert held_by(user) == [("School user", urns)]
    with pytest.raises(ValidationError, match="URN"):
        add_user(email="b@x.example", full_name="B", password=None, role="School user")
    assert not User.objects.filter(email="b@x.example").exists()


def held_by(user: User) -> list[tuple[str, list[str]]]:
    return [(each.role, each.urns) for each in RoleHeld.objects.filter(user=user, ends_before=None)]
