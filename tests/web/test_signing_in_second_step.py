"""The second step: who needs one, setting it up, signing in with it, losing it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from onroll.record.home import Home
from onroll.web.access import accounts
from onroll.web.signing_in import second_factor
from tests.web.fixtures import AUTHORITY
from tests.web.signing_in_world import (
    QUICK,
    REQUIRED,
    code_of,
    codes_on,
    secret_on,
    set_up_app,
    sign_in,
    write_authority,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def passwords_are_checked_quickly(settings: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture
def required(own_home: Home) -> Home:
    """An authority that is not made up and says nothing else: everybody needs a second step."""
    write_authority(own_home, AUTHORITY.replace("demo = true", ""))
    return own_home


def enter(client: Client, code: str, **more: Any) -> Any:
    return client.post("/sign-in/code/", {"code": code}, **more)


def test_without_a_second_step_nothing_else_opens_until_it_is_set_up(
    client: Client, officer: Any, required: Home
) -> None:
    sign_in(client)
    for address in ("/", "/children/", "/feeds/", "/my-access/", "/children/EC-NOBODY00/"):
        assert client.get(address)["Location"] == "/second-step/"
    assert client.post("/my-sessions/", {})["Location"] == "/second-step/"
    assert "before you go on" in client.get("/second-step/").content.decode()
    set_up_app(client)
    assert client.get("/my-sessions/").status_code == 200


def test_in_a_made_up_authority_it_is_ones_choice(
    client: Client, officer: Any, own_home: Home
) -> None:
    sign_in(client)
    assert client.get("/my-sessions/").status_code == 200


def test_an_authority_may_say_which(client: Client, officer: Any, own_home: Home) -> None:
    write_authority(own_home, REQUIRED)
    sign_in(client)
    assert client.get("/my-sessions/")["Location"] == "/second-step/"


def test_signing_in_then_asks_for_a_code_and_goes_to_the_page_asked_for(
    client: Client, officer: Any, required: Home
) -> None:
    sign_in(client)
    secret = set_up_app(client)
    again = Client()
    answer = again.post(
        "/sign-in/",
        {"email": officer.email, "password": "made-up-Exampleshire-1", "next": "/feeds/"},
    )
    assert answer["Location"] == "/sign-in/code/"
    assert again.get("/my-sessions/")["Location"].startswith("/sign-in/")
    assert "does not match" in enter(again, "000000").content.decode()
    assert enter(again, code_of(secret))["Location"] == "/feeds/"
    assert again.get("/my-sessions/").status_code == 200


def test_a_code_is_good_once_also_in_another_process(
    client: Client, officer: Any, required: Home
) -> None:
    """What was used is kept in the database: the cache of another process knows nothing of it."""
    from django.core.cache import cache

    sign_in(client)
    secret = set_up_app(client)
    code = code_of(secret)
    for expected in (302, 200):
        cache.clear()
        other = Client()
        sign_in(other)
        assert enter(other, code).status_code == expected


def test_an_older_code_than_the_last_is_not_taken(
    client: Client, officer: Any, required: Home
) -> None:
    """The code before is otherwise good for another half minute, for clocks that are not right."""
    sign_in(client)
    secret = set_up_app(client)
    for step, expected in ((1, 302), (0, 200)):
        other = Client()
        sign_in(other)
        assert enter(other, code_of(secret, step)).status_code == expected


def test_recovery_codes_are_shown_once_and_each_signs_in_once(
    client: Client, officer: Any, required: Home
) -> None:
    sign_in(client)
    set_up_app(client)
    codes = codes_on(client.get("/second-step/recovery-codes/"))
    assert len(codes) == 10
    assert codes_on(client.get("/second-step/recovery-codes/")) == []
    for expected in (302, 200):
        other = Client()
        sign_in(other)
        assert enter(other, " ".join(codes[0])).status_code == expected
    assert "9 codes are left" in client.get("/second-step/").content.decode()
    client.post("/second-step/recovery-codes/")
    other = Client()
    sign_in(other)
    assert enter(other, "".join(codes[1])).status_code == 200, "the old ones no longer work"
    fresh = codes_on(client.get("/second-step/recovery-codes/"))
    assert enter(other, "".join(fresh[1])).status_code == 302


def test_the_database_alone_does_not_tell_the_secret(
    client: Client, officer: Any, required: Home
) -> None:
    sign_in(client)
    secret = set_up_app(client)
    kept = [str(each.data) for each in Authenticator.objects.filter(user=officer)]
    assert len(kept) == 2
    assert secret not in "".join(kept)


def test_only_who_gave_a_password_lately_changes_a_second_step(
    client: Client, officer: Any, required: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five minutes after the last password or code it is asked for again, on every such page."""
    sign_in(client)
    set_up_app(client)
    number = Authenticator.objects.get(user=officer, type="totp").pk
    later = second_factor.time.time() + 301
    monkeypatch.setattr(second_factor.time, "time", lambda: later)
    pages = ("app/", "key/", "recovery-codes/", f"{number}/remove/")
    for page in pages:
        moved = client.get(f"/second-step/{page}")["Location"]
        assert moved.startswith("/second-step/confirm/")
        assert client.post(f"/second-step/{page}")["Location"].startswith("/second-step/confirm/")
    wrong = client.post("/second-step/confirm/", {"password": "wrong", "next": "/second-step/key/"})
    assert "That is not your password" in wrong.content.decode()
    assert client.get("/second-step/key/").status_code == 302
    given = {"password": "made-up-Exampleshire-1", "next": "/second-step/key/"}
    assert client.post("/second-step/confirm/", given)["Location"] == "/second-step/key/"
    assert client.get("/second-step/key/").status_code == 200


def test_the_last_one_stays_where_one_is_required(
    client: Client, officer: Any, own_home: Home
) -> None:
    sign_in(client)
    set_up_app(client)
    number = Authenticator.objects.get(user=officer, type="totp").pk
    write_authority(own_home, REQUIRED)
    from onroll.web.signing_in.configured import read

    read.cache_clear()
    assert client.post(f"/second-step/{number}/remove/").status_code == 403
    write_authority(own_home, AUTHORITY)
    read.cache_clear()
    assert "Take it away" in client.get(f"/second-step/{number}/remove/").content.decode()
    client.post(f"/second-step/{number}/remove/")
    assert not Authenticator.objects.filter(user=officer).exists(), "nor do its codes stay"


def test_nobody_takes_away_anybody_elses(client: Client, officer: Any, analyst_once: Any) -> None:
    theirs = Authenticator.objects.create(user=analyst_once, type="totp", data={})
    sign_in(client)
    assert client.post(f"/second-step/{theirs.pk}/remove/").status_code == 404


def test_whoever_lost_it_sets_up_another(client: Client, officer: Any, required: Home) -> None:
    sign_in(client)
    set_up_app(client)
    second_factor.reset(officer)
    assert client.get("/my-sessions/")["Location"].startswith("/sign-in/")
    assert sign_in(client)["Location"] == "/"
    assert client.get("/")["Location"] == "/second-step/"


def test_setting_one_up_ends_every_session_that_had_none(
    client: Client, officer: Any, own_home: Home
) -> None:
    """Whoever had the password is not still in beside its owner."""
    stranger = Client()
    sign_in(stranger)
    sign_in(client)
    set_up_app(client)
    assert stranger.get("/my-sessions/")["Location"].startswith("/sign-in/")
    assert client.get("/my-sessions/").status_code == 200


def test_a_wrong_code_when_setting_up_keeps_the_square(
    client: Client, officer: Any, own_home: Home
) -> None:
    """Who mistypes does not have to point the camera again."""
    sign_in(client)
    secret = secret_on(client.get("/second-step/app/"))
    page = client.post("/second-step/app/", {"code": "000000"})
    assert "does not match" in page.content.decode()
    assert secret_on(page) == secret
    assert "Enter the code" in client.post("/second-step/app/", {"code": ""}).content.decode()


NO_KEY = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}'


@pytest.mark.parametrize("credential", ["", "{", "{}", '{"id": 1}', "[]", '"text"', "null", NO_KEY])
def test_whatever_is_sent_in_place_of_a_key_is_refused_in_words(
    client: Client, officer: Any, own_home: Home, credential: str
) -> None:
    sign_in(client)
    client.get("/second-step/key/")
    page = client.post("/second-step/key/", {"credential": credential, "name": "x"})
    assert page.status_code == 200
    assert re.search("does not match|did not answer", page.content.decode())
    set_up_app(client)
    other = Client()
    sign_in(other)
    page = other.post("/sign-in/code/", {"credential": credential})
    assert page.status_code == 200
    assert "error" in page.content.decode()


def test_guessing_at_codes_is_slowed_down_here_and_stopped_from_everywhere(
    client: Client, officer: Any, required: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten wrong codes from one address; fifty in a day from ever new ones. A browser that the
    account is known in goes on, and so does its owner."""
    sign_in(client)
    secret = set_up_app(client)
    for n in range(50):
        if n % 10 == 0:
            stranger, where = Client(), {"REMOTE_ADDR": f"198.51.100.{n}"}
            sign_in(stranger, **where)
        assert enter(stranger, "000000", **where).status_code == 200
    assert enter(stranger, code_of(secret), **where).status_code == 429
    far = Client()
    sign_in(far, REMOTE_ADDR="203.0.113.1")
    assert enter(far, code_of(secret), REMOTE_ADDR="203.0.113.1").status_code == 429
    client.post("/sign-out/")
    sign_in(client)
    assert enter(client, code_of(secret)).status_code == 302
    assert accounts.MOST_CODES == 50
