"""How long a session lasts, who can end it, and that an ended one is refused at once."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from onroll.web.access.models import User
from onroll.web.signing_in.sessions import end_sessions
from onroll.web.signing_in.sessions_views import browser_in_words
from tests.web.signing_in_world import EMAIL, QUICK, Clock, set_clock, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def passwords_are_checked_quickly(settings: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture(autouse=True)
def nobody_is_signed_in(db: None) -> None:
    """Tests in a browser may have left sessions behind; they are back when the test ends."""
    UserSession.objects.all().delete()


TIMES = int(os.environ.get("ONROLL_PROOF", "0")) or 30
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return set_clock(monkeypatch)


@pytest.fixture
def working(client: Client, officer: Any, clock: Clock) -> Client:
    sign_in(client)
    return client


def is_in(client: Client) -> bool:
    answer = client.get("/my-sessions/")
    assert answer.status_code == 200 or answer["Location"].startswith("/sign-in/")
    return answer.status_code == 200


def test_a_session_lasts_until_it_was_not_used_for_15_minutes(
    working: Client, clock: Clock
) -> None:
    """Used at 14 minutes 59 seconds it goes on; left for 15 minutes to the second it is over."""
    clock.go_on(minutes=14, seconds=59)
    assert is_in(working)
    clock.go_on(minutes=14, seconds=59)
    assert is_in(working)
    clock.go_on(minutes=15)
    assert not is_in(working)


def test_however_much_it_is_used_a_session_lasts_10_hours(working: Client, clock: Clock) -> None:
    for _ in range(59):
        clock.go_on(minutes=10)
        assert is_in(working)
    clock.go_on(minutes=9, seconds=59)
    assert is_in(working)
    clock.go_on(seconds=1)
    assert not is_in(working)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(15, "you did nothing here for 15 minutes"), (600, "you signed in 10 hours ago")],
)
def test_the_sign_in_page_says_why_and_leads_back(
    working: Client, clock: Clock, minutes: int, words: str
) -> None:
    clock.go_on(minutes=minutes)
    moved = working.get("/feeds/?page=2")["Location"]
    page = working.get(moved).content.decode()
    assert words in page
    assert "Sign in to go back to the page you asked for" in page
    back = re.search(r'name="next" value="([^"]*)"', page)
    assert back
    assert back[1] == "/feeds/?page=2"


def test_what_was_sent_after_the_end_is_said_to_be_lost(working: Client, clock: Clock) -> None:
    """And signing in does not send it again: only a page that was asked for is gone back to."""
    clock.go_on(minutes=15)
    moved = working.post("/my-sessions/", {})["Location"]
    assert "next" not in moved
    assert "What you sent last was not kept" in working.get(moved).content.decode()


def test_signing_out_too_late_loses_nothing_and_clears_the_browser_all_the_same(
    working: Client, clock: Clock
) -> None:
    clock.go_on(minutes=15)
    answer = working.post("/sign-out/")
    assert answer["Location"] == "/sign-in/?why=idle"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_an_idle_session_is_over_in_the_database_too(working: Client, clock: Clock) -> None:
    cookie = working.cookies["onroll"].value
    clock.go_on(minutes=15)
    working.get("/feeds/")
    clock.go_on(minutes=-15)
    working.cookies["onroll"] = cookie
    assert not is_in(working)


def test_a_session_ended_elsewhere_is_refused_at_the_very_next_request(
    working: Client, officer: Any
) -> None:
    """Of two windows of one browser neither shows another page."""
    window = Client()
    window.cookies["onroll"] = working.cookies["onroll"].value
    assert is_in(working)
    assert is_in(window)
    assert end_sessions(officer) == 1
    for each in (working, window):
        assert "why=ended" in each.get("/feeds/")["Location"]


@pytest.mark.proof
def test_whatever_ends_it_the_next_request_is_refused(home: Any) -> None:
    """In one of two windows, of an account closed, of sessions ended: ONROLL_PROOF times, or 30."""
    drawn = random.Random(7)
    refused = 0
    for n in range(TIMES):
        user = User.objects.create_user(f"p{n}@x.example", full_name="P")
        windows = [Client(), Client()]
        windows[0].force_login(user)
        windows[1].cookies["onroll"] = windows[0].cookies["onroll"].value
        assert all(map(is_in, windows))
        drawn.choice([end_sessions, close, end_one])(user)
        refused += not is_in(drawn.choice(windows))
    assert refused == TIMES


def close(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def end_one(user: User) -> None:
    UserSession.objects.get(user=user.pk).end()


def test_closing_an_account_ends_its_sessions(working: Client, officer: Any) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert "why=ended" in working.get("/feeds/")["Location"]


def test_a_session_that_nobody_wrote_down_lets_nobody_in(working: Client) -> None:
    """One from before sessions were written down, or put into the database by hand."""
    UserSession.objects.all().delete()
    assert not is_in(working)


def test_somebody_who_never_signed_in_is_told_no_reason(client: Client) -> None:
    assert client.get("/feeds/")["Location"] == "/sign-in/?next=/feeds/"


def test_ones_sessions_are_listed_with_where_and_since_when(
    client: Client, officer: Any, clock: Clock
) -> None:
    sign_in(client)
    clock.go_on(minutes=5)
    sign_in(Client(), headers={"User-Agent": FIREFOX}, REMOTE_ADDR="192.0.2.7")
    page = client.get("/my-sessions/").content.decode()
    assert page.count("End it<") == 1
    assert page.count("this one") == 1
    assert "Firefox on Windows" in page
    assert "192.0.2.7" in page


def test_one_session_is_ended_or_all_the_others(client: Client, officer: Any, clock: Clock) -> None:
    others = [Client(), Client(), Client()]
    for each in (client, *others):
        sign_in(each)
    page = client.get("/my-sessions/").content.decode()
    last = re.findall(r'name="session" value="(\d+)"', page)[0]
    client.post("/my-sessions/", {"session": last})
    assert sorted(map(is_in, others)) == [False, True, True]
    client.post("/my-sessions/", {})
    assert not any(map(is_in, others))
    assert is_in(client)


def test_nobody_ends_a_session_of_somebody_else(
    working: Client, analyst_once: Any, officer: Any
) -> None:
    other = Client()
    other.force_login(analyst_once)
    number = UserSession.objects.get(user=officer.pk).pk
    assert other.post("/my-sessions/", {"session": number}).status_code == 404
    other.post("/my-sessions/", {})
    assert is_in(working)


def test_signing_out_leaves_no_session_behind(working: Client, officer: Any) -> None:
    working.post("/sign-out/")
    assert not UserSession.objects.filter(user=officer.pk).exists()


def test_whoever_signs_in_over_somebody_else_has_a_session_of_their_own(
    working: Client, analyst_once: Any, officer: Any
) -> None:
    """The other's is over, also for whoever kept its cookie."""
    before = working.cookies["onroll"].value
    sign_in(working, email=analyst_once.email)
    assert UserSession.objects.get(user=analyst_once.pk).session_key
    assert is_in(working)
    working.cookies["onroll"] = before
    assert not is_in(working)


def test_no_name_and_no_email_is_in_a_session(working: Client, officer: Any) -> None:
    kept = str(dict(working.session.items()))
    assert EMAIL not in kept
    assert officer.full_name not in kept
    known = working.cookies["onroll_browser"].value
    assert EMAIL not in known


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "Safari on iPhone"),
        ("curl/8.1", "not known"),
        ("", "not known"),
    ],
)
def test_browsers_have_names(user_agent: str, words: str) -> None:
    assert browser_in_words(user_agent) == words
