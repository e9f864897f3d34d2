"""Colleagues are told by email how much waits: each once, in their own numbers, with no name."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import typer
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from onroll.cli.brief import tell
from onroll.cli.terminal import ExitCode, Stop
from onroll.record.home import Home
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import RestrictedChild, User
from onroll.web.briefs.models import Brief, Kind
from onroll.web.briefs.sending import BEFORE, recipients, said_to, send_all
from onroll.web.briefs.wording import Wording
from onroll.web.children.models import Clock
from onroll.web.children.today import OF_SCHOOLS, overdue
from onroll.web.letters.models import State
from onroll.web.letters.notify import Notify
from onroll.web.letters.stand_in import FOLDER
from onroll.web.library.models import Run
from tests.web.case_pages import browser_of, colleague, given, opened, words
from tests.web.letters_post import KEY, Post, post_office
from tests.web.people_pages import made
from tests.web.small_run import AMARA, AS_OF, CHILDREN, JOSHUA, ZOFIA
from tests.web.told_by_form import LEAVING, NEW_CHILD
from tests.web.told_by_form import sent as sent_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def posted() -> Iterator[tuple[Post, Notify]]:
    with post_office() as found:
        yield found


def run_shown() -> Run:
    run = Run.objects.current()
    assert run is not None
    return run


def moment(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def now() -> datetime:
    return moment(localdate())


def said(person: User, kind: Kind) -> Wording:
    return said_to(person, kind, run_shown(), now())


def sent(kind: Kind, to: Notify, at: datetime | None = None) -> list[tuple[str, State, str]]:
    found = send_all(kind, run_shown(), to, at or now())
    return [(each.email, each.state, each.words) for each in found]


@pytest.fixture
def manager() -> User:
    return colleague("Pathway manager")


@pytest.fixture
def director() -> User:
    return colleague("Director", "Dana Accountable")


# What it says


def test_the_morning_counts_what_today_shows(manager: User) -> None:
    opened(manager, AMARA)
    opened(manager, JOSHUA, token="second")
    told = said(manager, Kind.TODAY)
    assert told.subject == "2 new, 1 overdue, 2 feeds late or quiet"
    assert "2 children were told of and not yet decided on" in told.body
    page = words(browser_of(manager).get("/"))
    assert "Told us, and not yet decided (2)" in page
    assert page.count("Overdue") == 1
    given(manager, ZOFIA)  # it is decided on, and does not wait
    assert said(manager, Kind.TODAY).subject == told.subject


def test_the_morning_counts_the_forms_that_wait_to_be_taken_in(
    manager: User, own_home: Home
) -> None:
    assert "0 forms wait to be taken in" in said(manager, Kind.TODAY).body
    sent_form(browser_of(made("Una", "School user", urns=["100001"])), "removal_from_roll",
              NEW_CHILD | LEAVING)  # fmt: skip
    assert "1 form waits to be taken in" in said(manager, Kind.TODAY).body
    assert "1 form from schools" in words(browser_of(manager).get("/"))


def test_a_date_is_overdue_from_the_day_after_it_was_due_and_no_school_s_is_counted() -> None:
    Clock.objects.all().delete()
    days = (AS_OF, AS_OF - timedelta(days=1), AS_OF - timedelta(days=2))
    for due, met, kind in (
        (days[0], None, "sixth_school_day"),
        (days[1], None, "sixth_school_day"),
        (days[2], days[1], "sixth_school_day"),
        (days[2], None, OF_SCHOOLS[0]),
    ):
        Clock.objects.create(
            row_id=uuid.uuid4(), child_id=AMARA, clock=kind, starts_on=days[2], due_on=due,
            met_on=met, setting="", feed="exclusions", file="x.csv", row=1,
        )  # fmt: skip
    assert overdue(Clock.objects.all(), AS_OF) == 1


def test_the_week_counts_what_accountability_shows(director: User) -> None:
    page = words(browser_of(director).get("/accountability/"))
    told = said(director, Kind.WEEK)
    assert told.subject == "Accountability: how things stood on 23 November 2026"
    assert "we do not know where 1 child is" in told.body
    assert "we do not know where 1 child is" in page
    for both in (
        "3 children are missing education",
        "1 date of the law passed this month with nothing done in time",
        "1 child is excluded or suspended, with no education since the sixth day",
    ):
        assert both in told.body
        assert both in page
    assert "http://localhost:8000/accountability/" in told.body


def test_a_child_who_is_kept_from_the_recipient_is_not_counted(
    manager: User, director: User
) -> None:
    """The director sees protected children, and the number says so; the manager does not."""
    opened(manager, AMARA)
    assert said(manager, Kind.TODAY).subject.startswith("1 new, 1 overdue")
    RestrictedChild.objects.create(child=AMARA)
    assert said(manager, Kind.TODAY).subject.startswith("0 new, 0 overdue")
    assert "we do not know where 1 child is" in said(director, Kind.WEEK).body


def test_neither_names_a_child_nor_gives_a_reference(manager: User, director: User) -> None:
    case = given(manager, AMARA)
    for person, kind in ((manager, Kind.TODAY), (director, Kind.WEEK)):
        told = said(person, kind)
        text = f"{told.subject} {told.body}".lower()
        for child, forename, surname, *_ in CHILDREN:
            assert child.lower() not in text
            assert forename.lower() not in text
            assert surname.lower() not in text
        assert case.reference.lower() not in text
        assert not re.search(r"ec-|oc-|[a-z]\d{12}", text)


# To whom


@pytest.mark.parametrize(
    ("first", "end", "gets_it"),
    [(0, None, True), (0, 1, True), (-5, 0, False), (-5, 1, True), (1, None, False)],
    ids=["from today", "today alone", "ended yesterday", "ends today", "from tomorrow"],
)
def test_it_goes_to_whoever_holds_the_role_on_the_day(
    first: int, end: int | None, gets_it: bool
) -> None:
    user = User.objects.create_user("new@x.example", full_name="New Person")
    ends = None if end is None else localdate() + timedelta(days=end)
    give_role(
        user, "Pathway manager", starts_on=localdate() + timedelta(days=first), ends_before=ends
    )
    assert (user in recipients(Kind.TODAY, now())) is gets_it


def test_nobody_else_gets_it_nor_anybody_whose_account_is_closed(
    manager: User, director: User
) -> None:
    for role in ("Education officer", "Service manager", "Safeguarding lead", "School user"):
        name = f"A {role}"
        if role == "School user":
            give_role(User.objects.create_user("s@x.example", full_name=name), role, urns=["1"])
        else:
            colleague(role, name)
    assert recipients(Kind.TODAY, now()) == [manager]
    assert recipients(Kind.WEEK, now()) == [director]
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert recipients(Kind.TODAY, now()) == []


# At most once


def test_run_twice_it_is_sent_once_a_day(manager: User, posted: tuple[Post, Notify]) -> None:
    post, notify = posted
    assert sent(Kind.TODAY, notify) == [(manager.email, State.SENT, "")]
    assert sent(Kind.TODAY, notify) == [(manager.email, State.SENT, BEFORE)]
    (email,) = post.bodies
    assert email["email_address"] == manager.email
    assert email["personalisation"]["subject"] == "0 new, 1 overdue, 2 feeds late or quiet"
    sent(Kind.TODAY, notify, now() + timedelta(days=1))
    assert len(post.bodies) == 2


def test_the_week_goes_once_from_monday_to_sunday(
    director: User, posted: tuple[Post, Notify]
) -> None:
    post, notify = posted
    monday = localdate() + timedelta(days=7 - localdate().weekday())
    for day, so_far in ((0, 1), (1, 1), (6, 1), (7, 2)):
        sent(Kind.WEEK, notify, moment(monday + timedelta(days=day)))
        assert len(post.bodies) == so_far, day
    assert [brief.of for brief in Brief.objects.all()] == [monday, monday + timedelta(days=7)]


@pytest.mark.parametrize(
    ("answer", "state", "arrives_later"),
    [(400, State.FAILED, True), ("gone", State.NOT_KNOWN, False), (503, State.NOT_KNOWN, False)],
)
def test_only_what_was_certainly_not_taken_is_tried_again(
    manager: User, posted: tuple[Post, Notify], answer: Any, state: State, arrives_later: bool
) -> None:
    post, notify = posted
    post.answers = [answer]
    assert [each[1] for each in sent(Kind.TODAY, notify)] == [state]
    again = sent(Kind.TODAY, notify)
    assert [each[1] for each in again] == [State.SENT if arrives_later else state]
    assert len(post.bodies) == 1 + arrives_later
    assert Brief.objects.count() == 1


def test_what_another_sender_has_begun_is_left_to_it(
    manager: User, posted: tuple[Post, Notify]
) -> None:
    Brief.objects.create(to=manager, kind=Kind.TODAY, of=localdate(), at=now())
    assert sent(Kind.TODAY, posted[1]) == [(manager.email, State.SENDING, BEFORE)]
    assert posted[0].bodies == []


def test_the_database_itself_refuses_a_second(manager: User) -> None:
    told = {"to": manager, "kind": Kind.TODAY, "of": localdate(), "at": now()}
    Brief.objects.create(**told)
    with pytest.raises(IntegrityError, match="one_brief_each"), transaction.atomic():
        Brief.objects.create(**told)


# The command


def test_the_command_records_what_it_would_send_for_a_made_up_authority(
    manager: User, own_home: Home, capsys: Any
) -> None:
    for said in ("Nothing really left: a stand-in wrote it down", BEFORE):
        tell(own_home, "today", now(), dry_run=False)
        assert capsys.readouterr().out == f"{manager.email}  sent: {said}\n"
    (kept,) = (own_home.path / FOLDER).glob("*.json")
    assert json.loads(kept.read_text())["subject"] == "0 new, 1 overdue, 2 feeds late or quiet"


def test_a_dry_run_prints_each_message_and_sends_none(
    director: User, own_home: Home, capsys: Any
) -> None:
    tell(own_home, "week", now(), dry_run=True)
    told = capsys.readouterr().out
    assert told.startswith(f"{director.email}\nAccountability: how things stood")
    assert not Brief.objects.exists()
    assert not (own_home.path / FOLDER).exists()


def test_where_notify_is_not_set_up_it_says_so_and_nothing_is_kept(
    manager: User, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONROLL_NOTIFY_KEY", raising=False)
    head = '[letterhead]\naddress = ["a"]\nphone = "1"\nemail = "e@x.example"\n'
    (own_home.path / "letters.toml").write_text(head, encoding="utf-8")
    with pytest.raises(Stop, match="nothing can be sent: ONROLL_NOTIFY_KEY is not set") as stopped:
        tell(own_home, "today", now(), dry_run=False)
    assert stopped.value.code == ExitCode.FAILED
    monkeypatch.setenv("ONROLL_NOTIFY_KEY", KEY)
    with pytest.raises(Stop, match=r"email_template in \[notify\] of letters.toml is not set"):
        tell(own_home, "today", now(), dry_run=False)
    assert not Brief.objects.exists()


def test_a_message_that_nobody_took_is_an_exit_code(
    manager: User, own_home: Home, monkeypatch: pytest.MonkeyPatch, posted: tuple[Post, Notify]
) -> None:
    post, notify = posted
    monkeypatch.setenv("ONROLL_NOTIFY_KEY", KEY)
    (own_home.path / "letters.toml").write_text(
        '[letterhead]\naddress = ["a"]\nphone = "1"\nemail = "e@x.example"\n'
        f'[notify]\nemail_template = "t"\nbase_url = "{notify.base_url}"\n',
        encoding="utf-8",
    )
    post.answers = [400]
    with pytest.raises(typer.Exit) as left:
        tell(own_home, "today", now(), dry_run=False)
    assert left.value.exit_code == ExitCode.HELD_BACK
    tell(own_home, "today", now(), dry_run=False)
    assert [body["answer"] for body in post.bodies] == [400, 201]


def test_on_a_day_when_nobody_holds_the_role_it_says_so(
    manager: User, own_home: Home, capsys: Any
) -> None:
    tell(own_home, "today", moment(date(2020, 1, 1)), dry_run=False)
    words = "Nobody is Pathway manager on that day, so nothing was sent.\n"
    assert capsys.readouterr().err == words
