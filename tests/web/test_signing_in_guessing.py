"""Guessing: it learns nothing and keeps nobody out. ONROLL_PROOF tries, or three hundred."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from onroll.web.access.accounts import MOST_FAILURES
from onroll.web.access.models import User
from onroll.web.signing_in.browsers import COOKIE
from tests.web.fixtures import PASSWORD
from tests.web.signing_in_world import EMAIL, QUICK, code_of, set_up_app, sign_in

pytestmark = pytest.mark.django_db

TRIES = int(os.environ.get("ONROLL_PROOF", "0")) or 300
QUICKLY = "quick@x.example"


@pytest.fixture
def quick(settings: Any, home: Any) -> User:
    """Somebody whose password takes no time to check."""
    settings.PASSWORD_HASHERS = QUICK
    return User.objects.create_user(QUICKLY, PASSWORD, full_name="Quick Sharma")


def page(answer: Any, typed: str) -> tuple[int, str]:
    """The answer without the form token and without what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, text.replace(typed, "TYPED")


def test_an_unknown_address_a_wrong_password_and_a_closed_account_are_one_answer(
    officer: Any, settings: Any
) -> None:
    """To the byte, and in the number of queries that are asked."""
    settings.PASSWORD_HASHERS = QUICK
    closed = User.objects.create_user("closed@x.example", PASSWORD, full_name="C")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    User.objects.create_user("invited@x.example", full_name="I")
    User.objects.create_user("open@x.example", PASSWORD, full_name="O")
    found = {
        page(sign_in(Client(), "wrong", email), email)
        for email in ("nobody@x.example", "closed@x.example", "invited@x.example", "open@x.example")
    }
    assert len(found) == 1
    assert page(sign_in(Client(), PASSWORD, "closed@x.example"), "closed@x.example") in found


def test_no_account_can_be_told_by_when_it_is_slowed_down(settings: Any, home: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK
    User.objects.create_user("open@x.example", PASSWORD, full_name="O")
    after = [
        [sign_in(Client(), "wrong", email).status_code for _ in range(MOST_FAILURES + 2)]
        for email in ("open@x.example", "nobody@x.example")
    ]
    assert after[0] == after[1]


@pytest.mark.proof
def test_guessing_at_everybody_keeps_nobody_out(settings: Any, home: Any) -> None:
    """From the same address, with the right addresses, in every order: whoever has signed in with
    their browser before signs in again with it, and anybody does from another address."""
    settings.PASSWORD_HASHERS = QUICK
    drawn = random.Random(6)
    people = [f"p{n}@x.example" for n in range(max(2, TRIES // 50))]
    browsers = {}
    for email in people:
        User.objects.create_user(email, PASSWORD, full_name="P")
        browsers[email] = Client()
        assert sign_in(browsers[email], PASSWORD, email).status_code == 302
        browsers[email].post("/sign-out/")
    stranger, answers = Client(), set()
    for n in range(TRIES):
        email = drawn.choice([*people, "nobody@x.example"])
        answers.add(page(sign_in(stranger, f"wrong-{n}", email), email)[0])
    assert answers == {200, 429}
    kept_out = [email for email in people
                if sign_in(browsers[email], PASSWORD, email).status_code != 302]  # fmt: skip
    assert kept_out == []
    elsewhere = [
        email
        for email in people
        if sign_in(Client(), PASSWORD, email, REMOTE_ADDR="192.0.2.9").status_code != 302
    ]
    assert elsewhere == []


def test_with_a_second_step_a_known_browser_is_not_kept_out_either(
    client: Client, quick: User, own_home: Any
) -> None:
    sign_in(client, PASSWORD, QUICKLY)
    secret = set_up_app(client)
    client.post("/sign-out/")
    for n in range(MOST_FAILURES + 1):
        last = sign_in(Client(), f"wrong-{n}", QUICKLY)
    assert last.status_code == 429
    assert sign_in(client, PASSWORD, QUICKLY)["Location"] == "/sign-in/code/"
    assert client.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 302


def test_a_known_browser_is_slowed_down_by_its_own_guesses(client: Client, quick: User) -> None:
    sign_in(client, PASSWORD, QUICKLY)
    client.post("/sign-out/")
    for n in range(MOST_FAILURES):
        assert sign_in(client, f"wrong-{n}", QUICKLY).status_code == 200
    assert sign_in(client, PASSWORD, QUICKLY).status_code == 429


def test_the_mark_of_a_browser_serves_one_account_and_cannot_be_made_up(
    client: Client, quick: User
) -> None:
    sign_in(client, PASSWORD, QUICKLY)
    mark = client.cookies[COOKIE].value
    User.objects.create_user("other@x.example", PASSWORD, full_name="O")
    for n in range(MOST_FAILURES):
        sign_in(Client(), f"wrong-{n}", "other@x.example")
    other = Client()
    for value in (mark, mark[:-1] + "A", "made-up", ""):
        other.cookies[COOKIE] = value
        assert sign_in(other, PASSWORD, "other@x.example").status_code == 429


def addresses(resolver: URLResolver, before: str = "/") -> Any:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        yield from addresses(each, here) if isinstance(each, URLResolver) else [(here, each)]


def test_of_allauth_only_our_pages_have_an_address() -> None:
    """No sign-up, no password by email, no change of address, no admin, nobody's else's views."""
    found = dict(addresses(get_resolver()))
    of_others = {
        here: each.callback.__module__
        for here, each in found.items()
        if not each.callback.__module__.startswith("onroll.")
    }
    assert of_others == {}
    for name in (
        "account_signup", "account_reset_password", "account_email", "account_change_password",
        "account_set_password", "account_logout", "account_reauthenticate", "account_inactive",
        "socialaccount_signup", "socialaccount_connections", "socialaccount_login_cancelled",
        "mfa_index", "mfa_login_webauthn", "mfa_trust", "usersessions_list", "admin:index",
    ):  # fmt: skip
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert [here for here in found if re.search("admin|signup|reset|accounts", here)] == []


def test_the_pages_open_to_all_are_these() -> None:
    """Every other asks for a session that is in force."""
    open_to_all = {here for here, each in addresses(get_resolver())
                   if not getattr(each.callback, "login_required", True)}  # fmt: skip
    assert open_to_all == {
        "/sign-in/", "/sign-in/code/", "/sign-in/with/<slug:provider_id>/",
        "/sign-in/with/<slug:provider_id>/back/", "/invited/", "/invited/<slug:secret>/",
        "/authority.css", "/health/",
        "/visits/worker.js",  # a script that names nobody
        "/calendar/<str:secret>.ics",  # for whoever knows 256 random bits
        # for programs: each but the first asks for a key that is good
        "/api/v1/openapi.json", "/api/v1/forms", "/api/v1/forms/<form>", "/api/v1/sent",
        "/api/v1/sent/<ref>", "/api/v1/pupils", "/api/v1/time-limits", "/api/v1/returns",
        "/api/v1/returns/<month>", "/api/v1/weeks", "/api/v1/weeks/<week>",
        "/api/v1/sent/<ref>/mistake", "/api/v1/transfers", "/api/v1/transfers/<number>",
        "/api/v1/releases", "/api/v1/releases/<name>", "/api/v1/releases/<name>/files/<file>",
        # forms: for whoever reads the mail of an address, and each asks for that itself
        "/tell-us/", "/tell-us/without-signing-in/", "/tell-us/without-signing-in/code/",
        "/tell-us/leave/", "/tell-us/<slug:key>/", "/tell-us/sent/", "/tell-us/sent/<slug:ref>/",
        "/tell-us/sent/<slug:ref>/mistake/",
        "/tell-us/begun/<slug:token>/<slug:page>/", "/tell-us/begun/<slug:token>/check/",
        "/tell-us/monthly/", "/tell-us/monthly/<slug:ref>/",
        "/tell-us/monthly/begun/<slug:token>/check/",
        "/tell-us/monthly/begun/<slug:token>/gap-file/",
        "/tell-us/monthly/begun/<slug:token>/gap-file/problems/",
        "/tell-us/monthly/begun/<slug:token>/<slug:reference>/",
        "/tell-us/weekly-hours/", "/tell-us/weekly-hours/<slug:ref>/",
        "/tell-us/weekly-hours/begun/<slug:token>/check/",
        "/tell-us/weekly-hours/begun/<slug:token>/<slug:reference>/",
    }  # fmt: skip


def test_no_title_and_no_address_of_these_pages_names_anybody(
    client: Client, officer: Any, own_home: Any
) -> None:
    sign_in(client)
    for address in ("/second-step/", "/second-step/app/", "/second-step/key/", "/my-sessions/",
                    "/second-step/recovery-codes/", "/second-step/confirm/"):  # fmt: skip
        answer = client.get(address, follow=True)
        title = re.search("<title>(.*?)</title>", answer.content.decode(), re.S)
        assert title
        assert EMAIL not in title[1]
        assert officer.full_name not in title[1]
        assert all(EMAIL not in moved for moved, _ in answer.redirect_chain)
