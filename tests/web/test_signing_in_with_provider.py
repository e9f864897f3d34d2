"""Signing in with OpenID Connect: the whole way against a provider of our own, and what goes wrong.

`oidc-provider-mock` is a real provider in this process; `Crooked` is one that lies.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.test import Client
from django.utils.timezone import now
from oidc_provider_mock import run_server_in_thread

from onroll.record.home import Home
from onroll.web.access.models import User
from onroll.web.signing_in.configured import Misconfigured, read
from tests.web.fixtures import AUTHORITY, PASSWORD
from tests.web.signing_in_world import set_clock, set_up_app, sign_in, write_authority

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib.*"),  # of the provider's library
]

PRIYA = "priya@exampleshire.example"
START, BACK = "/sign-in/with/entra/", "/sign-in/with/entra/back/"


def configure(home: Home, issuer: str, more: str = "") -> None:
    write_authority(
        home,
        AUTHORITY + f'[sign_in_with.entra]\ntitle = "your council account"\nissuer = "{issuer}"\n'
        f'client_id = "onroll"\n{more}\n',
    )
    (Path(home.path) / "entra-secret").write_text("made-up-secret\n", encoding="utf-8")
    read.cache_clear()


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def council(provider: str, own_home: Home) -> Iterator[str]:
    """The council's provider, configured; it says of each address whether it is verified."""
    configure(own_home, provider)
    yield provider
    read.cache_clear()


def at_work(provider: str, sub: str, **claims: Any) -> None:
    """Somebody of the council's, as its provider knows them."""
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()


def there_and_back(client: Client, sub: str, ask: str = "", **form: str) -> Any:
    """Press the button, say who one is at the provider, come back: the last answer."""
    sent = client.get(START + ask)
    said = requests.post(
        sent["Location"], data={"sub": sub, **form}, allow_redirects=False, timeout=5
    )
    return client.get(said.headers["Location"].replace("http://testserver", ""))


def is_in(client: Client) -> bool:
    return client.get("/my-sessions/").status_code == 200


def test_somebody_who_was_invited_comes_in_and_to_the_page_asked_for(
    client: Client, officer: Any, council: str
) -> None:
    """Also where everybody needs a second step: theirs was at the provider."""
    at_work(council, "p1", email="Priya@Exampleshire.example", email_verified=True)
    assert "Sign in with your council account" in client.get("/sign-in/").content.decode()
    sent = client.get(f"{START}?next=/feeds/")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]
    assert there_and_back(client, "p1", "?next=/feeds/")["Location"] == "/feeds/"
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD), "the password stays good"


def test_a_second_step_is_the_providers_where_one_is_required(
    client: Client, officer: Any, provider: str, own_home: Home
) -> None:
    configure(own_home, provider)
    text = (Path(own_home.path) / "authority.toml").read_text(encoding="utf-8")
    write_authority(own_home, text.replace("demo = true", 'second_factor = "required"'))
    read.cache_clear()
    at_work(provider, "p2", email=PRIYA, email_verified=True)
    there_and_back(client, "p2")
    assert is_in(client)
    other = Client()
    sign_in(other)
    assert not is_in(other)


def test_nothing_that_the_provider_says_is_kept_but_its_name_for_them(
    client: Client, officer: Any, council: str
) -> None:
    at_work(council, "p3", email=PRIYA, email_verified=True, name="Priya Sharma", secret="blue")
    there_and_back(client, "p3")
    kept = SocialAccount.objects.get(user=officer)
    assert (kept.provider, kept.uid, kept.extra_data) == ("entra", "p3", {})
    assert not SocialToken.objects.exists()
    assert not SocialApp.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@exampleshire.example", "email_verified": True},
        {"email": PRIYA, "email_verified": False},
        {"email": PRIYA},
        {"email": "", "email_verified": True},
        {},
    ],
    ids=["not invited", "not verified", "nothing said", "empty", "no address"],
)
def test_nobody_else_comes_in_and_no_account_is_made(
    client: Client, officer: Any, council: str, claims: dict[str, Any]
) -> None:
    users = User.objects.count()
    at_work(council, "stranger", **claims)
    answer = there_and_back(client, "stranger")
    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (users, 0)


def test_a_closed_account_is_as_none(client: Client, officer: Any, council: str) -> None:
    at_work(council, "p4", email=PRIYA, email_verified=True)
    there_and_back(client, "p4")
    User.objects.filter(pk=officer.pk).update(is_active=False)
    other = Client()
    assert "You have no account here" in there_and_back(other, "p4").content.decode()
    at_work(council, "p5", email=PRIYA, email_verified=True)
    assert there_and_back(other, "p5").status_code == 403
    assert not is_in(other)


def test_an_address_given_to_somebody_new_does_not_open_the_old_account(
    client: Client, officer: Any, council: str
) -> None:
    """The provider's own lasting name tells the two apart; the first keeps coming in."""
    at_work(council, "first", email=PRIYA, email_verified=True)
    there_and_back(client, "first")
    at_work(council, "second", email=PRIYA, email_verified=True)
    other = Client()
    assert there_and_back(other, "second").status_code == 403
    at_work(council, "first", email="married@exampleshire.example", email_verified=True)
    assert there_and_back(other, "first").status_code == 302
    assert is_in(other)


@pytest.mark.parametrize(
    ("line", "comes_in"),
    [
        ('verified_email = ["exampleshire.example"]', True),
        ("verified_email = true", True),
        ('verified_email = ["example"]', False),
        ("verified_email = false", False),
    ],
)
def test_whose_word_on_an_address_is_taken_is_configured(
    client: Client, officer: Any, provider: str, own_home: Home, line: str, comes_in: bool
) -> None:
    """Entra ID does not say that an address is verified: the authority says which are its own."""
    configure(own_home, provider, line)
    at_work(provider, "p6", email=PRIYA)
    there_and_back(client, "p6")
    assert is_in(client) is comes_in


def test_an_account_unused_for_45_days_is_closed_here_too(
    client: Client, officer: Any, council: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work(council, "p7", email=PRIYA, email_verified=True)
    clock = set_clock(monkeypatch)
    User.objects.filter(pk=officer.pk).update(last_login=now())
    clock.go_on(days=46)
    assert "This account is closed" in there_and_back(client, "p7").content.decode()
    assert not is_in(client)


def test_a_second_step_set_up_here_is_asked_for_however_one_signs_in(
    client: Client, officer: Any, council: str
) -> None:
    sign_in(client)
    set_up_app(client)
    at_work(council, "p8", email=PRIYA, email_verified=True)
    other = Client()
    assert there_and_back(other, "p8")["Location"] == "/sign-in/code/"
    assert not is_in(other)


def test_who_has_no_password_here_has_no_second_step_here(client: Client, council: str) -> None:
    new = User.objects.create_user("new@exampleshire.example", full_name="New")
    at_work(council, "p12", email=new.email, email_verified=True)
    there_and_back(client, "p12")
    assert "There is nothing to set up here" in client.get("/second-step/").content.decode()
    for page in ("app/", "key/", "recovery-codes/"):
        assert client.get(f"/second-step/{page}")["Location"] == "/second-step/"


def test_who_stops_at_the_provider_is_told_so(client: Client, officer: Any, council: str) -> None:
    answer = there_and_back(client, "p9", action="deny")
    assert answer.status_code == 403
    assert "You are not signed in" in answer.content.decode()


@pytest.mark.parametrize(
    "came", ["", "?code=made-up&state=made-up", "?error=server_error", "?code="]
)
def test_an_answer_that_nobody_asked_for_lets_nobody_in(
    client: Client, officer: Any, council: str, came: str
) -> None:
    """Also not one that another browser asked for."""
    answer = client.get(BACK + came)
    assert answer.status_code == 403
    assert not is_in(client)


def test_the_answer_of_another_browser_lets_nobody_in(
    client: Client, officer: Any, council: str
) -> None:
    at_work(council, "p10", email=PRIYA, email_verified=True)
    said = requests.post(client.get(START)["Location"], data={"sub": "p10"},
                         allow_redirects=False, timeout=5)  # fmt: skip
    other = Client()
    answer = other.get(said.headers["Location"].replace("http://testserver", ""))
    assert answer.status_code == 403
    assert not is_in(other)


def test_a_provider_that_does_not_answer_is_a_page_in_words(
    client: Client, own_home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    configure(own_home, "http://localhost:9")
    answer = client.get(START)
    assert answer.status_code == 503
    assert "We could not reach the service you sign in with" in answer.content.decode()
    assert client.get(BACK).status_code in (403, 503)
    assert "made-up-secret" not in caplog.text


def test_the_button_leads_on_to_the_page_asked_for(client: Client, council: str) -> None:
    page = client.get("/sign-in/?next=/feeds/%3Fpage%3D2").content.decode()
    assert 'href="/sign-in/with/entra/?next=%2Ffeeds%2F%3Fpage%3D2"' in page


def test_without_a_provider_there_is_no_button_and_no_page(client: Client, own_home: Home) -> None:
    assert "Or with a password" not in client.get("/sign-in/").content.decode()
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example"])
def test_the_way_back_is_one_of_our_pages(
    client: Client, officer: Any, council: str, elsewhere: str
) -> None:
    at_work(council, "p11", email=PRIYA, email_verified=True)
    assert there_and_back(client, "p11", f"?next={elsewhere}")["Location"] == "/"


class Crooked(BaseHTTPRequestHandler):
    """A provider whose answers are those of `says`."""

    says: dict[str, Any]

    def do_GET(self) -> None:
        known = {"/.well-known/openid-configuration": "configuration", "/userinfo": "userinfo",
                 "/other": "other"}  # fmt: skip
        self.answer(self.says.get(known.get(self.path, ""), {}))

    def do_POST(self) -> None:
        self.answer({"access_token": "x", "id_token": jwt.encode(self.says["id"], "", "none")})

    def answer(self, body: Any) -> None:
        if isinstance(body, str):
            self.send_response(302)
            self.send_header("Location", body)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def crooked(own_home: Home) -> Iterator[dict[str, Any]]:
    """What a provider says who lies; honest until a test changes it."""
    says: dict[str, Any] = {}
    handler = type("Handler", (Crooked,), {"says": says})
    server = ThreadingHTTPServer(("localhost", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    here = f"http://localhost:{server.server_port}"
    ends = {f"{end}_endpoint": f"{here}/{end}" for end in ("authorization", "token", "userinfo")}
    says["configuration"] = {"issuer": here, "jwks_uri": f"{here}/jwks", **ends}
    says["id"] = {"iss": here, "aud": "onroll", "sub": "1", "exp": now().timestamp() + 60}
    says["userinfo"] = {"sub": "1", "email": PRIYA, "email_verified": True}
    configure(own_home, here)
    yield says
    server.shutdown()
    server.server_close()


LIES = {
    "honest": lambda says: None,
    "another issuer": lambda says: [
        says["configuration"].update(issuer="https://elsewhere.example"),
        says["id"].update(iss="https://elsewhere.example"),
    ],
    "a token of another issuer": lambda says: says["id"].update(iss="https://elsewhere.example"),
    "a token for another service": lambda says: says["id"].update(aud="payroll"),
    "a token that is too old": lambda says: says["id"].update(exp=now().timestamp() - 60),
    "two people": lambda says: says["userinfo"].update(sub="2"),
    "nobody": lambda says: says["userinfo"].pop("sub"),
    "not what it is asked": lambda says: says.update(userinfo=[]),
    "go and ask elsewhere": lambda says: says.update(
        other=says["userinfo"], userinfo=says["configuration"]["issuer"] + "/other"
    ),
    "no token endpoint": lambda says: says["configuration"].pop("token_endpoint"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_provider_that_lies_lets_nobody_in(
    client: Client, officer: Any, crooked: dict[str, Any], lie: Any
) -> None:
    lie(crooked)
    sent = client.get(START)
    if sent.status_code == 302:
        state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
        sent = client.get(f"{BACK}?code=1&state={state}")
    honest = lie is LIES["honest"]
    assert sent.status_code == 302 if honest else sent.status_code in (403, 503)
    assert is_in(client) is honest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[sign_in_with.entra]\nissuer = "https://x.example"', "no client_id and no secret"),
        ('[sign_in_with.entra]\nissuer = "http://x.example"\nclient_id = "1"', "begin with https"),
        ('[sign_in_with."En tra"]\nissuer = "https://x.example"', "small letters"),
    ],
)
def test_what_is_configured_wrongly_says_how_to_put_it_right(
    own_home: Home, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    write_authority(own_home, AUTHORITY + text)
    if "client_id" in text:
        monkeypatch.setenv("ONROLL_ENTRA_SECRET", "made-up")
    read.cache_clear()
    with pytest.raises(Misconfigured, match=words):
        read(Path(own_home.path))


def test_the_environment_may_say_it_all_but_the_name(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_authority(own_home, AUTHORITY + '[sign_in_with.dfe]\ntitle = "DfE Sign-in"')
    for line, value in {"ISSUER": "https://x.example", "CLIENT_ID": "1", "SECRET": "2"}.items():
        monkeypatch.setenv(f"ONROLL_DFE_{line}", value)
    read.cache_clear()
    found = read(Path(own_home.path)).providers
    assert [(each.issuer, each.client_id, each.secret) for each in found] == [
        ("https://x.example", "1", "2")
    ]
