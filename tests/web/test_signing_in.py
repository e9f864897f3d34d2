"""Signing in, and what guessing meets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from onroll.web.access.accounts import add_user
from onroll.web.access.models import FailedSignIn, User
from tests.web.fixtures import PASSWORD

pytestmark = pytest.mark.django_db

EMAIL = "priya@exampleshire.example"


def sign_in(client: Any, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"email": EMAIL, "password": password, **more})


def test_the_page_asked_for_is_shown_after_signing_in(client: Any, officer: Any) -> None:
    assert sign_in(client, next="/feeds/")["Location"] == "/feeds/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_no_link_can_send_somebody_elsewhere(client: Any, officer: Any, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_unknown_address_and_wrong_password_get_the_same_words(client: Any, officer: Any) -> None:
    wrong = sign_in(client, "wrong").content.decode()
    unknown = client.post("/sign-in/", {"email": "x@y.example", "password": "wrong"})
    assert "do not match" in wrong
    assert "do not match" in unknown.content.decode()


def test_the_eleventh_guess_is_not_looked_at(client: Any, officer: Any) -> None:
    for _ in range(10):
        assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client).status_code == 429
    # A colleague elsewhere, at the same account or another, is not kept out.
    assert client.post("/sign-in/", {"email": EMAIL, "password": PASSWORD},
                       REMOTE_ADDR="192.0.2.9").status_code == 302  # fmt: skip
    FailedSignIn.objects.update(at=now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


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
