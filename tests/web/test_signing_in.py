"""Signing in, and what guessing meets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import now

from onroll.web.access import accounts
from onroll.web.access.accounts import add_user, sent_from
from onroll.web.access.models import User
from tests.web.fixtures import PASSWORD

pytestmark = pytest.mark.django_db

EMAIL = "priya@exampleshire.example"


def sign_in(client: Any, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"email": EMAIL, "password": password, **more})


def test_the_page_asked_for_is_shown_after_signing_in(client: Any, officer: Any) -> None:
    assert sign_in(client, next="/feeds/")["Location"] == "/feeds/"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_no_link_can_send_somebody_elsewhere(client: Any, officer: Any, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_unknown_address_and_wrong_password_get_the_same_words(client: Any, officer: Any) -> None:
    wrong = sign_in(client, "wrong").content.decode()
    unknown = client.post("/sign-in/", {"email": "x@y.example", "password": "wrong"})
    assert "do not match" in wrong
    assert "do not match" in unknown.content.decode()


def test_the_eleventh_guess_is_not_looked_at(
    client: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client).status_code == 429
    # A colleague elsewhere, at the same account or another, is not kept out.
    assert client.post("/sign-in/", {"email": EMAIL, "password": PASSWORD},
                       REMOTE_ADDR="192.0.2.9").status_code == 302  # fmt: skip
    monkeypatch.setattr(accounts, "now", lambda: now() + timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_a_next_page_without_a_slash_is_an_address_and_not_a_name(
    client: Any, officer: Any
) -> None:
    assert sign_in(client, next="nowhere")["Location"] == "nowhere"


def test_signing_in_starts_a_new_session(client: Any, officer: Any) -> None:
    client.get("/sign-in/")
    before = client.cookies["onroll"].value
    answer = sign_in(client)
    kept = answer.cookies["onroll"]
    assert kept.value != before
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"


def test_behind_a_proxy_only_who_guesses_is_slowed_down(
    client: Any, officer: Any, settings: Any
) -> None:
    """The proxy names who asked, last; what the asker wrote before it counts for nothing."""
    settings.HTTPS = True
    for n in range(10):
        answer = client.post("/sign-in/", {"email": EMAIL, "password": "wrong"},
                             headers={"X-Forwarded-For": f"198.51.100.{n}, 192.0.2.1"})  # fmt: skip
        assert answer.status_code == 200
    here = {"X-Forwarded-For": "192.0.2.1"}
    typed = {"email": EMAIL, "password": PASSWORD}
    assert client.post("/sign-in/", typed, headers=here).status_code == 429
    assert client.post(
        "/sign-in/", typed, headers={"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}
    ).status_code == 302  # fmt: skip


@pytest.mark.parametrize("named", ["", "unknown", "192.0.2.1, "])
def test_without_the_proxys_word_the_address_is_the_connections(
    rf: Any, settings: Any, named: str
) -> None:
    settings.HTTPS = True
    request = rf.get("/", headers={"X-Forwarded-For": named}, REMOTE_ADDR="127.0.0.9")
    assert sent_from(request) == "127.0.0.9"


def test_a_form_without_its_token_changes_nothing(officer: Any) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/sign-in/", {"email": EMAIL, "password": PASSWORD}
    )
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_empty_boxes_are_named(client: Any) -> None:
    page = client.post("/sign-in/", {}).content.decode()
    assert "Enter your email address" in page
    assert "Enter your password" in page


def test_signing_out_ends_it_and_clears_the_browser(signed_in: Any) -> None:
    response = signed_in.post("/sign-out/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert signed_in.get("/")["Location"].startswith("/sign-in/")


def test_a_closed_account_is_out_at_once(signed_in: Any, officer: Any) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert signed_in.get("/feeds/").status_code == 302


def test_adding_somebody_again_changes_their_name_and_password(officer: Any) -> None:
    again = add_user(email=EMAIL.upper(), full_name="Priya S", password="another-long-one-1")
    assert again.pk == officer.pk
    assert User.objects.get(pk=officer.pk).check_password("another-long-one-1")


@pytest.mark.parametrize(
    ("email", "password"), [("not an address", PASSWORD), ("a@b.example", "short")]
)
def test_a_wrong_address_or_an_easy_password_is_refused(email: str, password: str) -> None:
    with pytest.raises(ValidationError):
        add_user(email=email, full_name="Ben", password=password)
